// What is behind a place on the page: the question with its values, the verdict, the sources.

import { byId, el, fill, narrow } from "./dom.js";
import { hideTooltip, light } from "./overlay.js";
import { facts, figureHead, hints, level, source, table, verdict } from "./parts.js";
import { figureOf, reasonOf, report } from "./report.js";
import { word } from "./words.js";

const inspector = byId("inspector");
const desk = byId("desk");
let shown = null; // { index, mark, area } of the mark it shows
let toData = () => {};

// A mark is the same after a build when all but its place in the sources is.
const keyOf = mark => JSON.stringify({ ...mark, place: null, data: null, findings: null });

// Called with a question when its table is asked for.
export const onData = then => (toData = then);

export function inspect(index, area) {
  const mark = report.marks[index];
  if (!mark) return;
  shown = { index, key: keyOf(mark), area };
  hideTooltip();
  tell(mark);
  light(index, "chosen");
  open(area);
}

// The source of ordinary words.
export function inspectRun(run, area) {
  shown = { index: null, area };
  light(null, "chosen");
  fill(inspector, head(el("span", { class: "label" }, word("source"))), source(null, { text: run.text, ...run.place }));
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
  const reason = reasonOf(mark);
  const found = mark.findings.map(index => report.findings[index]).filter(Boolean);
  const lines = !figure && mark.lines.length
    ? table({ columns: [mark.title, ""], rows: mark.lines, options: [] })
    : null;
  fill(inspector,
    head(verdict(mark.verdict), el("span", { class: "label" }, word(`kind-${mark.kind}`))),
    mark.words && el("blockquote", {}, mark.words),
    reason && el("p", { class: "reason" }, el("span", { class: "label" }, word("reason")), reason),
    ...found.filter(finding => !finding.waived || finding.waived !== mark.reason || finding.hints.length).map(finding =>
      el("div", { class: "found" }, el("p", {}, level(finding), el("b", {}, finding.name), " ", finding.message),
        finding.waived ? null : hints(finding.hints))),
    figure && el("div", { class: "figure" }, figureHead(mark.question), facts(figure),
      table(figure, mark.kind === "chart" ? [] : mark.options),
      el("button", { class: "link", onclick: () => toData(mark.question) }, word("show-data"))),
    lines,
    source(word("source-prose"), mark.place),
    source(word("source-data"), mark.data),
  );
}

const head = (...said) => el("header", {}, said,
  el("button", { class: "icon", "aria-label": word("close"), title: word("close"), onclick: close }, cross()));

function cross() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "m4 4 8 8M12 4l-8 8");
  svg.append(path);
  return svg;
}

// Below the place it is about, or above where there is more room; on a phone a sheet at the bottom.
function open(area) {
  inspector.hidden = false;
  inspector.scrollTop = 0;
  inspector.style.cssText = "";
  if (!narrow()) {
    const box = area.getBoundingClientRect();
    const room = desk.getBoundingClientRect();
    const own = inspector.getBoundingClientRect();
    const below = room.bottom - box.bottom - 20;
    const above = box.top - room.top - 20;
    const down = below >= own.height || below >= above;
    inspector.style.maxHeight = `${Math.max(180, down ? below : above)}px`;
    const height = Math.min(own.height, Math.max(180, down ? below : above));
    const top = down ? box.bottom + 8 : box.top - height - 8;
    inspector.style.top = `${Math.max(room.top + 8, Math.min(top, room.bottom - height - 8))}px`;
    inspector.style.left = `${Math.max(room.left + 8, Math.min(box.left - 12, room.right - own.width - 8))}px`;
  }
  inspector.focus({ preventScroll: true });
}
