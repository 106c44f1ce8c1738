"""Cases: what an editor does with mouse, keys and fingers."""

from desk import PHONE, SMALL, WIDE, check, same
from live import CHAPTER, DATA, QUESTION


def number_to_source(desk):
    tab = desk.open()
    index, mark = tab.mark(kind="claim", question="投入", verdict="waived")
    area = tab.to_mark(index, mark)
    area.click()
    tab.until(lambda: tab.shown("#inspector"), "the inspector opens")
    said = tab.text("#inspector")
    found = desk.settled()["findings"]
    table = next(each for each in found["figures"] if each["question"] == "投入")
    reason = found["findings"][mark["findings"][0]]["waived"]
    for wanted in (
        "超过 1/3",
        "电子合同信任服务资金投入调查",
        reason,
        *[value for row in table["rows"] for value in row],
        f"{mark['place']['file']}:{mark['place']['line']}",
        f"{mark['data']['file']}:{mark['data']['line']}",
    ):
        check(wanted in said, f"{wanted} is in the inspector: {said}")
    lines = {name: desk.project.read(name).splitlines() for name in (mark["place"]["file"], DATA)}
    check("超过 1/3" in lines[mark["place"]["file"]][mark["place"]["line"] - 1], "its line of prose")
    check('"5万以下"' in lines[DATA][mark["data"]["line"] - 1], "its line of data")
    same(tab.texts("#inspector tr.covered th"), ["5 万以下"], "the options that it covers")
    box = tab.locator("#inspector").bounding_box()
    check(box["x"] >= 0 and box["x"] + box["width"] <= WIDE["width"], f"in sight: {box}")
    tab.keyboard.press("Escape")
    tab.until(lambda: not tab.shown("#inspector"), "Esc closes it")
    # A number that stands in the prose by itself.
    index, mark = tab.mark(kind="bound", words="106")
    tab.to_mark(index, mark).click()
    tab.until(lambda: tab.shown("#inspector") and "preface.typ" in tab.text("#inspector"), "its source")


def finding_to_place(desk):
    tab = desk.open()
    found = desk.settled()["findings"]["findings"]
    finding = next(each for each in found if not each["waived"] and each["spots"])
    spot = finding["spots"][0]
    entry = next(
        each
        for each in tab.locator("#panel-findings > .list > li .go").all()
        if finding["message"] in each.text_content()
    )
    tab.keyboard.press("Home")
    entry.click()
    box = tab.evaluate(
        """([number, top]) => {
        const page = document.querySelector(`.page[data-number="${number}"]`).getBoundingClientRect();
        const desk = document.getElementById("desk").getBoundingClientRect();
        return [page.top + top * page.height / 841.89 - desk.top, desk.height];
    }""",
        [spot["page"], spot["top"]],
    )
    check(0 < box[0] < box[1] - 50, f"the spot is in sight: {box}")
    check(tab.locator(f'.page[data-number="{spot["page"]}"] .point').count() > 0, "and pointed at")


def words_to_source(desk):
    tab = desk.open()
    tab.go(7, 60)
    tab.locator('.page[data-number="7"] tspan', has_text="采用访谈和在线").first.click()
    tab.until(lambda: f"{CHAPTER}:7" in (tab.text("#inspector") or ""), "file and line of the sentence")
    # The same words a line lower: no page changes, yet their line does.
    tab.keyboard.press("Escape")
    news = desk.edit(CHAPTER, "== 调查方法", "\n== 调查方法")
    tab.until_build(news["pages"]["build"])
    tab.locator('.page[data-number="7"] tspan', has_text="采用访谈和在线").first.click()
    tab.until(lambda: f"{CHAPTER}:8" in (tab.text("#inspector") or ""), "file and line after a line more")


def hover(desk):
    tab = desk.open()
    index, mark = tab.mark(kind="claim", question=QUESTION)
    area = tab.to_mark(index, mark)
    area.hover()
    tab.until(lambda: tab.shown("#tooltip"), "the binding is told")
    said = tab.text("#tooltip")
    check("35.53%" in said and "属实" in said, f"told: {said}")
    box = tab.locator("#tooltip").bounding_box()
    over = area.bounding_box()
    check(box["y"] + box["height"] <= over["y"] or box["y"] >= over["y"] + over["height"], "beside what it speaks of")
    tab.mouse.move(300, 500)
    tab.until(lambda: not tab.shown("#tooltip"), "and no longer")
    area.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Shift+Tab")
    tab.until(lambda: tab.shown("#tooltip"), "told to the keyboard, too")
    tab.keyboard.press("Enter")
    tab.until(lambda: tab.shown("#inspector"), "and opened by it")


def keyboard(desk):
    tab = desk.open()
    folios = [page["folio"] for page in desk.settled()["pages"]["pages"]]
    number = 1
    for key, to in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", 17),
        ("Home", 1),
    ):
        tab.keyboard.press(key)
        tab.until(
            lambda: tab.printed() == folios[to - 1], f"{key} leads from page {number} to {to}, not {tab.printed()}"
        )
        number = to
    zoom = lambda: int(tab.text("#zoom").rstrip("%"))
    before = zoom()
    tab.keyboard.press("+")
    tab.until(lambda: zoom() > before, "+ makes it larger")
    tab.keyboard.press("0")
    tab.until(lambda: zoom() == 100, "0 makes it whole")
    width = tab.evaluate("document.querySelector('.page').offsetWidth")
    check(abs(width - 595.28 * 96 / 72) < 1.5, f"100 % is a page's true width: {width}")
    tab.keyboard.press("-")
    tab.until(lambda: zoom() < 100, "- makes it smaller")
    tab.keyboard.press("f")
    tab.until(
        lambda: tab.evaluate(
            "document.querySelector('.page').offsetHeight < document.getElementById('desk').clientHeight"
        ),
        "F shows a whole page",
    )
    tab.keyboard.press("s")
    tab.until(
        lambda: tab.evaluate("""() => {
            const [, left, right] = document.querySelectorAll(".page");
            return left.offsetTop === right.offsetTop && left.offsetLeft < right.offsetLeft;
        }"""),
        "S lays pages side by side, the cover alone",
    )
    tab.keyboard.press("s")
    tab.keyboard.press("w")
    tab.until(lambda: abs(zoom() - before) <= 1, "W fits the width")
    for key, panel in (("2", "claims"), ("3", "data"), ("1", "findings")):
        tab.keyboard.press(key)
        tab.until(lambda: tab.shown(f"#panel-{panel}"), f"{key} opens {panel}")
    tab.keyboard.press("p")
    tab.until(lambda: not tab.shown("#panels"), "P folds the panels")
    tab.keyboard.press("p")
    tab.until(lambda: tab.shown("#panel-findings"), "P shows again what was shown")
    shown = tab.shown("#outline")
    tab.keyboard.press("o")
    tab.until(lambda: tab.shown("#outline") != shown, "O toggles the outline")
    tab.keyboard.press("?")
    tab.until(lambda: tab.shown("#keys"), "? shows the keys")
    tab.keyboard.press("Escape")
    tab.until(lambda: not tab.shown("#keys"), "Esc closes them")
    tab.keyboard.press("g")
    tab.keyboard.type("13")
    tab.keyboard.press("Enter")
    tab.until(lambda: tab.printed() == "13" and tab.down() > 0, "a printed number leads to its page")
    tab.keyboard.press("ArrowLeft")
    tab.until(lambda: tab.printed() == "12", "and the keys go on from there")


def reload_keeps_place(desk):
    tab = desk.open()
    tab.go(9, 217)
    tab.click("#tab-claims")
    before = tab.down()
    check(before > 1000, "somewhere within")
    tab.reload()
    tab.settle()
    check(abs(tab.down() - before) <= 1, f"place after reloading: {tab.down()}, before {before}")
    check(tab.shown("#panel-claims"), "the panel is open again")
    tab.keyboard.press("0")
    tab.keyboard.press("+")
    zoom, before = tab.text("#zoom"), tab.down()
    tab.reload()
    tab.settle()
    same(tab.text("#zoom"), zoom, "zoom after reloading")
    check(abs(tab.down() - before) <= 1, f"place after reloading: {tab.down()}, before {before}")


def phone(desk, size):
    tab = desk.open(viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2)
    same(len(tab.texts(".page")), 17, "pages")
    check(tab.overflow() <= 0, f"sticks out by {tab.overflow()} px")
    check(
        tab.evaluate("document.getElementById('desk').scrollWidth <= document.getElementById('desk').clientWidth"),
        "a page fits",
    )
    for name in ("findings", "claims", "data"):
        tab.tap(f"#tab-{name}")
        tab.until(lambda: tab.shown(f"#panel-{name}"), f"{name} opens")
        box = tab.locator(f"#panel-{name}").bounding_box()
        check(box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["height"] > 150, f"a sheet: {box}")
        check(box["y"] > 100 and box["y"] + box["height"] <= size["height"], f"at the bottom: {box}")
        check(tab.overflow() <= 0, f"{name} sticks out by {tab.overflow()} px")
        wide = tab.evaluate(
            "id => { const panel = document.getElementById(id); return panel.scrollWidth - panel.clientWidth; }",
            f"panel-{name}",
        )
        check(wide <= 0, f"{name} is {wide} px too wide within")
        tab.tap(f"#tab-{name}")
        tab.until(lambda: not tab.shown(f"#panel-{name}"), f"{name} closes")
    tab.tap("#tab-findings")
    tab.locator("#panel-findings > .list > li .go:not(:disabled)").first.tap()
    tab.until(lambda: not tab.shown("#panel-findings") and tab.down() > 500, "a finding leads to its page")
    tab.tap("#toggle-outline")
    tab.until(lambda: tab.shown("#outline"), "the outline opens")
    tab.locator("#outline a").last.tap()
    tab.until(lambda: not tab.shown("#outline") and tab.printed() == "13", "and leads to a chapter")
    index, mark = tab.mark(kind="claim", question="投入")
    tab.to_mark(index, mark).tap()
    tab.until(lambda: tab.shown("#inspector") and "超过 1/3" in tab.text("#inspector"), "a tap tells the binding")
    box = tab.locator("#inspector").bounding_box()
    check(
        box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"] + 1,
        f"a sheet: {box}",
    )
    check(tab.overflow() <= 0, f"the inspector sticks out by {tab.overflow()} px")
    tab.locator("#inspector header .icon").tap()
    tab.until(lambda: not tab.shown("#inspector"), "it can be closed")
    small = tab.evaluate("""[...document.querySelectorAll("#bar .icon, #tabs button")]
        .filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect())
        .filter(({ width, height }) => width < 24 || height < 24).length""")
    same(small, 0, "targets too small for a finger")
    same(tab.complaints, [], "complaints")


def phones(desk):
    phone(desk, PHONE)


def small_phones(desk):
    phone(desk, SMALL)
