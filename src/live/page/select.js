// Selecting words with the mouse: marks lie over them and must neither stop nor start it.

import { byId } from "./dom.js";

const sheets = byId("sheets");
const least = 4; // pixels before a press becomes a pull
let press = null; // where the mouse went down, and whether on a mark

const caret = (x, y) => {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && [position.offsetNode, position.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
};

sheets.addEventListener("mousedown", event => {
  if (event.button !== 0) return;
  const mark = event.target.closest(".mark");
  press = { x: event.clientX, y: event.clientY, mark };
  if (!mark) return;
  getSelection().removeAllRanges();
  event.preventDefault();
});

addEventListener("mousemove", event => {
  if (!press) return;
  if (!(event.buttons & 1)) return void end();
  if (!press.pulled) {
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < least) return;
    press.pulled = true;
    sheets.classList.add("selecting");
    const start = press.mark && caret(press.x, press.y);
    if (start) getSelection().collapse(...start);
  }
  const here = press.mark && caret(event.clientX, event.clientY);
  if (here && getSelection().rangeCount && sheets.contains(here[0])) getSelection().extend(...here);
});

addEventListener("mouseup", end);

function end() {
  press = null;
  sheets.classList.remove("selecting");
}
