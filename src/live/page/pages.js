// The pages of the report as sheets of paper. What is seen is drawn at once, the rest when there is time.

import { afterPaint, byId, el, still, whenIdle } from "./dom.js";
import { Picture } from "./picture.js";
import { anchor, lay, visible } from "./view.js";
import { word } from "./words.js";

const sheets = byId("sheets");
const most = 80; // pages kept drawn in a long report

export const pages = []; // { number, id, folio, width, height, element, picture, words, marks, drawn, patch }
export let build = 0;

export const folioOf = number => pages[number - 1]?.folio || String(number);

// As people call it; a cover has a name and no number.
export const pageName = number => named(folioOf(number));
const named = folio => (/[\dA-Za-z]/.test(folio) ? word("page", folio) : folio);

// Draws what is seen of a new build; resolves once it is painted, with whether it still is the newest.
// The first pages of this document are shown at the place where one was before.
export async function take(event, before) {
  const first = pages.length === 0;
  build = event.build;
  const moved = arrange(event.pages);
  const changed = [];
  for (const page of pages) {
    const { id } = event.pages[page.number - 1];
    if (page.id !== id) {
      page.id = id;
      changed.push(page);
    }
    page.patch = event.patches[id] ?? null;
    page.failed = false;
  }
  if (moved) lay(pages.map(({ width, height }) => ({ width, height })), first ? before : anchor());
  await Promise.all(visible().map(number => draw(pages[number - 1])));
  await new Promise(afterPaint);
  if (build !== event.build) return false;
  if (!first) changed.forEach(flash);
  document.documentElement.dataset.build = build;
  performance.mark(`build-${build}`);
  whenIdle(drawMore);
  return true;
}

// As many sheets as there are pages, each of its size; whether any of that moved.
function arrange(wanted) {
  let moved = wanted.length !== pages.length;
  while (pages.length > wanted.length) pages.pop().element.remove();
  wanted.forEach(({ folio, width, height }, index) => {
    const page = pages[index] ?? blank(index + 1);
    if (page.folio !== folio) page.element.setAttribute("aria-label", named(folio || String(index + 1)));
    if (page.width !== width || page.height !== height) {
      moved = true;
      page.element.style.setProperty("--width", width);
      page.element.style.setProperty("--height", height);
      page.words.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
    Object.assign(page, { folio, width, height });
  });
  return moved;
}

function blank(number) {
  const paper = el("div", { class: "paper" });
  const words = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  words.setAttribute("class", "words");
  const marks = el("div", { class: "marks" });
  const edge = el("div", { class: "edge" });
  const element = el("article", { class: "page", "data-number": number }, paper, words, marks, edge);
  sheets.append(element);
  const page = { number, element, words, marks, edge, picture: new Picture(paper), id: null, drawn: null, patch: null };
  pages.push(page);
  return page;
}

// At once where its new look came with the event and this page shows what that starts from, else when it is fetched.
function draw(page) {
  if (page.drawn === page.id || change(page, page.patch)) return null;
  if (page.fetching !== page.id) page.fetched = get(page);
  return page.fetched;
}

// Whether the page could take this patch.
function change(page, patch) {
  if (page.drawn === null || patch?.base !== page.drawn || !page.picture.patch(patch.steps)) return false;
  page.drawn = page.id;
  return true;
}

async function get(page) {
  const { id, drawn } = page;
  page.fetching = id;
  const ask = async (address, read) => {
    const answer = await fetch(address).catch(() => null);
    return answer?.status === 200 ? await answer[read]().catch(() => null) : null;
  };
  const patch = drawn && (await ask(`/patches/${drawn}/${id}`, "json"));
  if (page.id === id && change(page, patch)) return void (page.fetching = null);
  const svg = page.id === id ? await ask(`/pages/${id}.svg`, "text") : null;
  if (page.fetching === id) page.fetching = null;
  if (page.id !== id) return;
  page.failed = svg === null; // two builds old: the next event brings another
  if (svg === null) return;
  page.picture.show(svg);
  page.drawn = id;
}

let drawing = false;

// The pages nearest to those seen come first, one at a time; far ones of a long report are put away.
export async function drawMore() {
  if (drawing) return;
  drawing = true;
  const seen = visible();
  const middle = (seen[0] + seen.at(-1)) / 2 || 1;
  const byDistance = [...pages].sort((a, b) => Math.abs(a.number - middle) - Math.abs(b.number - middle));
  const next = byDistance.slice(0, most).find(page => page.drawn !== page.id && !page.failed);
  if (next) await draw(next);
  for (const page of byDistance.slice(most)) {
    if (page.drawn === null) continue;
    page.picture.clear();
    page.drawn = null;
  }
  drawing = false;
  if (next) whenIdle(drawMore);
}

export function drawSeen() {
  for (const number of visible(200)) draw(pages[number - 1]);
  whenIdle(drawMore);
}

// The server draws what windows look at first, and sends it with its news.
let looked = null;
export function tellSeen() {
  const seen = visible();
  const now = `/seen/${seen[0]}/${seen.at(-1)}`;
  if (!seen.length || now === looked) return;
  looked = now;
  fetch(now).catch(() => (looked = null));
}
export const forgetSeen = () => (looked = null);

// For a printer all pages are needed at once.
export const drawAll = () => Promise.all(pages.map(draw));

function flash(page) {
  const shine = still() ? [{ opacity: 1 }, { opacity: 1 }] : [{ opacity: 1 }, { opacity: 1, offset: 0.25 }, { opacity: 0 }];
  page.edge.animate(shine, { duration: still() ? 800 : 1400, easing: "ease-out" });
}

// Shows where something is, for a moment.
export function point(page, { x, top, width, height }) {
  const at = el("div", { class: "point" });
  const share = (value, whole) => `${(100 * value) / whole}%`;
  at.style.left = share(x - 3, page.width);
  at.style.top = share(top - 3, page.height);
  at.style.width = share(width + 6, page.width);
  at.style.height = share(height + 6, page.height);
  page.element.append(at);
  at.animate([{ opacity: 0 }, { opacity: 1, offset: 0.1 }, { opacity: 1, offset: 0.6 }, { opacity: 0 }], 1800).onfinish = () => at.remove();
}
