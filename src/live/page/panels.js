// The three panels: which is open, and drawing it anew only when it is seen and what it shows has changed.

import { afterPaint, byId, narrow } from "./dom.js";
import { claims, claimsOf } from "./claims.js";
import { figures } from "./figures.js";
import { findings } from "./findings.js";
import { report } from "./report.js";
import { say, word } from "./words.js";

const aside = byId("panels");
const panels = {
  findings: { draw: findings, shows: () => report.findings, count: () => report.findings.filter(each => !each.waived).length },
  claims: { draw: claims, shows: () => [report.marks, report.findings, report.pending], count: () => claimsOf(report).length },
  data: { draw: figures, shows: () => report.figures, count: () => report.figures.length },
};
for (const [name, panel] of Object.entries(panels)) {
  Object.assign(panel, { tab: byId(`tab-${name}`), body: byId(`panel-${name}`), drawn: null });
}

let open = null;
let changed = () => {};

export const panelOpen = () => open;
export const onPanel = then => (changed = then);

export function showPanel(name) {
  open = name;
  aside.hidden = name === null;
  byId("toggle-panels").setAttribute("aria-expanded", name !== null);
  for (const [key, { tab, body }] of Object.entries(panels)) {
    tab.setAttribute("aria-selected", key === name);
    tab.tabIndex = key === (name ?? "findings") ? 0 : -1;
    body.hidden = key !== name;
  }
  drawOpen();
  changed(name);
}

const togglePanel = name => showPanel(open === name ? null : name);

export function drawPanels() {
  for (const [name, panel] of Object.entries(panels)) {
    const count = panel.count();
    const badge = panel.tab.querySelector("b");
    if (badge.textContent !== String(count)) badge.textContent = count;
    badge.classList.toggle("some", name === "findings" && count > 0);
  }
  drawOpen();
}

function drawOpen() {
  const panel = panels[open];
  if (!panel || report.build === 0) return;
  const now = JSON.stringify(panel.shows());
  if (now === panel.drawn) return;
  panel.drawn = now;
  const { scrollTop } = panel.body;
  panel.draw(panel.body);
  panel.body.scrollTop = scrollTop;
}

// Brings an item into sight and marks it as the one that is meant.
export function reveal(name, selector) {
  if (open !== name) showPanel(name);
  const { body } = panels[name];
  for (const old of body.querySelectorAll(".meant")) old.classList.remove("meant");
  const item = body.querySelector(selector);
  if (!item) return;
  item.closest("details")?.setAttribute("open", "");
  item.classList.add("meant");
  afterPaint(() => {
    const top = item.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTo({ top: body.scrollTop + top - 12, behavior: "instant" });
  });
  say(item.getAttribute("aria-label") ?? item.querySelector("h3")?.textContent ?? "");
}

byId("tabs").addEventListener("click", event => {
  const name = event.target.closest("[role=tab]")?.id.replace("tab-", "");
  if (name) narrow() ? togglePanel(name) : showPanel(name);
});
byId("tabs").addEventListener("keydown", event => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.matches("[role=tab]")) return;
  event.preventDefault();
  event.stopPropagation();
  const names = Object.keys(panels);
  const next = names[(names.indexOf(open) + step + names.length) % names.length];
  showPanel(next);
  panels[next].tab.focus();
});
byId("close-panels").addEventListener("click", () => showPanel(null));
