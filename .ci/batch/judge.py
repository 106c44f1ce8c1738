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
    faults += [f"{name} of nobody" for name in sorted(array.keys() - alone.keys())]
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
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - pdfs(folder).keys()
    faults = [f"{name} left over" for name in sorted(there - known)]
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
    counts = {name: made.count(name) for name in sorted({*made, *pdfs(results / "alone")})}
    faults = [f"{name} {count} times in the journals" for name, count in counts.items() if count != 1]
    if not 0 < len(before) < len(after) or after[: len(before)] != before:
        faults.append(f"of the first task's {len(after)} editions {len(before)} were done before the failure")
    # What the first task had in hand is in no journal yet, and may be made again.
    in_hand = set(after) - set(before)
    there = pdfs(results / "array")
    for line in (results / "at-kill/pdfs.txt").read_text("utf-8").splitlines():
        time, name = line.split(" ", 1)
        if name not in in_hand and (name not in there or there[name].stat().st_mtime_ns != int(time)):
            faults.append(f"{name} made again")
    return faults, f"{len(before)} of the first task's {len(after)} editions before the failure, only the others after it"


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
