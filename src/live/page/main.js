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
import { drawAll, drawSeen, folioOf, forgetSeen, pages, point, take, tellSeen } from "./pages.js";
import { drawPanels, onPanel, panelOpen, reveal, showPanel } from "./panels.js";
import { recall, remember } from "./place.js";
import { learnReport, report } from "./report.js";
import { showBuild, showClaims, showConnection, showTrouble } from "./status.js";
import { readMore, runAt } from "./text.js";
import { anchor, current, fit, go, onMove, toggleSpread, turn, view, zoomBy, zoomTo } from "./view.js";
import "./select.js";
import { learn, word } from "./words.js";

const root = document.documentElement;
const sheets = byId("sheets");
const outline = byId("outline");
let known = null; // the first hello of this document
let lastChanged = null;
let lastPanel = "findings";
let connected = false;
const wide = matchMedia("(min-width: 1200px)");

listen({
  hello(hello) {
    if (known && (hello.edition !== known.edition || hello.assets !== known.assets)) return location.reload();
    const first = known === null;
    known = hello;
    learn(hello);
    byId("title").textContent = byId("title").title = hello.title;
    showTitle();
    if (!first) return;
    const place = recall(hello.edition);
    Object.assign(view, { mode: place.mode ?? null, zoom: place.zoom ?? 1, spread: place.spread ?? false });
    showOutline(place.outline ?? wide.matches);
    showPanel(place.panel === undefined ? (wide.matches ? "findings" : null) : place.panel);
    root.dataset.ready = "";
    showConnection(connected, true);
    byId("desk").focus({ preventScroll: true });
  },
  async pages(event) {
    if (!(await take(event, recall(known.edition).at))) return;
    drawOutline(event.outline, current(), shutOutline);
    showBuild(event);
    lastChanged = event.changed[0] ?? null;
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
    hideTooltip();
    showTitle();
  },
}, open => {
  showConnection(open, connected || known !== null);
  connected = open;
  if (!open) forgetSeen();
});

// Trouble shows on the tab too, for those who write in another window.
function showTitle() {
  document.title = `${byId("trouble").hidden ? "" : "✕ "}${known.title}`;
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
  tellSeen();
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
onPanel(name => {
  lastPanel = name ?? lastPanel;
  save();
});

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
onFigure(figure => toSpots(figure.spots));
onData(question => {
  if (narrow()) close();
  reveal("data", `[data-question="${CSS.escape(question)}"]`);
});

// … and from the page to the panels.
function choose(area) {
  const mark = markOf(area);
  if (!mark) return;
  const question = mark.question && CSS.escape(mark.question);
  const asChart = mark.kind === "chart" && panelOpen() && !narrow();
  if (question && (asChart || panelOpen() === "data")) reveal("data", `[data-question="${question}"]`);
  else if (panelOpen() === "findings" && mark.findings.length) reveal("findings", `li[data-index="${mark.findings[0]}"]`);
  else if (panelOpen() === "claims") reveal("claims", `li[data-index="${area.dataset.index}"]`);
  inspect(Number(area.dataset.index), area, asChart);
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
byId("folio").addEventListener("keydown", event => {
  if (event.key === "Enter") {
    const wanted = event.target.value.trim().toLowerCase();
    const page = pages.find(({ folio }) => folio.toLowerCase() === wanted) ?? pages[Number(wanted) - 1];
    if (page) go(page.number);
  } else if (event.key !== "Escape") return;
  event.stopPropagation();
  byId("desk").focus({ preventScroll: true });
});
byId("folio").addEventListener("blur", () => showMoved(current()));

byId("status-changed").addEventListener("click", () => lastChanged && go(lastChanged));

const togglePanels = () => showPanel(panelOpen() ? null : lastPanel);
const toggleOutline = () => showOutline(outline.hidden);
const press = { "previous": () => turn(-1), "next": () => turn(1), "zoom-out": () => zoomBy(-1), "zoom-in": () => zoomBy(1),
  "fit-width": () => fit("width"), "fit-page": () => fit("page"), "spread": toggleSpread, "toggle-outline": toggleOutline,
  "toggle-panels": togglePanels };
for (const [id, act] of Object.entries(press)) byId(id).addEventListener("click", act);

bind({
  next: () => turn(1), previous: () => turn(-1), first: () => go(1), last: () => go(pages.length),
  zoomIn: () => zoomBy(1), zoomOut: () => zoomBy(-1), zoomWhole: () => zoomTo(1),
  fitWidth: () => fit("width"), fitPage: () => fit("page"), spread: toggleSpread, outline: toggleOutline,
  findings: () => showPanel("findings"), claims: () => showPanel("claims"), data: () => showPanel("data"), panels: togglePanels,
  field: () => byId("folio").focus(), print: () => open("/report.pdf", "_blank", "noopener"),
  escape() {
    hideTooltip();
    if (close()) return;
    if (!wide.matches && !outline.hidden) return showOutline(false);
    if (narrow()) showPanel(null);
  },
});

addEventListener("beforeprint", drawAll);
