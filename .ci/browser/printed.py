"""Cases: what a printer is given."""

import re
import subprocess
import tempfile
from pathlib import Path

from desk import check, same

# A4 of 36 dots to the inch, and the dots that two ways to draw the same may differ by.
WIDTH, HEIGHT = 298, 421
STRAYS = 8


def paper(desk):
    tab = desk.open()
    tab.to_mark(*tab.mark(kind="claim", question="投入")).click()
    with tempfile.TemporaryDirectory() as folder:
        ours, report = Path(folder, "ours"), Path(folder, "report")
        tab.pdf(path=ours, prefer_css_page_size=True, print_background=True)
        report.write_bytes(tab.request.get(f"{desk.server.address}report.pdf").body())
        for path in (ours, report):
            size = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
            same(re.search(r"Pages: +(\d+)", size)[1], "17", f"sheets of {path.name}")
            width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", size).groups())
            check(abs(width - 595.28) < 1 and abs(height - 841.89) < 1, f"A4: {width} × {height}")
        for number, (one, other) in enumerate(zip(*map(greys, (ours, report)), strict=True), 1):
            strays = stray(one, other) + stray(other, one)
            check(strays < STRAYS, f"sheet {number} looks otherwise than in the PDF: {strays} dots")


def greys(path):
    """Each page of a PDF in shades of grey, as rows of dots."""
    subprocess.run(["pdftoppm", "-r", "36", "-gray", path, f"{path}-page"], check=True, capture_output=True)
    return [page.read_bytes()[-WIDTH * HEIGHT :] for page in sorted(path.parent.glob(f"{path.name}-page*"))]


def stray(ours, theirs):
    """Dark dots where theirs is white all around: outlines and fonts are drawn in different weight, not elsewhere."""
    around = [row + column for row in (-WIDTH, 0, WIDTH) for column in (-1, 0, 1)]
    dark = (at for at, shade in enumerate(ours) if shade < 128)
    return sum(all(theirs[at + step] > 235 for step in around if 0 <= at + step < len(theirs)) for at in dark)


def printing(desk):
    tab = desk.open()
    asked = []
    tab.context.on("request", lambda request: asked.append(request.url))
    with tab.context.expect_page(timeout=1000 * desk.patience):
        tab.keyboard.press("Control+p")
    tab.until(lambda: tab.evaluate("1") and f"{desk.server.address}report.pdf" in asked, "the PDF is asked for")
    reply = tab.request.get(f"{desk.server.address}report.pdf")
    same((reply.status, reply.headers["content-type"], reply.body()[:5]), (200, "application/pdf", b"%PDF-"), "the PDF")
    same(tab.get_attribute("#pdf", "href"), "/report.pdf", "the button's address")
