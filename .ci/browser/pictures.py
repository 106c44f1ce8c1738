"""The pictures of live pages in the README, the same every time.

    pictures.py KANYIN PROJECT FOLDER    KANYIN: the program; PROJECT: a folder with data/ and templates/, which is copied

Writes FOLDER/live.png, a claim that a number has made false, with what is behind it; and FOLDER/live-broken.png, prose
that cannot be set, over the last good pages. 1440 × 900 pixels in 256 colours. Needs Playwright for Python, Chromium and
Pillow.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import live
from desk import Desk

CHAPTER = "templates/2018/chapter-2.typ"

# How much of the page is shown above the claim, in points.
ABOVE = 62


def keep(tab, path):
    """A picture of the tab once nothing moves, in few colours."""
    tab.mouse.move(0, 0)
    tab.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    tab.frames(4)
    # How long the program took is another number every time.
    tab.evaluate("document.getElementById('status-build').hidden = true")
    picture = Image.open(BytesIO(tab.screenshot())).convert("RGB")
    palette = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=4)
    # Shadows must not end in steps.
    few = picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    few.save(path, optimize=True)


def main():
    program, source, folder = sys.argv[1:]
    folder = Path(folder)
    with sync_playwright() as playwright, live.browser(playwright) as chromium:
        desk = Desk(program, source, chromium)
        try:
            tab = desk.open()
            # One of two values falls below what is said of both.
            desk.edit(live.DATA, '"72.37"', '"62.37"')
            tab.settle()
            marks = desk.window.news["findings"]["marks"]
            index, mark = [(index, mark) for index, mark in enumerate(marks) if mark["verdict"] == "false"][-1]
            tab.go(mark["spots"][0]["page"], mark["spots"][0]["top"] - ABOVE)
            tab.locator(f'.mark[data-index="{index}"]').first.click()
            keep(tab, folder / "live.png")

            desk.clear()
            tab = desk.open()
            desk.project.edit(CHAPTER, '#chart("合同数")', '#chart("合同")')
            tab.until(lambda: tab.shown("#trouble"), "what is wrong is told")
            tab.go(8, 130)
            keep(tab, folder / "live-broken.png")
        finally:
            desk.close()


if __name__ == "__main__":
    main()
