"""Thousands of editions: memory as they go, and the same again, killed at random moments and resumed.

thousands.py KANYIN EDITIONS KILLS

Exit code 1 where memory grows, or a resumed run leaves other bytes, half a file, or makes again what was there.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# Memory at the end is measured by that after so many editions, and may be this many times as much.
EARLY, MOST = 500, 1.5
SEED = 20181126


class Run:
    """A batch that is under way."""

    def __init__(self, kanyin, project, table, out):
        self.journal = out / "batch.jsonl"
        self.seen, self.made = 0, 0
        command = [kanyin, "batch", table, "-o", out, "--resume"]
        self.start = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def processes(self):
        """Itself and its workers, which its threads start."""
        parent = self.process.pid
        children = []
        for thread in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                children += map(int, thread.read_text().split())
            except OSError:
                pass
        return [parent, *children]

    def memory(self):
        """What it holds with its workers, each shared page once, in MiB; nothing once it has ended."""
        total = 0
        for pid in self.processes():
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                return None
            total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
        return total / 1024 or None

    def count(self):
        """Editions in the journal, of this run and of those before."""
        if self.journal.exists():
            with self.journal.open("rb") as file:
                file.seek(self.seen)
                new = file.read()
            whole = new[: new.rfind(b"\n") + 1]
            self.seen += len(whole)
            self.made += whole.count(b'{"output"')
        return self.made

    def kill(self):
        workers = self.processes()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        # They end with their parent.
        for pid in workers:
            while Path(f"/proc/{pid}").exists():
                time.sleep(0.01)

    def end(self):
        said, _ = self.process.communicate()
        if self.process.returncode:
            sys.exit(f"the batch ended with {self.process.returncode}: {said}")
        return time.perf_counter() - self.start


def undisturbed(kanyin, project, table, out, editions):
    """Seconds it took, and the peaks of memory up to EARLY editions and in all, and the medians around both ends."""
    run = Run(kanyin, project, table, out)
    samples = []
    while run.process.poll() is None:
        memory, made = run.memory(), run.count()
        if memory:
            samples.append((made, memory))
        time.sleep(0.2)
    took = run.end()
    early = max(memory for made, memory in samples if made <= EARLY)
    peak = max(memory for _, memory in samples)
    last = statistics.median(memory for made, memory in samples if made > editions * 0.95)
    return took, early, peak, last


def pdfs(out):
    return {str(path.relative_to(out)): path for path in out.rglob("*.pdf")}


def stands(out):
    """Which very files lie at their places."""
    return {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in pdfs(out).items()}


def sums(out):
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in pdfs(out).items()}


def disturbed(kanyin, project, table, out, editions, kills):
    """Kills it `kills` times and lets it end; returns what was made when it was killed, and what is wrong."""
    chance = random.Random(SEED)
    moments = sorted(chance.randrange(editions) for _ in range(kills))
    wrong, before, delays = [], {}, []
    for moment in [*moments, None]:
        run = Run(kanyin, project, table, out)
        at_start, first = None, None
        while run.process.poll() is None and (moment is None or run.made < moment):
            made = run.count()
            at_start = made if at_start is None else at_start
            if first is None and made > at_start:
                first = time.perf_counter() - run.start
            time.sleep(0.02)
        delays += [first] if first else []
        if moment is None:
            run.end()
        else:
            time.sleep(chance.uniform(0, 0.2))
            run.kill()
        now = stands(out)
        again = [name for name, file in before.items() if now.get(name) != file]
        wrong += [f"{name} was there and is another file now" for name in again]
        before = now
    return moments, delays, wrong


def main(kanyin, editions, kills):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for part in ["templates", "data"]:
            shutil.copytree(REPOSITORY / part, project / part)
        table = project / "editions.csv"
        maker = [sys.executable, "-B", REPOSITORY / ".ci/batch/editions.py", "data/2018.json", str(editions)]
        with table.open("w", encoding="utf-8") as file:
            subprocess.run(maker, cwd=project, stdout=file, check=True)

        out = Path(folder) / "undisturbed"
        took, early, peak, last = undisturbed(kanyin, project, table, out, editions)
        expected, summary = sums(out), (out / "batch.json").read_bytes()
        shutil.rmtree(out)

        out = Path(folder) / "disturbed"
        moments, delays, wrong = disturbed(kanyin, project, table, out, editions, kills)
        found = sums(out)
        wrong += [f"{name}: other bytes" for name in expected if found.get(name) != expected[name]]
        if (out / "batch.json").read_bytes() != summary:
            wrong.append("batch.json: other bytes")
        others = {path.name for path in out.rglob("*") if path.is_file() and path.suffix != ".pdf"}
        if others != {"batch.json", "batch.jsonl"}:
            wrong.append(f"left behind: {sorted(others)}")
        lines = [json.loads(line) for line in (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()]
        twice = sum(count - 1 for count in Counter(line["output"] for line in lines if "output" in line).values())
        # Only what was under way when it was killed may be made once more.
        if twice > kills * len(os.sched_getaffinity(0)):
            wrong.append(f"{twice} editions were made twice")
    if len(expected) != editions:
        wrong.append(f"{len(expected)} editions of {editions}")
    if peak > MOST * early:
        wrong.append(f"{peak:.0f} MiB at the most, {early:.0f} MiB up to {EARLY} editions")

    print(f"### {editions:,} editions whose numbers all differ\n")
    print(f"- All cores: {took:.0f} s, {editions / took:.1f} a second.")
    print(f"- Memory of the run and its workers, each shared page once: {early:.0f} MiB at the most up to {EARLY} editions,")
    print(f"  {peak:.0f} MiB in all ({peak / early:.2f} of it), {last:.0f} MiB over the last twentieth.")
    print(f"- Killed with SIGKILL {kills} times, after {', '.join(map(str, moments))} editions and up to 0.2 s, and resumed:")
    if wrong:
        print("  **not as promised:** " + "; ".join(wrong[:20]))
    else:
        print(f"  all {editions:,} PDFs and `batch.json` are those of the undisturbed run, what stood at its place stayed the very")
        print(f"  file, nothing else was left. {twice} editions, on their way when it was killed, were made once more.")
    print(f"- A resumed run goes on after {statistics.median(delays):.1f} s (median; at the most {max(delays):.1f} s).")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
