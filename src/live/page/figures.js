// The panel 数据: each figure with its values.

import { el, fill } from "./dom.js";
import { facts, source, table } from "./parts.js";
import { pageName } from "./pages.js";
import { nameOf, report } from "./report.js";
import { word } from "./words.js";

let toFigure = () => {};

// Called with the figure that is chosen.
export const onFigure = then => (toFigure = then);

export function figures(body) {
  fill(body, report.figures.length
    ? report.figures.map(section)
    : el("p", { class: "none" }, word("no-data")));
}

function section(figure) {
  const [spot] = figure.spots;
  return el("section", { "data-question": figure.question, "aria-label": nameOf(figure) },
    el("button", { class: "go", disabled: !spot, onclick: () => toFigure(figure) },
      el("h3", {}, nameOf(figure)),
      spot && el("i", { class: "page-number" }, pageName(spot.page))),
    facts(figure),
    table(figure),
    source(null, { ...figure.place, text: null }));
}
