// The line at the bottom, and the box on top while pages cannot be set.

import { byId, el, fill } from "./dom.js";
import { hints, level, source, verdict } from "./parts.js";
import { pageName, pages } from "./pages.js";
import { report } from "./report.js";
import { word } from "./words.js";

const trouble = byId("trouble");
const most = 3; // what stopped the layout comes first; the rest often follows from it

export function showBuild({ build, milliseconds, changed }) {
  byId("status-build").textContent = word("built", milliseconds);
  byId("status-build").title = word("build", build);
  const [first, ...more] = changed.slice(0, 6).map(pageName);
  const named = [first, ...more.map(name => word("and-page", name))].join("") + (changed.length > 6 ? "…" : "");
  byId("status-changed").textContent =
    build === 1 ? ""
    : changed.length === 0 ? word("unchanged")
    : changed.length === pages.length ? word("changed-all")
    : word("changed", named);
}

export function showClaims() {
  const { claims, pending } = report;
  const counts = ["true", "false", "doubtful", "unread", "waived"]
    .filter(tone => claims[tone] > 0 || ["true", "false", "waived"].includes(tone))
    .map(tone => {
      const sign = verdict(tone);
      sign.append(` ${claims[tone]}`);
      if (claims[tone] === 0) sign.classList.add("zero");
      return sign;
    });
  fill(byId("status-claims"), counts, pending > 0 && el("span", { class: "pending" }, word("pending", pending)));
}

export function showConnection(open, before) {
  document.documentElement.dataset.connection = open ? "open" : "closed";
  byId("status-connection").textContent = open ? word("connected") : before ? word("connection-lost") : "";
}

export function showTrouble({ diagnostics }) {
  const some = diagnostics.length > 0;
  document.documentElement.classList.toggle("troubled", some);
  trouble.hidden = !some;
  if (!some) return void trouble.replaceChildren();
  fill(trouble,
    el("h2", {}, word(pages.length ? "trouble" : "trouble-first")),
    el("ul", {}, diagnostics.slice(0, most).map(fault)),
    diagnostics.length > most && el("details", {},
      el("summary", {}, el("span", {}, word("trouble-more", diagnostics.length - most))),
      el("ul", {}, diagnostics.slice(most).map(fault))));
}

const fault = each =>
  el("li", {},
    el("p", {}, level(each), each.name && el("b", {}, each.name), " ", each.message),
    hints(each.hints),
    source(null, each.place),
    each.related.map(({ message, place }) => source(message, place)));
