"""Puts what a benchmark found into RESULTS.md, and leaves what others found there.

results.py SECTION < MARKDOWN
"""

import os
import platform
import re
import sys
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine():
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{date.today()}, {processor()}, {cores} cores, {gibibytes:.0f} GiB, {platform.system()} {platform.release()}"


def main(section):
    text = RESULTS.read_text(encoding="utf-8")
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    place = re.compile(re.escape(begin) + ".*" + re.escape(end), re.DOTALL)
    if not place.search(text):
        sys.exit(f"{RESULTS}: no section {begin} … {end}")
    found = f"{begin}\n*{machine()}*\n\n{sys.stdin.read().strip()}\n{end}"
    RESULTS.write_text(place.sub(lambda _: found, text), encoding="utf-8")


main(sys.argv[1])
