// The words of each page, transparent over its picture: for selection, search, copying and readers of the screen.

import { whenIdle } from "./dom.js";
import { build, pages } from "./pages.js";
import { visible } from "./view.js";

const space = "http://www.w3.org/2000/svg";
let fetching = false;

// Fetches the words that pages lack, those that are seen first.
export async function readMore() {
  if (fetching) return;
  const seen = new Set(visible(400));
  const lacking = pages.filter(page => page.read !== page.id && page.unread !== page.id);
  const page = lacking.find(({ number }) => seen.has(number)) ?? lacking[0];
  if (!page) return;
  fetching = true;
  await read(page);
  fetching = false;
  whenIdle(readMore);
}

async function read(page) {
  const { id } = page;
  const answer = await fetch(`/text/${page.number}`).catch(() => null);
  const text = answer?.ok ? await answer.json() : null;
  if (page.id !== id) return;
  if (!text) return void (page.unread = id);
  show(page, text.runs);
  Object.assign(page, { read: id, readAt: text.build, runs: text.runs });
}

// The run an element of the layer stands for; lines of the source may have moved since the page last changed.
export async function runAt(element) {
  const page = pages[element.closest(".page").dataset.number - 1];
  const index = Number(element.dataset.run);
  if (page.readAt !== build) await read(page);
  return { page, run: page.runs?.[index] };
}

function show(page, runs) {
  const words = ({ text, x, y, size, width }) => [text, x, y, size, width];
  const now = JSON.stringify(runs.map(words));
  if (page.layer === now) return;
  page.layer = now;
  page.words.replaceChildren(...paragraphs(runs).map(paragraph));
}

// Runs of one line, and full lines with the next, read as one text: so that words over a line's end are found.
function paragraphs(runs) {
  const right = Math.max(0, ...runs.map(run => run.x + run.width));
  const found = [];
  runs.forEach((run, index) => {
    const last = found.at(-1)?.at(-1);
    if (last && follows(last.run, run, right)) found.at(-1).push({ run, index });
    else found.push([{ run, index }]);
  });
  return found;
}

function follows(before, run, right) {
  const end = before.x + before.width;
  if (Math.abs(before.y - run.y) < 1) return run.x >= end - 1 && run.x - end < run.size;
  const down = run.y - before.y;
  return Math.abs(before.size - run.size) < 0.5 && down > 0 && down < 2.2 * run.size && end > right - 1.6 * run.size && run.x < 0.4 * right;
}

function paragraph(items) {
  const text = document.createElementNS(space, "text");
  for (const { run, index } of items) {
    const part = document.createElementNS(space, "tspan");
    part.setAttribute("x", run.x);
    part.setAttribute("y", run.y);
    part.setAttribute("font-size", run.size);
    part.setAttribute("textLength", Math.max(run.width, 0.1));
    part.setAttribute("lengthAdjust", "spacingAndGlyphs");
    part.dataset.run = index;
    part.textContent = run.text;
    text.append(part);
  }
  return text;
}
