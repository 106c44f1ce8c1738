"""Cases: pages follow their sources, whatever is saved and however, and keep their place."""

import re
import time

from desk import HELD, OBSERVED, SEEN, TOUCHED, WIDE, check, same
from live import CHAPTER, DATA, QUESTION, SENTENCE, Window, figure


def first_load(desk):
    tab = desk.tab()
    tab.arrive()
    news = desk.settled()
    pages, found = news["pages"], news["findings"]
    same(len(tab.texts(".page")), 17, "pages")
    same(tab.text("#title"), "电子合同信任服务用户调查报告", "title")
    folios = [page["folio"] for page in pages["pages"]]
    same(folios[:6] + folios[-1:], ["封面", "I", "II", "III", "1", "2", "13"], "printed page numbers")
    outline = [entry["title"] + folios[entry["page"] - 1] for entry in pages["outline"]]
    same(tab.texts("#outline a"), outline, "outline")
    check("观点摘要1" in outline and "编后语13" in outline, f"outline: {outline}")
    for number in (1, 3, 7, 17):
        tab.go(number)
        tab.until(lambda: tab.printed() == folios[number - 1], f"page {number} is numbered as printed")
    live_ones = [finding for finding in found["findings"] if not finding["waived"]]
    same(len(tab.texts("#panel-findings > .list > li")), len(live_ones), "findings")
    same(
        len(tab.texts("#panel-findings details")),
        len({each["waived"] for each in found["findings"]} - {None}),
        "reasons",
    )
    for finding, said in zip(live_ones, tab.texts("#panel-findings > .list > li"), strict=True):
        check(finding["message"] in said and finding["name"] in said, f"finding: {said}")
    tab.click("#tab-claims")
    kinds = ("claim", "view", "unjudged")
    same(len(tab.texts("#panel-claims li")), len([mark for mark in found["marks"] if mark["kind"] in kinds]), "claims")
    tab.click("#tab-data")
    for shown in found["figures"]:
        said = tab.text(f'#panel-data [data-question="{shown["question"]}"]')
        check(all(value in said for row in shown["rows"] for value in row if value), f"table: {said}")
        page = folios[shown["spots"][0]["page"] - 1]
        check(f"第 {page} 页" in said, f"page of a table: {said}")
    areas = tab.evaluate("document.querySelectorAll('.mark').length")
    same(areas, sum(len(mark["spots"]) for mark in found["marks"]), "marks")
    same(tab.complaints, [], "complaints")
    same(tab.evaluate("refused"), [], "refused by its policy")
    elsewhere = [
        url for url in tab.asked if not url.startswith((desk.server.address, f"blob:{desk.server.address}", "data:"))
    ]
    same(elsewhere, [], "asked of others")


def live_update(desk):
    tab = desk.open()
    tab.go(7, 100)
    tab.evaluate(HELD)
    news = desk.edit(CHAPTER, SENTENCE, "本次调查报告采用面谈和在线问卷相结合的办法。")
    tab.until(lambda: "面谈和在线问卷" in tab.words(7), "the new sentence is on page 7")
    tab.until_build(news["pages"]["build"])
    same(news["pages"]["changed"], [7], "changed pages")
    changed = set(news["pages"]["changed"])
    tab.frames()
    touched = tab.evaluate(TOUCHED)
    same((touched["pictures"], touched["pages"]), (sorted(changed), []), "touched pictures, replaced pages")
    check("第 3 页" in tab.text("#status-changed"), f"status: {tab.text('#status-changed')}")

    tab.click("#tab-data")
    index, mark = tab.mark(
        kind="claim",
        question=QUESTION,
        place=next(
            mark["place"]
            for mark in news["findings"]["marks"]
            if mark["question"] == QUESTION and mark["kind"] == "claim" and mark["spots"][0]["page"] == 7
        ),
    )
    tab.to_mark(index, mark).click()
    tab.until(lambda: "35.53%" in (tab.text("#inspector") or ""), "the inspector is open")
    tab.evaluate(HELD)
    news = desk.edit(DATA, '"35.53"', '"35.47"')
    same(figure(news, QUESTION)[0], "35.47%", "the value that is told")
    tab.until(lambda: "35.47%" in tab.words(7), "the new number is on page 7")
    tab.until(lambda: "35.47%" in tab.text(f'#panel-data [data-question="{QUESTION}"]'), "and in its table")
    tab.until(
        lambda: "35.47%" in tab.text("#inspector") and "35.53%" not in tab.text("#inspector"), "and in the inspector"
    )
    touched = tab.evaluate(TOUCHED)
    same((touched["pictures"], touched["pages"]), (news["pages"]["changed"], []), "touched pictures, replaced pages")
    check(1 < len(touched["pictures"]) < 6, f"touched: {touched['pictures']}")
    same(tab.complaints, [], "complaints")


def painted(desk):
    """The picture itself is another one, not only the words over it."""
    tab = desk.open()
    tab.go(7, 100)
    paper = tab.locator('.page[data-number="7"] .paper')
    before = paper.screenshot()
    same(paper.screenshot() == before, True, "the same picture twice")
    news = desk.edit("templates/kit/tokens.json", '"accent": "#103D6B"', '"accent": "#B3261E"')
    tab.until_build(news["pages"]["build"])
    tab.go(1)
    tab.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    red = tab.evaluate("""() => {
        const drawn = document.querySelector('.page[data-number="1"] .paper').shadowRoot.innerHTML;
        return /#b3261e/i.test(drawn);
    }""")
    check(red, "the cover takes the new colour")
    news = desk.edit(CHAPTER, SENTENCE, "面谈。")
    tab.until_build(news["pages"]["build"])
    tab.go(7, 100)
    tab.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    check(paper.screenshot() != before, "page 7 looks otherwise")


def place_kept(desk):
    tab = desk.open()
    tab.go(9, 333.3)
    tab.evaluate(OBSERVED)
    tab.frames()
    for step in range(4):
        news = desk.edit(CHAPTER, SENTENCE if step == 0 else f"第 {step} 稿。", f"第 {step + 1} 稿。")
        tab.until_build(news["pages"]["build"])
    seen = tab.evaluate(SEEN)
    same(len(seen["tops"]), 1, f"places of page 9 in all frames, {seen['tops'][:3]}")
    # A page more before it, and one less again: page 9 is another one then, the place is the same.
    news = desk.edit(CHAPTER, "第 4 稿。", "长文。\n\n" * 40)
    tab.until_build(news["pages"]["build"])
    check(len(news["pages"]["pages"]) > 17, "more pages")
    same(len(tab.texts(".page")), len(news["pages"]["pages"]), "pages")
    news = desk.edit(CHAPTER, "长文。\n\n" * 40, "短文。")
    tab.until_build(news["pages"]["build"])
    tab.frames()
    seen = tab.evaluate(SEEN)
    same((len(tab.texts(".page")), len(seen["tops"])), (17, 1), "pages, places")


def broken(desk, name, old, new, line):
    tab = desk.open()
    tab.go(9, 400)
    place = tab.place()
    desk.project.edit(name, old, new)
    tab.until(lambda: tab.shown("#trouble"), "the box tells of trouble")
    said = tab.text("#trouble")
    check(f"{name}:{line}" in said, f"where: {said}")
    same(len(tab.texts(".page")), 17, "pages")
    check(tab.evaluate("document.documentElement.classList.contains('troubled')"), "marked as troubled")
    grey = tab.evaluate(
        "getComputedStyle(document.querySelector('.page[data-number=\"9\"]'), '::before').backgroundColor"
    )
    check(grey.startswith("rgba(") or grey.startswith("rgb("), f"greyed: {grey}")
    check(grey not in ("rgba(0, 0, 0, 0)",), "pages are greyed")
    check(tab.title().startswith("✕"), f"title: {tab.title()}")
    box = tab.locator("#trouble").bounding_box()
    check(box["y"] >= 0 and box["y"] + min(box["height"], 100) < WIDE["height"], f"the box is in sight: {box}")
    same(tab.place(), place, "the place while in trouble")
    news = desk.edit(name, new, old.replace("方式", "办法"))
    tab.until(lambda: not tab.shown("#trouble"), "the box goes away")
    tab.until_build(news["pages"]["build"])
    check(not tab.evaluate("document.documentElement.classList.contains('troubled')"), "pages are no longer grey")
    same((tab.title(), tab.place()), (tab.text("#title"), place), "title and place after it")
    same(tab.complaints, [], "complaints")


def broken_prose(desk):
    broken(desk, CHAPTER, SENTENCE, f"{SENTENCE}#nothing", 7)


def broken_data(desk):
    broken(desk, DATA, '"valid": 106', '"valid": 十', 17)


def careful_saves(desk):
    """Half-written files, files that are replaced, and files that are gone for a moment are no trouble."""
    tab = desk.open()
    tab.go(7)
    tab.evaluate(OBSERVED)
    data, chapter = desk.project.read(DATA), desk.project.read(CHAPTER)
    saves = [
        (lambda: desk.project.halve(DATA, data.replace('"35.53"', '"35.41"')), "35.41%"),
        (lambda: desk.project.replace(DATA, data.replace('"35.53"', '"35.42"')), "35.42%"),
        (lambda: desk.project.halve(CHAPTER, chapter.replace(SENTENCE, "半写。")), "半写。"),
        (lambda: desk.project.replace(CHAPTER, chapter.replace(SENTENCE, "换名。")), "换名。"),
        (lambda: gone_and_back(desk, chapter.replace(SENTENCE, "复归。")), "复归。"),
    ]
    for save, shown in saves:
        save()
        tab.until(lambda: shown in tab.words(7), f"{shown} is on page 7")
    time.sleep(0.3)  # trouble is told a quarter of a second late
    seen = tab.evaluate(SEEN)
    same((seen["troubled"], seen["counts"]), (False, [17]), "trouble shown, numbers of pages")


def gone_and_back(desk, text):
    path = desk.project.root / CHAPTER
    path.rename(f"{path}~")
    time.sleep(0.06)
    path.write_text(text, "utf-8")


def two_tabs(desk):
    context = desk.context()
    tabs = [desk.tab(context), desk.tab(context)]
    for tab in tabs:
        tab.arrive()
    for text in ("两窗之一。", "两窗之二。"):
        desk.project.write(CHAPTER, re.sub(r"(?m)^(本次|两窗).*$", text, desk.project.read(CHAPTER)))
        for tab in tabs:
            tab.until(lambda: text in tab.words(7), f"{text} in both")


def server_again(desk):
    tab = desk.open()
    tab.go(7, 100)
    tab.evaluate("window.same = true")
    place, address = tab.place(), desk.server.address
    lost = desk.settled()["hello"]["words"]["connection-lost"]
    desk.window.close()
    desk.server.stop()
    try:
        tab.until(lambda: tab.text("#status-connection") == lost, "the tab tells that the server is gone")
        same(len(tab.texts(".page")), 17, "pages without a server")
        desk.project.edit(CHAPTER, SENTENCE, "在此期间改了。")
    finally:
        desk.server.start()
        desk.window = Window(desk.server.port)
    same(desk.server.address, address, "the address")
    tab.until(lambda: tab.text("#status-connection") != lost, "the tab is connected again")
    tab.until(lambda: "在此期间改了。" in tab.words(7), "what changed meanwhile is on page 7")
    check(tab.evaluate("window.same === true"), "it is the same document")
    same(tab.place(), place, "the place")
    news = desk.edit(CHAPTER, "在此期间改了。", "之后又改。")
    tab.until(lambda: "之后又改。" in tab.words(7), "what changes from now on, too")
    same(len(tab.texts(".page")), len(news["pages"]["pages"]), "pages")
