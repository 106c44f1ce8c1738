// Small pieces that panels, inspector and trouble share.

import { el } from "./dom.js";
import { figureOf, nameOf, signs } from "./report.js";
import { say, word } from "./words.js";

// A verdict as the proof edition signs it.
export const verdict = tone =>
  el("span", { class: `sign ${tone}` }, el("i", { "aria-hidden": "true" }, signs[tone]), word(`verdict-${tone}`));

export const level = finding => {
  const tone = { error: "false", warning: "doubtful", note: "unread" }[finding.severity];
  return el("span", { class: `level ${finding.waived ? "waived" : tone}` }, word(`level-${finding.severity}`));
};

export function closing(close) {
  const space = "http://www.w3.org/2000/svg";
  const cross = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  cross.setAttribute("viewBox", "0 0 16 16");
  cross.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "m4 4 8 8M12 4l-8 8");
  cross.append(path);
  return el("button", { class: "icon", "aria-label": word("close"), title: word("close"), onclick: () => close() }, cross);
}

// A line of source, the words it is about standing out.
function code(text, words) {
  const at = words ? text.indexOf(words) : -1;
  if (at < 0) return el("code", {}, text);
  return el("code", {}, text.slice(0, at), el("mark", {}, words), text.slice(at + words.length));
}

// The line of a source file, with its address to copy.
export function source(label, place, words) {
  if (!place) return null;
  const address = `${place.file}:${place.line}${place.column ? `:${place.column}` : ""}`;
  const copy = el("button", {
    class: "address",
    title: word("copy"),
    onclick: async event => {
      event.stopPropagation();
      const button = event.currentTarget;
      await navigator.clipboard?.writeText(address).catch(() => {});
      button.dataset.copied = word("copied");
      say(word("copied"));
      setTimeout(() => delete button.dataset.copied, 1400);
    },
  }, el("span", {}, place.file.split("/").slice(0, -1).map(folder => `${folder}/`).join("")), `${place.file.split("/").at(-1)}:${place.line}`);
  return el("div", { class: "source" },
    el("div", {}, label ? el("span", { class: "label" }, label) : null, copy),
    place.text ? code(place.text, words) : null);
}

export const hints = list => (list.length ? el("ul", { class: "hints" }, list.map(hint => el("li", {}, hint))) : null);

const share = text => {
  const value = /^-?[\d.]+(?=\s?[%％])/.exec(text ?? "");
  return value ? Math.max(0, Math.min(100, Number(value[0]))) : null;
};

// A figure's values; those that a mark covers stand out.
export function table(figure, covered = []) {
  const body = figure.rows.map((row, index) => {
    const hit = covered.includes(figure.options[index]);
    const cells = row.map((cell, column) => el(column ? "td" : "th", column ? {} : { scope: "row" }, cell));
    const part = share(row[1]);
    if (part !== null) {
      const bar = el("i", { class: "share", "aria-hidden": "true" });
      bar.style.width = `${part}%`;
      cells[0].append(bar);
    }
    return el("tr", { class: hit ? "covered" : null, "aria-current": hit ? "true" : null }, cells);
  });
  if (!body.length) return null;
  return el("table", { class: covered.length ? "covers" : null },
    el("thead", {}, el("tr", {}, figure.columns.map(column => el("th", { scope: "col" }, column)))),
    el("tbody", {}, body));
}

export function facts(figure) {
  const base = [figure.base, figure.n === null ? null : `n = ${figure.n}`].filter(Boolean).join(" · ");
  const said = [figure.kind_name, base ? `${word("base")} ${base}` : word("base-unstated"), figure.note];
  return el("p", { class: "facts" }, said.filter(Boolean).join(" · "));
}

export const figureHead = question => {
  const figure = figureOf(question);
  return figure ? el("h3", {}, nameOf(figure)) : null;
};
