"""A desk to try the page on: a server at work on a project, tabs that show it, and what a check says."""

import time

import live
from live import Project, Server, Window, complete

WIDE, PHONE, SMALL = ({"width": width, "height": height} for width, height in ((1440, 900), (390, 844), (360, 640)))

# Of a document from its first moment: what its policy refused; and where the pages stand.
NOTED = """
    window.refused = [];
    addEventListener("securitypolicyviolation", event => refused.push(event.blockedURI));
    window.place = () => {
        const desk = document.getElementById("desk");
        const under = page => page.offsetTop + page.offsetHeight > desk.scrollTop;
        const page = [...document.querySelectorAll(".page")].find(under);
        return `page ${page?.dataset.number} at ${page?.getBoundingClientRect().top}, ${desk.scrollTop} px down`;
    };"""

# From now on: what is ever shown of trouble and of the number of pages, and where the desk stands frame by frame.
OBSERVED = """() => {
    const trouble = document.getElementById("trouble"), sheets = document.getElementById("sheets");
    window.ever = { troubled: false, counts: new Set([sheets.children.length]), tops: new Set() };
    const look = () => {
        ever.troubled ||= !trouble.hidden || document.documentElement.classList.contains("troubled");
        ever.counts.add(sheets.children.length);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.documentElement, { attributes: true });
    watcher.observe(trouble, { attributes: true, childList: true });
    watcher.observe(sheets, { childList: true });
    const frame = () => {
        ever.tops.add(place());
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
SEEN = "() => ({ troubled: ever.troubled, counts: [...ever.counts], tops: [...ever.tops] })"

# Keeps hold of every page's nodes, and notes the numbers of pages whose picture is touched.
HELD = """() => {
    window.touched = new Set();
    window.held = [...document.querySelectorAll(".page")].map(page => {
        const paper = page.querySelector(".paper");
        const watcher = new MutationObserver(() => touched.add(Number(page.dataset.number)));
        watcher.observe(paper.shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });
        return { page, paper, picture: paper.shadowRoot.firstElementChild, mark: page.querySelector(".mark") };
    });
}"""
TOUCHED = """() => ({
    pictures: [...touched].sort((a, b) => a - b),
    pages: held.filter(({ page, paper }) => !page.isConnected || paper.parentNode !== page)
        .map(({ page }) => Number(page.dataset.number)),
})"""


def check(true, what):
    if not true:
        raise AssertionError(what)


def same(found, expected, what):
    check(found == expected, f"{what}: {found!r}, not {expected!r}")


class Tab:
    """A browser's tab at an address, and all that it complained of or asked for."""

    def __init__(self, desk, page, hindrance):
        self.desk = desk
        self.page = page
        self.complaints = []
        self.asked = []
        page.set_default_timeout(1000 * desk.patience)
        page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.add_init_script(NOTED)
        if hindrance:
            page.add_init_script(hindrance)

    def __getattr__(self, name):
        return getattr(self.page, name)

    def arrive(self):
        """Everything is drawn and judged."""
        self.goto(self.desk.server.address)
        self.settle()

    def settle(self):
        news = self.desk.settled()
        self.until_build(news["pages"]["build"])
        self.until(lambda: self.text("#tab-data b") == str(len(news["findings"]["figures"])), "tables are counted")
        self.until(
            lambda: self.evaluate(
                "[...document.querySelectorAll('.paper')].every(paper => paper.shadowRoot.firstElementChild)"
            ),
            "every page is drawn",
        )

    def until(self, shown, what):
        end = time.monotonic() + self.desk.patience
        while not shown():
            check(time.monotonic() < end, f"never: {what}")
            time.sleep(0.01)

    def until_build(self, build):
        self.until(
            lambda: self.evaluate("document.documentElement.dataset.build") == str(build), f"build {build} is shown"
        )

    def text(self, selector):
        return self.evaluate("selector => document.querySelector(selector)?.textContent", selector)

    def texts(self, selector):
        return self.evaluate(
            "selector => [...document.querySelectorAll(selector)].map(each => each.textContent)", selector
        )

    def shown(self, selector):
        return self.evaluate("selector => document.querySelector(selector)?.checkVisibility() ?? false", selector)

    def words(self, number):
        """The words over a page."""
        return self.text(f'.page[data-number="{number}"] .words') or ""

    def go(self, number, top=0):
        """Scrolls so that a height in points on a page lies 200 pixels down the desk."""
        self.evaluate(
            """([number, top]) => {
            const desk = document.getElementById("desk");
            const page = document.querySelector(`.page[data-number="${number}"]`);
            desk.scrollTop = page.offsetTop + top * page.offsetHeight / 841.89 - 200;
        }""",
            [number, top],
        )
        self.frames(2)

    def place(self):
        return self.evaluate("place()")

    def down(self):
        """How far down the desk is, in pixels."""
        return self.evaluate("document.getElementById('desk').scrollTop")

    def printed(self):
        return self.evaluate("document.getElementById('folio').value")

    def frames(self, count=2):
        self.evaluate(
            """async count => {
            for (; count; count--) await new Promise(done => requestAnimationFrame(done));
        }""",
            count,
        )

    def mark(self, **like):
        """The index and the news of the first mark like this."""
        marks = self.desk.window.news["findings"]["marks"]
        return next(
            (index, mark)
            for index, mark in enumerate(marks)
            if all(mark[key] == value for key, value in like.items()) and mark["spots"]
        )

    def to_mark(self, index, mark):
        self.go(mark["spots"][0]["page"], mark["spots"][0]["top"])
        return self.locator(f'.mark[data-index="{index}"]').first

    def overflow(self):
        return self.evaluate("document.documentElement.scrollWidth") - self.viewport_size["width"]


class Desk:
    """A server on a project, for one case after the other."""

    def __init__(self, program, source, chromium):
        self.project = Project(source)
        self.server = Server(program, self.project)
        self.window = Window(self.server.port)
        self.chromium = chromium
        self.patience = live.PATIENCE
        self.first = self.ids(self.window.wait(complete, "the first pages"))
        self.contexts = []
        self.hindrance = None

    @staticmethod
    def ids(news):
        return [page["id"] for page in news["pages"]["pages"]]

    def settled(self):
        """The news of the newest build, which is whole."""
        return self.window.wait(complete, "a whole build", self.patience)

    def tab(self, context=None, **how):
        if context is None:
            context = self.context(**how)
        return Tab(self, context.new_page(), self.hindrance)

    def context(self, viewport=WIDE, **how):
        context = self.chromium.new_context(viewport=viewport, **how)
        self.contexts.append(context)
        return context

    def open(self, **how):
        tab = self.tab(**how)
        tab.arrive()
        return tab

    def edit(self, name, old, new):
        """Edits, and gives the news of the build that shows it."""
        before = self.window.news["pages"]["build"]
        self.project.edit(name, old, new)
        return self.window.wait(
            lambda news: complete(news) and news["pages"]["build"] > before, f"{old} → {new}", self.patience
        )

    def clear(self):
        """As it was before the case."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        self.project.restore()
        self.window.wait(lambda news: complete(news) and self.ids(news) == self.first, "the sources as they were")

    def close(self):
        self.server.stop()
        self.project.close()
