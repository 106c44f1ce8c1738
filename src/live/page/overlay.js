// Over each page: an area for every spot of every mark. Hover and focus tell the binding, a click opens it.

import { byId, el } from "./dom.js";
import { report, summary, toneOf } from "./report.js";
import { pages } from "./pages.js";
import { verdict } from "./parts.js";

const sheets = byId("sheets");
const tooltip = byId("tooltip");

// Puts the marks of the newest report on their pages; a page whose marks stand where they stood is left alone.
export function drawMarks() {
  const byPage = new Map(pages.map(page => [page.number, []]));
  report.marks.forEach((mark, index) =>
    mark.spots.forEach((spot, part) => byPage.get(spot.page)?.push({ mark, index, spot, part })));
  for (const page of pages) {
    const items = byPage.get(page.number);
    items.sort((a, b) => b.spot.width * b.spot.height - a.spot.width * a.spot.height);
    const now = JSON.stringify(items.map(({ mark, index, spot, part }) => [index, part, spot, toneOf(mark), summary(mark)]));
    if (page.marked === now) continue;
    page.marked = now;
    page.marks.replaceChildren(...items.map(item => area(page, item)));
  }
  if (!tooltip.hidden) hideTooltip();
}

function area(page, { mark, index, spot, part }) {
  const element = el("div", {
    class: `mark ${mark.kind} is-${toneOf(mark)}`,
    "data-index": index,
    role: "button",
    tabindex: part === 0 ? 0 : -1,
    "aria-label": summary(mark),
  });
  element.style.left = `${(100 * spot.x) / page.width}%`;
  element.style.top = `${(100 * spot.top) / page.height}%`;
  element.style.width = `${(100 * spot.width) / page.width}%`;
  element.style.height = `${(100 * spot.height) / page.height}%`;
  return element;
}

export const markOf = element => report.marks[element.dataset.index];

// All areas of one mark light up together.
export function light(index, name = "lit") {
  for (const lit of sheets.querySelectorAll(`.mark.${name}`)) lit.classList.remove(name);
  if (index === null) return;
  for (const area of sheets.querySelectorAll(`.mark[data-index="${index}"]`)) area.classList.add(name);
}

function showTooltip(area) {
  const mark = markOf(area);
  if (!mark) return;
  light(area.dataset.index);
  const lines = mark.lines.slice(0, 6).map(([label, value]) =>
    el("div", { class: "line" }, el("span", {}, label), el("b", {}, value ?? "")));
  if (mark.lines.length > 6) lines.push(el("div", { class: "line" }, el("span", {}, "…")));
  tooltip.replaceChildren(
    el("div", { class: "head" }, el("span", {}, mark.title || mark.words || ""), verdict(mark.verdict)), ...lines);
  tooltip.hidden = false;
  const box = area.getBoundingClientRect();
  const own = tooltip.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - own.width - 8));
  const above = box.top - own.height - 6;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${above > 52 ? above : box.bottom + 6}px`;
}

export function hideTooltip() {
  tooltip.hidden = true;
  light(null);
}

sheets.addEventListener("pointerover", event => {
  const area = event.target.closest(".mark");
  if (area && event.pointerType === "mouse" && !event.buttons) showTooltip(area);
});
sheets.addEventListener("pointerout", event => event.target.closest(".mark") && hideTooltip());
sheets.addEventListener("focusin", event => event.target.matches(".mark:focus-visible") && showTooltip(event.target));
sheets.addEventListener("focusout", event => event.target.matches(".mark") && hideTooltip());
byId("desk").addEventListener("scroll", () => tooltip.hidden || hideTooltip(), { passive: true });
