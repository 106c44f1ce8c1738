"""Editions per second: a loop of cold `typst compile` against `kanyin batch`, and one worker against two.

editions.py KANYIN TYPST EDITIONS    EDITIONS: how many a block of a batch makes

Blocks take turns, so that a noisy machine is as noisy to all. The loop compiles ejected projects, each with its own
numbers and charts, as one would without kanyin; they are made before, and that is not timed. A block of a batch is a
whole process: it begins cold, draws its charts, judges its claims and carries its source.
"""

import csv
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BLOCKS = 7
# So many editions for the loop to compile; more would be no other.
EJECTED = 10
STOCK = ["compile", "--ignore-system-fonts", "--ignore-embedded-fonts", "--font-path", "fonts", "report.typ"]
KINDS = {"few": ("the numbers of one question and the title", [1]), "all": ("every number and the title", [])}


def run(command, folder, core=None):
    """Seconds of a process that must succeed, on one core if that is named."""
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    start = time.perf_counter()
    done = subprocess.run([*pinned, *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr}")
    return time.perf_counter() - start


def project_at(folder):
    for part in ["templates", "data"]:
        shutil.copytree(REPOSITORY / part, folder / part)
    return folder


def write_list(project, kind, count):
    _, questions = KINDS[kind]
    maker = [sys.executable, "-B", REPOSITORY / ".ci/batch/editions.py", "data/2018.json", str(count)]
    text = subprocess.run([*maker, *map(str, questions)], cwd=project, capture_output=True, text=True, check=True).stdout
    path = project / f"{kind}-{count}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def apply(row, survey):
    """The survey of a row: `report.title` and `question.option.percent` are all that these lists set."""
    questions = {question["id"]: question for question in survey["questions"]}
    for path, value in row.items():
        match path.split("."):
            case ["output" | "data"]:
                pass
            case ["report", "title"]:
                survey["report"]["title"] = value
            case [question, option, "percent"]:
                next(one for one in questions[question]["options"] if one["id"] == option)["percent"] = value
    return survey


def ejected(kanyin, folder, rows):
    """A folder for stock Typst for each of these rows."""
    for number, row in enumerate(rows):
        project = project_at(folder / f"own-{number}")
        data = project / "data/2018.json"
        data.write_text(json.dumps(apply(row, json.loads(data.read_text(encoding="utf-8"))), ensure_ascii=False))
        run([kanyin, "eject", folder / str(number)], project)
    return [folder / str(number) for number in range(len(rows))]


def spread(values):
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def against_stock(kanyin, typst, project, work, editions):
    print("### A loop of cold `typst compile` against one worker, on one core\n")
    print(f"Editions a second, both pinned to one core; {BLOCKS} blocks in turn: {EJECTED} of the loop, {editions} of a batch.")
    print("Medians, and the quartiles of each pair of blocks.\n")
    print("| an edition's own | loop | batch | batch of loop |")
    print("|---|---:|---:|---:|")
    for kind, (says, _) in KINDS.items():
        table = write_list(project, kind, editions)
        with table.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))[:EJECTED]
        folders = ejected(kanyin, work / kind, rows)
        loops, batches = [], []
        for _ in range(BLOCKS):
            loop = sum(run([typst, *STOCK, work / "out.pdf"], folder, core=0) for folder in folders)
            loops.append(len(folders) / loop)
            out = work / "out"
            batches.append(editions / run([kanyin, "batch", table, "-o", out, "--jobs", "1"], project, core=0))
            shutil.rmtree(out)
        ratios = [batch / loop for batch, loop in zip(batches, loops)]
        print(f"| {says} | {statistics.median(loops):.1f} | {statistics.median(batches):.1f} | {spread(ratios)} |")
    print()


def scaling(kanyin, project, work, editions):
    print("### One worker against two\n")
    print(f"Editions a second; {BLOCKS} blocks of {editions} in turn, not pinned.\n")
    print("| an edition's own | one | two | two of one |")
    print("|---|---:|---:|---:|")
    for kind, (says, _) in KINDS.items():
        table = write_list(project, kind, editions)
        rates = {1: [], 2: []}
        for block in range(BLOCKS):
            for jobs in [1, 2] if block % 2 else [2, 1]:
                out = work / "out"
                rates[jobs].append(editions / run([kanyin, "batch", table, "-o", out, "--jobs", str(jobs)], project))
                shutil.rmtree(out)
        ratios = [two / one for one, two in zip(rates[1], rates[2])]
        one, two = (statistics.median(rates[jobs]) for jobs in [1, 2])
        print(f"| {says} | {one:.1f} | {two:.1f} | {spread(ratios)} |")


def main(kanyin, typst, editions):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = project_at(work / "project")
        against_stock(kanyin, typst, project, work, editions)
        scaling(kanyin, project, work, editions)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
