"""Reads a release folder with other people's readers.

    readers.py DIR      in the folder itself; DIR is only its name in what is printed
"""

import hashlib
import json
import sys
from pathlib import Path

import frictionless
from pyjstat import pyjstat

# The list cannot hold its own sum, nor that of the sums which hold its.
APART = {"manifest.json", "SHA256SUMS", "SHA256SUMS.sig"}


def every_file():
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


def listed():
    """The sums name every file but themselves; the manifest names the rest, with sums and sizes."""
    sums = {line.split("  ", 1)[1].strip() for line in Path("SHA256SUMS").read_text("utf-8").splitlines()}
    yield from (f"{name} is not in SHA256SUMS" for name in sorted(every_file() - sums - {"SHA256SUMS", "SHA256SUMS.sig"}))
    entries = json.loads(Path("manifest.json").read_text("utf-8"))["files"]
    named = {entry["path"]: entry for entry in entries}
    if len(named) != len(entries):
        yield "manifest.json names a file twice"
    yield from (f"{name} is not in manifest.json" for name in sorted(every_file() - set(named) - APART))
    yield from (f"manifest.json names {name}, which is not there" for name in sorted(set(named) - every_file()))
    for name in sorted(set(named) & every_file()):
        content = Path(name).read_bytes()
        if named[name]["sha256"] != hashlib.sha256(content).hexdigest() or named[name]["bytes"] != len(content):
            yield f"manifest.json is wrong about {name}"


def tables():
    """The Data Package describes each table in data/, and each table is as described."""
    package = frictionless.Package("datapackage.json")
    described = {resource.path for resource in package.resources if resource.path}
    held = {path.as_posix() for path in Path("data").glob("*.csv")}
    yield from (f"{name} is not described" for name in sorted(held - described))
    for resource in package.resources:
        if resource.path in held and not resource.schema.fields:
            yield f"{resource.path} has no columns described"
    report = package.validate()
    yield from (f"{place or 'datapackage.json'}: {note}" for place, note in report.flatten(["path", "note"]))


def figures():
    """figures.json is JSON-stat 2.0: each cube has as many values as its dimensions span."""
    document = json.loads(Path("figures.json").read_text("utf-8"))
    cubes = document["link"]["item"] if document.get("class") == "collection" else [document]
    if document.get("version") != "2.0":
        yield "not of version 2.0"
    if not cubes:
        yield "no figures"
    for number, cube in enumerate(cubes, 1):
        table = pyjstat.Dataset.read(json.dumps(cube)).write("dataframe", naming="id")
        span = 1
        for size in cube["size"]:
            span *= size
        if isinstance(cube["value"], list) and len(cube["value"]) != span or len(table) != span:
            yield f"figure {number} has not a value for each of {span} places"


def main(folder):
    failed = False
    for check in (listed, tables, figures):
        try:
            faults = list(check())
        except Exception as error:  # a reader's own complaint, of whatever kind
            faults = [f"{type(error).__name__}: {error}"]
        name = check.__name__
        print(f"FAIL  {name}  {folder}: {'; '.join(faults[:4])}" if faults else f"PASS  {name}  {folder}")
        failed |= bool(faults)
    return failed


sys.exit(main(sys.argv[1]))
