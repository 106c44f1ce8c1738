// The panel 问题: what is to be looked at, then what was waived, under its reasons.

import { el, fill } from "./dom.js";
import { hints, level, source } from "./parts.js";
import { pageName } from "./pages.js";
import { report } from "./report.js";
import { word } from "./words.js";

const weights = ["error", "warning", "note"];
let opened = new Set(); // reasons that are unfolded
let toSpot = () => {};

// Called with the spots of a finding that is chosen.
export const onFinding = then => (toSpot = then);

export function findings(body) {
  const all = report.findings.map((finding, index) => ({ finding, index }));
  const live = all.filter(({ finding }) => !finding.waived)
    .sort((a, b) => weights.indexOf(a.finding.severity) - weights.indexOf(b.finding.severity));
  const byReason = new Map();
  for (const item of all) {
    const reason = item.finding.waived;
    if (reason) byReason.set(reason, [...(byReason.get(reason) ?? []), item]);
  }
  fill(body,
    live.length ? el("ul", { class: "list" }, live.map(entry)) : el("p", { class: "none" }, word("no-findings")),
    byReason.size > 0 && el("h2", {}, word("waived-heading", all.length - live.length)),
    [...byReason].map(([reason, items]) => waived(reason, items)));
}

function waived(reason, items) {
  return el("details", {
    open: opened.has(reason),
    ontoggle: event => (event.target.open ? opened.add(reason) : opened.delete(reason)),
  }, el("summary", {}, el("span", {}, reason), el("i", {}, items.length)), el("ul", { class: "list" }, items.map(entry)));
}

function entry({ finding, index }) {
  const spot = finding.spots[0];
  return el("li", { "data-index": index, class: finding.waived ? "waived" : `is-${finding.severity}` },
    el("button", { class: "go", disabled: !spot, onclick: () => toSpot(finding.spots) },
      el("span", { class: "top" }, level(finding), el("b", {}, finding.name),
        spot && el("i", { class: "page-number" }, pageName(spot.page))),
      el("span", { class: "message" }, finding.message)),
    finding.waived ? null : hints(finding.hints),
    source(null, finding.place, finding.subject),
    finding.related.map(({ message, place }) => source(message, place)));
}
