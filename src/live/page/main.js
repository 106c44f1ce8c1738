// The desk: what the server says goes to the page, what the editor does goes to the view.

import { afterPaint, byId, narrow, whenIdle } from "./dom.js";
import { onClaim } from "./claims.js";
import { onFigure } from "./figures.js";
import { onFinding } from "./findings.js";
import { close, inspect, inspectRun, onData, refresh } from "./inspector.js";
import { bind } from "./keys.js";
import { listen } from "./news.js";
import { drawOutline, markSection } from "./outline.js";
import { drawMarks, hideTooltip, markOf } from "./overlay.js";
import { drawAll, drawSeen, folioOf, pages, point, take } from "./pages.js";
import { drawPanels, onPanel, panelOpen, reveal, showPanel, togglePanel } from "./panels.js";
import { recall, remember } from "./place.js";
import { figureOf, learnReport, report } from "./report.js";
import { showBuild, showClaims, showConnection, showTrouble } from "./status.js";
import { readMore, runAt } from "./text.js";
import { anchor, current, fit, go, lay, onMove, restore, toggleSpread, turn, view, zoomBy, zoomTo } from "./view.js";
import { learn, say, word } from "./words.js";

const root = document.documentElement;
const sheets = byId("sheets");
const outline = byId("outline");
let known = null; // the first hello of this document
let outlined = [];
let connected = false;
let wide = matchMedia("(min-width: 1200px)");

listen({
  hello(hello) {
    if (known && (hello.edition !== known.edition || hello.assets !== known.assets)) return location.reload();
    if (known) return;
    known = hello;
    learn(hello);
    byId("title").textContent = hello.title;
    byId("title").title = hello.title;
    document.title = hello.title;
    const place = recall(hello.edition);
    Object.assign(view, { mode: place.mode ?? "width", zoom: place.zoom ?? 1, spread: place.spread ?? false });
    showOutline(place.outline ?? wide.matches);
    showPanel(place.panel === undefined ? (wide.matches ? "findings" : null) : place.panel);
    root.dataset.ready = "";
    showConnection(connected, true);
    byId("desk").focus({ preventScroll: true });
  },
  async pages(event) {
    const first = pages.length === 0;
    outlined = event.outline;
    const painted = take(event);
    if (first) arrive();
    if (!(await painted)) return;
    drawOutline(outlined, current(), shutOutline);
    showBuild(event);
    showMoved(current());
    whenIdle(readMore);
  },
  findings(event) {
    learnReport(event);
    afterPaint(() => {
      if (report.build !== event.build) return;
      drawMarks();
      showClaims();
      drawPanels();
      refresh();
    });
  },
  trouble(event) {
    showTrouble(event);
    document.title = `${event.diagnostics.length ? "✕ " : ""}${known?.title ?? ""}`;
  },
}, open => {
  showConnection(open, connected || known !== null);
  connected = open;
});

// The first pages of this document: where one was before, if anywhere.
function arrive() {
  lay(pages.map(({ width, height }) => ({ width, height })), null);
  const { at } = recall(known.edition);
  if (at) restore(at);
  drawSeen();
}

function showMoved(page) {
  if (!pages.length) return;
  const field = byId("folio");
  if (document.activeElement !== field) field.value = folioOf(page);
  byId("whole").textContent = word("whole", `${page} / ${pages.length}`);
  byId("zoom").textContent = `${Math.round(view.zoom * 100)}%`;
  byId("fit-width").setAttribute("aria-pressed", view.mode === "width");
  byId("fit-page").setAttribute("aria-pressed", view.mode === "page");
  byId("spread").setAttribute("aria-pressed", view.spread);
  byId("previous").disabled = page === 1;
  byId("next").disabled = page === pages.length;
  markSection(page);
  drawSeen();
  save();
}
onMove(showMoved);

let saving = null;
function save() {
  clearTimeout(saving);
  saving = setTimeout(keep, 250);
}
function keep() {
  if (!known || !pages.length) return;
  const { mode, zoom, spread } = view;
  remember(known.edition, { at: anchor(), mode, zoom, spread, panel: panelOpen(), outline: wide.matches ? !outline.hidden : undefined });
}
addEventListener("pagehide", keep);
byId("desk").addEventListener("scroll", save, { passive: true });

function showOutline(shown) {
  outline.hidden = !shown;
  byId("toggle-outline").setAttribute("aria-expanded", shown);
  save();
}
const shutOutline = () => wide.matches || showOutline(false);
wide.addEventListener("change", () => showOutline(wide.matches));
onPanel(() => save());

// From the panels to the page …
function toSpots(spots) {
  const [spot] = spots;
  if (!spot) return;
  if (narrow()) showPanel(null);
  go(spot.page, spot.top);
  for (const each of spots) if (pages[each.page - 1]) point(pages[each.page - 1], each);
}
onFinding(toSpots);
onClaim(index => toSpots(report.marks[index].spots));
onFigure(figure => (figure.spots.length ? toSpots(figure.spots) : go(figure.page)));
onData(question => {
  if (narrow()) close();
  reveal("data", `[data-question="${CSS.escape(question)}"]`);
});

// … and from the page to the panels.
function choose(area) {
  const mark = markOf(area);
  if (!mark) return;
  const question = mark.question && CSS.escape(mark.question);
  if (mark.kind === "chart" && figureOf(mark.question) && !narrow()) reveal("data", `[data-question="${question}"]`);
  else if (panelOpen() === "data" && question) reveal("data", `[data-question="${question}"]`);
  else if (panelOpen() === "claims") reveal("claims", `li[data-index="${area.dataset.index}"]`);
  afterPaint(() => inspect(Number(area.dataset.index), area));
}

sheets.addEventListener("click", async event => {
  if (!getSelection().isCollapsed) return;
  const area = event.target.closest(".mark");
  if (area) return choose(area);
  const words = event.target.closest("tspan");
  if (!words) return void close();
  const { run } = await runAt(words);
  if (run?.place) inspectRun(run, words);
  else close();
});
sheets.addEventListener("keydown", event => {
  if (!event.target.matches(".mark") || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  choose(event.target);
});

byId("folio").addEventListener("focus", event => event.target.select());
byId("folio").addEventListener("change", event => {
  const wanted = event.target.value.trim().toLowerCase();
  const page = pages.find(({ folio }) => folio.toLowerCase() === wanted) ?? pages[Number(wanted) - 1];
  if (page) go(page.number);
  event.target.blur();
  byId("desk").focus({ preventScroll: true });
  showMoved(current());
});
byId("folio").addEventListener("blur", () => showMoved(current()));

const toggleOutline = () => showOutline(outline.hidden);
const press = { "previous": () => turn(-1), "next": () => turn(1), "zoom-out": () => zoomBy(-1), "zoom-in": () => zoomBy(1),
  "fit-width": () => fit("width"), "fit-page": () => fit("page"), "spread": toggleSpread, "toggle-outline": toggleOutline,
  "toggle-panels": () => showPanel(panelOpen() ? null : "findings") };
for (const [id, act] of Object.entries(press)) byId(id).addEventListener("click", act);

bind({
  next: () => turn(1), previous: () => turn(-1), first: () => go(1), last: () => go(pages.length),
  zoomIn: () => zoomBy(1), zoomOut: () => zoomBy(-1), zoomWhole: () => zoomTo(1),
  fitWidth: () => fit("width"), fitPage: () => fit("page"), spread: toggleSpread, outline: toggleOutline,
  findings: () => togglePanel("findings"), claims: () => togglePanel("claims"), data: () => togglePanel("data"),
  field: () => byId("folio").focus(), print: () => open("/report.pdf", "_blank", "noopener"),
  escape() {
    hideTooltip();
    if (close()) return;
    if (!wide.matches && !outline.hidden) return showOutline(false);
    if (narrow()) showPanel(null);
  },
});

addEventListener("beforeprint", drawAll);
