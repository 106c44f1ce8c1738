"""Judges what check-slurm's runs left: PASS or FAIL and why, one line for each check; exit code 1 if anything fails.

judge.py RESULTS
    alone/    by one process              jobs.txt      what Slurm says of the array's tasks at the end
    array/    by the array of four        control.log   what Slurm's controller did
    at-kill/  when node n1 lost power: the first task's journal, and every PDF with its time
"""

import json
import re
import sys
from pathlib import Path

FIRST = "batch-1-of-4.jsonl"


def pdfs(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.pdf")}


def outputs(journal):
    """The editions in a journal, in order. Other lines tell the sources; one cut short by the failure tells nothing."""
    names = []
    for line in journal.read_text("utf-8", errors="replace").splitlines():
        try:
            names.append(json.loads(line)["output"])
        except (ValueError, KeyError):
            continue
    return names


def same_bytes(results):
    alone, array = pdfs(results / "alone"), pdfs(results / "array")
    faults = [f"{name} missing" for name in sorted(alone.keys() - array.keys())]
    shared = sorted(alone.keys() & array.keys())
    faults += [f"{name} differs" for name in shared if alone[name].read_bytes() != array[name].read_bytes()]
    if not alone:
        faults.append("one process made no PDFs")
    return faults, f"{len(alone)} PDFs as one process makes them"


def same_summary(results):
    alone, array = results / "alone/batch.json", results / "array/batch.json"
    same = array.is_file() and alone.read_bytes() == array.read_bytes()
    return [] if same else ["batch.json differs or is missing"], "batch.json as of one process"


def nothing_else(results):
    folder = results / "array"
    known = {"batch.json"} | {f"batch-{k}-of-4.{kind}" for k in range(1, 5) for kind in ("json", "jsonl")}
    editions = pdfs(results / "alone").keys()
    folders = {Path(name).parent.as_posix() for name in editions}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    faults = [f"{name} left over" for name in sorted(there - known - editions - folders)]
    faults += [f"{name} missing" for name in sorted(known - there)]
    return faults, "PDFs, journals and summaries, nothing else"


def requeued(results):
    tasks = {}
    for line in (results / "jobs.txt").read_text("utf-8").splitlines():
        fields = dict(re.findall(r"(\S+?)=(\S+)", line))
        tasks[fields.get("ArrayTaskId")] = fields
    faults = []
    for number, restarts in zip("0123", "1000"):
        task = tasks.get(number, {})
        if (task.get("JobState"), task.get("Restarts")) != ("COMPLETED", restarts):
            faults.append(f"task {number}: {task.get('JobState')} after {task.get('Restarts')} restarts, not {restarts}")
    if not re.search(r"requeue job .* due to failure of node n1", (results / "control.log").read_text("utf-8")):
        faults.append("Slurm requeued nothing")
    if tasks.get("0", {}).get("BatchHost") != "n1":
        faults.append("n1 ended nothing after it came back")
    return faults, "task 0 went back into the queue when n1 failed, and ended there once n1 was back"


def made_once(results):
    before, after = outputs(results / "at-kill" / FIRST), outputs(results / "array" / FIRST)
    made = [name for journal in (results / "array").glob("*.jsonl") for name in outputs(journal)]
    times = {}
    for line in (results / "at-kill/pdfs.txt").read_text("utf-8").splitlines():
        time, name = line.split(" ", 1)
        times[name] = int(time)
    done = [name for name in before if name in times]
    in_hand = set(after) - set(done)  # by the first task, then or later
    faults = []
    for name in sorted({*made, *pdfs(results / "alone")}):
        # An edition is in the journal just before it is in its place: the failure may fall in between.
        lost = name in before and name in in_hand
        if made.count(name) != (2 if lost else 1):
            faults.append(f"{name} {made.count(name)} times in the journals")
    if not 0 < len(done) < len({*after}) or after[: len(before)] != before:
        faults.append(f"{len(done)} of the first task's {len({*after})} editions before the failure")
    there = pdfs(results / "array")
    for name, time in times.items():
        if name not in in_hand and (name not in there or there[name].stat().st_mtime_ns != time):
            faults.append(f"{name} made again")
    said = f"{len(done)} of the first task's {len({*after})} editions before the failure, only the others after it"
    return faults, said


def main(results):
    checks = {"bytes": same_bytes, "summary": same_summary, "files": nothing_else, "requeue": requeued, "once": made_once}
    failed = False
    for name, check in checks.items():
        try:
            faults, said = check(results)
        except OSError as error:  # a file is missing
            faults = [str(error)]
        print(f"FAIL  {name}  {faults[0]}" if faults else f"PASS  {name}  {said}")
        for fault in faults[1:20]:
            print(f"      {fault}")
        failed = failed or bool(faults)
    return 1 if failed else 0


sys.exit(main(Path(sys.argv[1])))
