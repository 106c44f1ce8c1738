"""What hinders the page, by the case that must notice. But for this, the page behaves."""

from follow import broken_data, broken_prose, careful_saves, first_load, live_update, place_kept, server_again
from hands import (
    finding_to_place,
    hover,
    keyboard,
    number_to_source,
    phones,
    reload_keeps_place,
    small_phones,
    words_to_source,
)
from patched import patched
from printed import paper, printing

DEAF = """
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (name, take) {
        let heard = 0;
        listen.call(this, name, event => (name !== "%s" || heard++ < %d) && take(event));
    };"""
ON_BUILD = """
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => { %s }).observe(
        document.documentElement, { attributeFilter: ["data-build"] }));"""
STYLE = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`%s`);
    addEventListener("DOMContentLoaded", () => (document.adoptedStyleSheets = [sheet]));"""
NO = "addEventListener('%s', event => event.stopImmediatePropagation(), true);"
# Each: what the page does, the case, how, and what that says.
BITES = [
    ("asks others", first_load, "new Image().src = 'http://127.0.0.1:9/';", "complaints"),
    ("complains", first_load, "console.error('no');", "complaints"),
    ("hears of no findings", first_load, DEAF % ("findings", 0), "tables are counted"),
    ("hears of one build only", live_update, DEAF % ("pages", 1), "the new sentence"),
    ("hears the first findings only", live_update, DEAF % ("findings", 1), "in its table"),
    (
        "draws every page anew",
        live_update,
        ON_BUILD
        % """
        for (const { shadowRoot } of document.querySelectorAll(".paper"))
            shadowRoot.firstElementChild?.setAttribute("class", "anew");""",
        "touched pictures",
    ),
    (
        "keeps old colours",
        patched,
        """
        SVGElement.prototype.setAttribute = function (name, value) {
            if (name !== "fill") Element.prototype.setAttribute.call(this, name, value);
        };""",
        "as for who comes new",
    ),
    ("moves by a pixel", place_kept, ON_BUILD % "document.getElementById('desk').scrollTop += 1;", "places of page 9"),
    ("hears of no trouble", broken_prose, DEAF % ("trouble", 0), "the box tells"),
    ("leaves pages white", broken_prose, STYLE % ".page::before { background: none !important }", "pages are greyed"),
    ("pushes pages down", broken_data, STYLE % ".troubled #sheets { padding-top: 99px }", "the place while in trouble"),
    (
        "shows trouble for a moment",
        careful_saves,
        ON_BUILD
        % """
        const box = document.getElementById("trouble");
        box.hidden = false;
        setTimeout(() => (box.hidden = true));""",
        "trouble shown",
    ),
    ("takes no click", number_to_source, NO % "click", "the inspector opens"),
    ("takes no click", finding_to_place, NO % "click", "the spot is in sight"),
    ("takes no click", words_to_source, NO % "click", "file and line of the sentence"),
    ("knows no pointer", hover, NO % "pointerover", "the binding is told"),
    ("knows no keys", keyboard, NO % "keydown", "ArrowRight"),
    ("remembers nothing", reload_keeps_place, "sessionStorage.clear();", "place after reloading"),
    ("is too wide", phones, STYLE % "#bar { width: 420px }", "sticks out"),
    ("never closes", small_phones, STYLE % ".panel { display: block !important }", "closes"),
    (
        "prints its bar",
        paper,
        STYLE
        % """
        @media print {
            body > #bar { display: block !important; position: fixed; z-index: 9; inset: 0 0 auto; height: 60px }
            body > #bar { background: #000 }
        }""",
        "looks otherwise",
    ),
    ("prints no page 2", paper, STYLE % "@media print { .page:nth-child(2) { display: none } }", "sheets of ours"),
    ("prints by itself", printing, NO % "keydown", "Timeout"),
    (
        "never comes back",
        server_again,
        """
        const Source = EventSource;
        let made = 0;
        window.EventSource = function (address) { return made++ ? new EventTarget() : new Source(address); };""",
        "connected again",
    ),
]
