// What the keyboard does, and the card that tells it.

import { byId, el, fill } from "./dom.js";
import { closing } from "./parts.js";
import { word } from "./words.js";

const card = byId("keys");

// Each: the keys as shown, the word for what they do, and what they do.
export function bind(actions) {
  const table = [
    [["→", "PageDown"], "next-page", actions.next],
    [["←", "PageUp"], "previous-page", actions.previous],
    [["Home"], "first-page", actions.first],
    [["End"], "last-page", actions.last],
    [["+"], "zoom-in", actions.zoomIn],
    [["−"], "zoom-out", actions.zoomOut],
    [["0"], "zoom-whole", actions.zoomWhole],
    [["W"], "fit-width", actions.fitWidth],
    [["F"], "fit-page", actions.fitPage],
    [["S"], "spread", actions.spread],
    [["O"], "outline", actions.outline],
    [["1"], "findings", actions.findings],
    [["2"], "claims", actions.claims],
    [["3"], "data", actions.data],
    [["P"], "panels", actions.panels],
    [["G"], "page-field", actions.field],
    [["?", "/"], "keys", () => showKeys(table)],
  ];
  const names = { "→": "ArrowRight", "←": "ArrowLeft", "−": "-" };
  const byKey = new Map(table.flatMap(([keys, , act]) => keys.map(key => [(names[key] ?? key).toLowerCase(), act])));
  byKey.set("=", actions.zoomIn).set("_", actions.zoomOut);

  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      return actions.print();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || card.open) return;
    if (event.key === "Escape") return actions.escape();
    if (event.target.matches("input, textarea, select") || !byKey.has(event.key.toLowerCase())) return;
    event.preventDefault();
    byKey.get(event.key.toLowerCase())();
  });
  byId("toggle-keys").addEventListener("click", () => showKeys(table));
  card.addEventListener("click", event => event.target === card && card.close());
}

function showKeys(table) {
  fill(card,
    el("header", {}, el("h2", {}, word("keys")),
      closing(() => card.close())),
    el("dl", {}, [...table, [["Esc"], "close"], [["Ctrl P"], "pdf-label"]].map(([keys, name]) =>
      el("div", {}, el("dt", {}, keys.map(key => el("kbd", {}, key))), el("dd", {}, word(name))))));
  card.showModal();
}
