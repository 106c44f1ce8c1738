// How the pages lie on the desk: zoom, spread, and which page is looked at.

import { byId } from "./dom.js";

const desk = byId("desk");
const sheets = byId("sheets");
const pixels = 96 / 72; // a point at 100 %
const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6];
const gap = 20;

// Modes: "width" and "page" fit; "free" keeps its zoom; null is a desk just opened.
export const view = { mode: null, zoom: 1, spread: false };
let boxes = []; // of each page: top, left, height and width on the desk, in pixels
let sizes = []; // of each page, in points
let watchers = [];
let told = null;

// Called with the page looked at whenever place or zoom change.
export const onMove = watcher => watchers.push(watcher);

export function lay(pages = sizes, keep = anchor()) {
  sizes = pages;
  sheets.classList.toggle("spread", view.spread);
  const widest = Math.max(1, ...sizes.map(page => page.width)) * (view.spread ? 2 : 1);
  const highest = Math.max(1, ...sizes.map(page => page.height));
  const margin = desk.clientWidth < 600 ? 16 : 2 * gap + 8;
  const byWidth = (desk.clientWidth - margin) / (widest * pixels);
  const byHeight = (desk.clientHeight - 2 * gap) / (highest * pixels);
  if (view.mode === null) Object.assign(view, byWidth > 1.5 ? { mode: "free", zoom: 1.25 } : { mode: "width" });
  if (view.mode === "width") view.zoom = byWidth;
  if (view.mode === "page") view.zoom = Math.min(byWidth, byHeight);
  view.zoom = Math.min(8, Math.max(0.1, view.zoom));
  sheets.style.setProperty("--scale", view.zoom * pixels);
  boxes = [...sheets.children].map(page => ({
    top: page.offsetTop, left: page.offsetLeft, height: page.offsetHeight, width: page.offsetWidth,
  }));
  if (keep) restore(keep);
  tell();
}

// A place that outlives zoom and new pages: the page at the upper edge and how far down it the edge is.
export function anchor(y = 0) {
  const line = desk.scrollTop + y;
  const index = boxes.findIndex(box => box.top + box.height > line);
  if (index < 0) return null;
  const box = boxes[index];
  return {
    page: index + 1,
    down: (line - box.top) / box.height,
    across: (desk.scrollLeft + desk.clientWidth / 2 - sheets.offsetLeft) / Math.max(1, sheets.offsetWidth),
    y,
  };
}

export function restore({ page, down, across = 0.5, y = 0 }) {
  const box = boxes[Math.min(page, boxes.length) - 1];
  if (!box) return;
  const left = sheets.offsetLeft + across * sheets.offsetWidth - desk.clientWidth / 2;
  desk.scrollTo({ top: box.top + down * box.height - y, left, behavior: "instant" });
}

export function zoomTo(zoom, y = desk.clientHeight / 2) {
  const keep = anchor(y);
  view.mode = "free";
  view.zoom = zoom;
  lay(sizes, keep);
}

export function zoomBy(direction) {
  const near = view.zoom * (direction > 0 ? 1.01 : 0.99);
  const next = direction > 0 ? steps.find(step => step > near) : steps.findLast(step => step < near);
  if (next) zoomTo(next);
}

export function fit(mode) {
  const page = current();
  view.mode = mode;
  lay();
  if (mode === "page") go(page);
}

export function toggleSpread() {
  const page = current();
  view.spread = !view.spread;
  lay(sizes, null);
  go(page);
}

// The page that holds the line a third down the desk.
export function current() {
  const line = desk.scrollTop + desk.clientHeight / 3;
  const index = boxes.findIndex(box => box.top + box.height > line);
  return index < 0 ? boxes.length : index + 1;
}

export function visible(margin = 0) {
  const from = desk.scrollTop - margin;
  const till = desk.scrollTop + desk.clientHeight + margin;
  return boxes.flatMap((box, index) => (box.top < till && box.top + box.height > from ? [index + 1] : []));
}

// To a page, or to a height in points on it, which then lies a quarter down the desk.
export function go(number, top) {
  const box = boxes[number - 1];
  if (!box) return;
  const y = top === undefined ? -gap / 2 : top * view.zoom * pixels - desk.clientHeight / 4;
  desk.scrollTo({ top: box.top + Math.max(y, -gap / 2), behavior: "instant" });
  tell();
}

export function turn(direction) {
  const here = current();
  const row = box => Math.round(box.top);
  if (direction > 0) {
    const next = boxes.findIndex((box, index) => index >= here && row(box) > row(boxes[here - 1]));
    if (next >= 0) go(next + 1);
  } else {
    const begun = desk.scrollTop > boxes[here - 1]?.top + 2 * gap;
    const before = boxes.filter(box => row(box) < row(boxes[here - 1]));
    const target = begun || !before.length ? row(boxes[here - 1]) : row(before.at(-1));
    go(boxes.findIndex(box => row(box) === target) + 1);
  }
}

function tell() {
  const page = current();
  const now = `${page} ${view.zoom} ${view.mode} ${view.spread} ${boxes.length}`;
  if (now === told) return;
  told = now;
  for (const watcher of watchers) watcher(page);
}

let waiting = false;
desk.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    tell();
  });
}, { passive: true });

desk.addEventListener("wheel", event => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoomTo(view.zoom * Math.exp(-event.deltaY / (event.deltaMode ? 12 : 240)), event.clientY - desk.getBoundingClientRect().top);
}, { passive: false });

let size = "";
new ResizeObserver(() => {
  const now = `${desk.clientWidth} ${desk.clientHeight}`;
  if (now !== size && sizes.length) lay();
  size = now;
}).observe(desk);
