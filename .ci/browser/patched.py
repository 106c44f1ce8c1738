"""Case: pages that are changed bit by bit are those that are seen by who comes new."""

import random

from desk import Tab, same
from live import CHAPTER, DATA, SENTENCE, TOKENS, complete

# Hears no news of pages while it is deaf.
SLEEPY = """
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (name, take) {
        listen.call(this, name, event => (name === "pages" && window.deaf) || take(event));
    };"""

# What each page's picture is made of, as the editor's browser has it.
DRAWN = """[...document.querySelectorAll(".paper")].map(({ shadowRoot }) => shadowRoot.firstElementChild?.outerHTML)"""

# Numbers, words, colours and sizes; pages more and less; pages that are drawn whole, and ones of another size.
EDITS = [
    (DATA, '"35.53"', '"35.52"'),
    (DATA, '"35.53"', '"12.25"'),
    (CHAPTER, SENTENCE, "面谈。"),
    (CHAPTER, SENTENCE, "一行又一行，" * 30),
    (CHAPTER, SENTENCE, "长文。\n\n" * 40),
    (CHAPTER, "== 样本描述", "#pagebreak()\n\n== 样本描述"),
    (CHAPTER, SENTENCE, "#box(clip: true)[面]谈。"),
    (CHAPTER, SENTENCE, "#text(fill: gradient.linear(red, blue))[面谈]，#rotate(7deg)[斜]。"),
    (CHAPTER, "== 样本描述", "#page(width: 9cm)[小页]\n\n== 样本描述"),
    (TOKENS, '"text": "#000000"', '"text": "#1A2B3C"'),
    (TOKENS, '"accent": "#103D6B"', '"accent": "#B3261E"'),
    (TOKENS, '"body": 14,', '"body": 13.5,'),
    (TOKENS, '"caption": 10.5', '"caption": 11'),
]
STEPS = 12


def patched(desk):
    tab = desk.open()
    late = Tab(desk, desk.context().new_page(), SLEEPY + (desk.hindrance or ""))
    late.arrive()
    first = {name: desk.project.read(name) for name, _, _ in EDITS}
    dice = random.Random(5)
    for step in range(STEPS):
        # Misses two builds of three.
        late.evaluate("deaf => void (window.deaf = deaf)", step % 3 != 2)
        texts = dict(first)
        for name, old, new in dice.sample(EDITS, 2):
            texts[name] = texts[name].replace(old, new, 1)
        before = desk.window.news["pages"]["build"]
        changed = [name for name, text in texts.items() if desk.project.read(name) != text]
        for name in changed:
            desk.project.write(name, texts[name])
        desk.window.wait(
            lambda news, before=before: complete(news) and news["pages"]["build"] > before or not changed, "the edit"
        )
        tab.go(dice.randrange(1, 16), 400)
        if step % 3 == 2:
            fresh = desk.open()
            drawn = fresh.evaluate(DRAWN)
            for each, who in ((tab, "who saw every build"), (late, "who missed some")):
                each.settle()
                each.until(lambda each=each: each.evaluate(DRAWN) == drawn, f"the pages for {who} are as for who comes new")
                same(each.complaints, [], "complaints")
            fresh.context.close()
