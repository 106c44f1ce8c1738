// The panel 表述: every statement that is judged, or said to be none to judge, with its verdict.

import { el, fill } from "./dom.js";
import { verdict } from "./parts.js";
import { pageName } from "./pages.js";
import { reasonOf, report, toneOf } from "./report.js";
import { word } from "./words.js";

const kinds = ["claim", "view", "unjudged"];
const order = ["false", "doubtful", "unread", "waived", "true", "view"];
let only = null; // the verdict that is filtered for
let toMark = () => {};

// Called with the index of the mark that is chosen.
export const onClaim = then => (toMark = then);

export const claimsOf = ({ marks }) =>
  marks.map((mark, index) => ({ mark, index })).filter(({ mark }) => kinds.includes(mark.kind));

export function claims(body) {
  const all = claimsOf(report);
  const present = order.filter(tone => all.some(({ mark }) => mark.verdict === tone));
  if (!present.includes(only)) only = null;
  const shown = all.filter(({ mark }) => only === null || mark.verdict === only);
  const choose = tone => {
    only = tone;
    claims(body);
    body.querySelector(`.filter [aria-pressed="true"]`)?.focus();
  };
  const chip = (tone, text, count) =>
    el("button", { "aria-pressed": String(only === tone), class: tone, onclick: () => choose(tone) }, text, el("i", {}, count));
  fill(body,
    all.length > 0 && el("div", { class: "filter", role: "group", "aria-label": word("filter") },
      chip(null, word("all"), all.length),
      present.map(tone => chip(tone, word(`verdict-${tone}`), all.filter(({ mark }) => mark.verdict === tone).length))),
    report.pending > 0 && el("p", { class: "none" }, word("pending", report.pending)),
    shown.length ? el("ul", { class: "list claims" }, shown.map(entry)) : el("p", { class: "none" }, word("no-claims")));
}

function entry({ mark, index }) {
  const spot = mark.spots[0];
  const reason = reasonOf(mark);
  return el("li", { "data-index": index, class: `is-${toneOf(mark)}` },
    el("button", { class: "go", onclick: () => toMark(index) },
      el("span", { class: "top" }, verdict(mark.verdict),
        spot && el("i", { class: "page-number" }, pageName(spot.page))),
      el("span", { class: "quote" }, mark.words ?? ""),
      mark.lines.slice(0, 5).map(([label, value]) =>
        el("span", { class: "line" }, el("span", {}, mark.title ? `${mark.title} · ${label}` : label), el("b", {}, value ?? ""))),
      reason && el("span", { class: "reason" }, el("span", { class: "label" }, word("reason")), reason)));
}
