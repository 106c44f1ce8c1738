// What is behind a place on the page: the question with its values, the verdict, the sources.

import { byId, el, fill, narrow } from "./dom.js";
import { hideTooltip, light } from "./overlay.js";
import { closing, facts, figureHead, hints, level, source, table, verdict } from "./parts.js";
import { figureOf, reasonOf, report, toneOf } from "./report.js";
import { word } from "./words.js";

const inspector = byId("inspector");
const desk = byId("desk");
let shown = null; // { index, mark, area } of the mark it shows
let toData = () => {};

// A mark is the same after a build when all but its place in the sources is.
const keyOf = mark => JSON.stringify({ ...mark, place: null, data: null, findings: null });

// Called with a question when its table is asked for.
export const onData = then => (toData = then);

// The table may be left out where the panel shows it.
export function inspect(index, area, without = false) {
  const mark = report.marks[index];
  if (!mark) return;
  shown = { index, key: keyOf(mark), area, without };
  hideTooltip();
  tell(mark);
  light(index, "chosen");
  open(area);
}

// The source of ordinary words.
export function inspectRun(run, area) {
  shown = { index: null, area };
  light(null, "chosen");
  fill(inspector, head(el("span", { class: "label" }, word("source"))), source(null, { ...run.place, text: run.place.text ?? run.text }));
  open(area);
}

export function close() {
  if (inspector.hidden) return false;
  const inside = inspector.contains(document.activeElement);
  inspector.hidden = true;
  light(null, "chosen");
  if (inside) (shown?.area?.isConnected ? shown.area : desk).focus({ preventScroll: true });
  shown = null;
  return true;
}

// After a new report: the same mark with its new values, or nothing where it is gone.
export function refresh() {
  if (inspector.hidden || shown?.index === null) return;
  const same = report.marks.findIndex(mark => keyOf(mark) === shown.key);
  const near = same >= 0 ? same : report.marks.findIndex((mark, index) => index === shown.index && mark.words === JSON.parse(shown.key).words);
  if (near < 0) return void close();
  const mark = report.marks[near];
  shown = { ...shown, index: near, key: keyOf(mark) };
  tell(mark);
  light(near, "chosen");
}

function tell(mark) {
  const figure = figureOf(mark.question);
  const reason = toneOf(mark) === "waived" ? reasonOf(mark) : mark.reason;
  const found = mark.findings.map(index => report.findings[index]).filter(Boolean);
  const lines = !figure && mark.lines.length
    ? table({ columns: [mark.title, ""], rows: mark.lines, options: [] })
    : null;
  fill(inspector,
    head(verdict(mark.verdict), el("span", { class: "label" }, word(`kind-${mark.kind}`))),
    mark.words && el("blockquote", {}, mark.words),
    reason && because(reason),
    ...found.filter(finding => !finding.waived || finding.waived !== mark.reason || finding.hints.length).map(finding =>
      el("div", { class: "found" }, el("p", {}, level(finding), el("b", {}, finding.name), " ", finding.message),
        finding.waived ? finding.waived !== reason && because(finding.waived) : hints(finding.hints))),
    figure && el("div", { class: "figure" }, figureHead(mark.question), facts(figure),
      shown.without ? null : table(figure, mark.kind === "chart" ? [] : mark.options),
      shown.without ? null : el("button", { class: "link", onclick: () => toData(mark.question) }, word("show-data"))),
    lines,
    source(word("source-prose"), mark.place, mark.words),
    source(word("source-data"), mark.data),
  );
}

const because = reason => el("p", { class: "reason" }, el("span", { class: "label" }, word("reason")), reason);

const head = (...said) => el("header", {}, said, closing(close));

// Below the place it is about, or above where there is more room, and scrolls with it; on a phone a sheet at the
// bottom.
function open(area) {
  inspector.hidden = false;
  inspector.scrollTop = 0;
  for (const side of ["top", "left", "max-height"]) inspector.style.removeProperty(side);
  const box = area.getBoundingClientRect();
  const room = desk.getBoundingClientRect();
  const own = inspector.getBoundingClientRect();
  if (narrow()) {
    if (box.bottom > own.top - 24) desk.scrollBy({ top: box.bottom - own.top + 48, behavior: "instant" });
  } else {
    const below = room.bottom - box.bottom - 20;
    const above = box.top - room.top - 20;
    const down = below >= own.height || below >= above;
    const height = Math.min(own.height, Math.max(200, down ? below : above));
    const top = down ? box.bottom + 8 : box.top - height - 8;
    const left = Math.max(room.left + 8, Math.min(box.left - 12, room.right - own.width - 20));
    inspector.style.maxHeight = `${height}px`;
    inspector.style.top = `${Math.max(8, Math.min(top - room.top, room.height - height - 8)) + desk.scrollTop}px`;
    inspector.style.left = `${left - room.left + desk.scrollLeft}px`;
  }
  inspector.focus({ preventScroll: true });
}
