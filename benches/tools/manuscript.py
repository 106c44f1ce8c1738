"""The published report as a manuscript for other typesetters: its words, headings and charts, in Markdown.

manuscript.py TEXT OUTLINE CHARTS ENDING > report.md

TEXT     the words as published, paragraphs apart
OUTLINE  the headings with their pages, sub-headings indented
CHARTS   where the charts lie, 01 … for 图 1 …; ENDING is that of their names
"""

import re
import sys
from pathlib import Path


def headings(outline):
    """Level by words, white space aside."""
    levels = {}
    for line in Path(outline).read_text(encoding="utf-8").splitlines():
        title = re.sub(r"\s+\d+$", "", line)
        levels[re.sub(r"\s", "", title)] = 2 if title.startswith("\t") else 1
    return levels


def main(text, outline, charts, ending):
    levels = headings(outline)
    for line in Path(text).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        bare = re.sub(r"\s", "", line)
        caption = re.fullmatch(r"图 (\d+) (.+)", line)
        # Everyone makes their own list of contents.
        if "....." in line:
            continue
        if bare in levels and bare != "报告目录":
            line = "#" * levels[bare] + " " + line
        elif caption:
            line = f"![{line}]({charts}/{int(caption[1]):02}{ending})"
        print(line)


main(*sys.argv[1:])
