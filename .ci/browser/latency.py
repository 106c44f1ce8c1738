"""How long is it from a save to the new page in the browser?

    latency.py KANYIN PROJECT [ROUNDS]    KANYIN: the program; PROJECT: a folder with data/ and templates/, which is copied

Kinds of edit in turn, ROUNDS (60) of each after some to warm up, each with a value that was not there before and a page
that changes in sight, 0.7 seconds apart: no editor saves faster, and by then the aftermath of a save is over (what is
found in the pages is told, the pages out of sight are drawn). For each kind the median, the 95th of a hundred and the
slowest, in milliseconds:

    save → told       a moment before the file is opened for writing, until the tab has the news of its pages
      build           of that, what the program says it took to lay out and to draw
    told → painted    until the browser has laid out and painted the frame with the new picture
    save → painted    both
    save → shown      until that frame is on the screen; without one, in the picture that would be on it
    save → marked     until the page says so itself (`data-build`)

When a frame was painted and shown is what the browser says (Element Timing) of a word that is put on the page in the very
task that changes the picture; it tells the latter to 4 ms. Frames come sixty a second, which is measured as well. All
times are of this machine's clock; how far the page's is from the editor's is measured. Nothing is said of how fast it
must be; but an update that never comes is a failure (exit 1). Needs Playwright for Python and Chromium.
"""

import itertools
import re
import statistics
import sys
import time

from playwright.sync_api import sync_playwright

import live
from desk import Desk, check
from live import DATA, TOKENS

CHAPTER_2 = "templates/2018/chapter-2.typ"

WARM_UP = 5
PAUSE = 0.7  # seconds

# Notes when the tab hears of each build, when a word that came with its picture was painted and shown, and when it says
# that it is done.
NOTES = """
    window.builds = {};
    const note = (build, times) => Object.assign(builds[build] ??= {}, times);
    const listen = EventSource.prototype.addEventListener;
    let latest = 0, probed = 0;
    EventSource.prototype.addEventListener = function (name, take) {
        listen.call(this, name, event => {
            if (name === "pages") {
                const told = performance.now();
                const [, build, milliseconds] = /"build":(\\d+),"milliseconds":(\\d+)/.exec(event.data);
                latest = Number(build);
                note(latest, { told, milliseconds: Number(milliseconds), bytes: event.data.length });
            }
            take(event);
        });
    };
    new PerformanceObserver(list => {
        for (const { identifier, paintTime, presentationTime } of list.getEntries())
            note(identifier, { painted: paintTime, shown: presentationTime });
    }).observe({ type: "element" });
    const probe = () => {
        if (probed === latest) return;
        probed = latest;
        note(latest, { drawn: performance.now() });
        document.getElementById("probe")?.remove();
        const word = document.createElement("p");
        word.id = "probe";
        word.textContent = latest;
        word.setAttribute("elementtiming", latest);
        word.style.cssText = "position: fixed; left: 0; bottom: 40px; z-index: 99; color: #888";
        document.body.append(word);
    };
    window.observePages = () => {
        const watcher = new MutationObserver(probe);
        for (const { shadowRoot } of document.querySelectorAll(".paper"))
            watcher.observe(shadowRoot, { subtree: true, childList: true, attributes: true });
    };
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        note(document.documentElement.dataset.build, { marked: performance.now() });
    }).observe(document.documentElement, { attributeFilter: ["data-build"] }));
"""
BEAT = """async () => {
    const beats = [];
    for (let last = await new Promise(requestAnimationFrame); beats.length < 120; ) {
        const now = await new Promise(requestAnimationFrame);
        beats.push(now - last);
        last = now;
    }
    return beats.sort((one, other) => one - other)[60];
}"""

fresh = itertools.count(1)


def number():
    value = f"{20 + next(fresh) % 7000 / 100:.2f}"
    return DATA, re.compile(r'(?<="不足 1 年", "percent": ")[\d.]+'), value, f"{value}%"


def sentence():
    words = f"目前，第 {next(fresh)} 稿说到企业用户"
    return CHAPTER_2, re.compile("^目前，.*?企业用户", re.M), words, words.replace(" ", "")


def colour():
    value = f"#{next(fresh):06x}"
    return TOKENS, re.compile(r'(?<="text": ")#\w+'), value, value


def size():
    return TOKENS, re.compile(r'(?<="caption": )[\d.]+'), f"{10 + next(fresh) / 10000}", None


def body_size():
    return TOKENS, re.compile(r'(?<="body": )[\d.]+'), f"{14 + next(fresh) / 100000}", None


KINDS = {
    "a number in the data": number,
    "a sentence in the prose": sentence,
    "the colour of all text": colour,
    "the size of captions": size,
    "the size of all text": body_size,
}
SPANS = ["save → told", "  build", "told → painted", "save → painted", "save → shown", "save → marked"]


def round_of(tab, kind):
    """The spans of one edit, in milliseconds."""
    name, pattern, value, shown = kind()
    text, count = re.subn(pattern, value, tab.desk.project.read(name), count=1)
    check(count == 1, f"{name} has nothing like {pattern.pattern}")
    before = int(tab.evaluate("document.documentElement.dataset.build"))
    saved = tab.desk.project.write(name, text)

    def done():
        build = int(tab.evaluate("document.documentElement.dataset.build"))
        times = tab.evaluate("build => builds[build]", build) if build > before else {}
        return times if times.get("shown") else None

    tab.until(done, f"{value}, saved in {name}, is painted")
    times = done()
    if shown and shown[0] == "#":
        drawn = tab.evaluate("document.querySelector('.page[data-number=\"7\"] .paper').shadowRoot.innerHTML")
        check(shown in drawn.lower(), f"page 7 has the colour {shown}")
    elif shown:
        tab.until(lambda: shown in re.sub(r"\s", "", tab.words(7)), f"{shown} is on page 7")
    origin = tab.evaluate("performance.timeOrigin")
    since = {key: origin + times[key] - 1000 * saved for key in ("told", "painted", "shown", "marked")}
    return (
        since["told"],
        times["milliseconds"],
        since["painted"] - since["told"],
        since["painted"],
        since["shown"],
        since["marked"],
    ), times["bytes"]


def apart(tab):
    """How many milliseconds the page's clock is behind the editor's, at least and at most."""
    bounds = []
    for _ in range(50):
        before = 1000 * time.time()
        page = tab.evaluate("performance.timeOrigin + performance.now()")
        bounds.append((before - page, 1000 * time.time() - page))
    return max(low for low, _ in bounds), min(high for _, high in bounds)


def main():
    program, source, *rounds = sys.argv[1:]
    rounds = int(rounds[0]) if rounds else 60
    spans = {kind: [] for kind in KINDS}
    sizes = {}
    with sync_playwright() as playwright, live.browser(playwright) as chromium:
        desk = Desk(program, source, chromium)
        try:
            desk.hindrance = NOTES
            tab = desk.open()
            tab.go(7, 560)
            tab.until(lambda: tab.words(7), "page 7 is read")
            tab.evaluate("observePages()")
            beat, (low, high) = tab.evaluate(BEAT), apart(tab)
            for count in range(WARM_UP + rounds):
                for name, kind in KINDS.items():
                    taken, sizes[name] = round_of(tab, kind)
                    if count >= WARM_UP:
                        spans[name].append(taken)
                    time.sleep(PAUSE)
        except AssertionError as lost:
            print(f"FAIL  latency  {lost}")
            return 1
        finally:
            desk.close()
    print(f"a frame every {beat:.1f} ms; the page's clock is {low:.1f} to {high:.1f} ms behind; {rounds} rounds each")
    for name, taken in spans.items():
        print(f"{name} (news of {sizes[name] / 1000:.0f} kB){'median':>28}     p95     max")
        for span, values in zip(SPANS, zip(*taken, strict=True), strict=True):
            ordered = sorted(values)
            p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
            print(f"    {span:<40}{statistics.median(ordered):8.1f}{p95:8.1f}{ordered[-1]:8.1f}")
    print("PASS  latency  every update came")
    return 0


if __name__ == "__main__":
    sys.exit(main())
