// The headings with their printed page numbers; the section looked at is marked.

import { byId, el } from "./dom.js";
import { folioOf } from "./pages.js";
import { go } from "./view.js";
import { say } from "./words.js";

const outline = byId("outline");
let entries = [];
let drawn = "";

export function drawOutline(list, page, close) {
  const now = JSON.stringify(list.map(entry => [entry, folioOf(entry.page)]));
  entries = list;
  if (now !== drawn) {
    drawn = now;
    outline.replaceChildren(el("ol", {}, list.map(entry =>
      el("li", { class: `level-${entry.level}` },
        el("a", {
          href: `#page-${entry.page}`,
          onclick: event => {
            event.preventDefault();
            go(entry.page, entry.top);
            say(entry.title);
            close();
          },
        }, el("span", {}, entry.title), el("i", {}, folioOf(entry.page)))))));
  }
  markSection(page);
}

export function markSection(page) {
  let current = entries.findLastIndex(entry => entry.page < page);
  const here = entries.findIndex(entry => entry.page === page);
  if (here >= 0) current = here;
  outline.querySelectorAll("a").forEach((link, index) => {
    if (index === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}
