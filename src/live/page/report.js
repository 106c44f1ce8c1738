// What was found about the newest pages, and what may be said of a mark.

import { word } from "./words.js";

export const report = { build: 0, claims: null, pending: 0, findings: [], marks: [], figures: [] };

export const signs = { bound: "✓", true: "✓", doubtful: "?", false: "×", waived: "△", unread: "—", view: "○" };
const tones = { error: "false", warning: "doubtful", note: "unread" };

export const learnReport = event => Object.assign(report, event);

export const figureOf = question => report.figures.find(figure => figure.question === question) ?? null;

// The worst of a mark's verdict and of what was found about it, as the proof edition colours it.
export function toneOf(mark) {
  const found = mark.findings.map(index => toneOfFinding(report.findings[index]));
  const all = [mark.verdict, ...found];
  return ["false", "doubtful", "waived"].find(tone => all.includes(tone)) ?? mark.verdict;
}

// Why a mark is left as it is: its own words, or those that what was found about it was waived with.
export const reasonOf = mark =>
  mark.reason ?? mark.findings.map(index => report.findings[index].waived).find(Boolean) ?? null;

export const toneOfFinding = finding => (finding.waived ? "waived" : tones[finding.severity]);

export const nameOf = figure => `${figure.number === null ? "" : `${word("figure", figure.number)} `}${figure.title}`;

// A mark in one line: for labels and for those who hear the page.
export function summary(mark) {
  const lines = mark.lines.slice(0, 4).map(line => line.filter(Boolean).join(" "));
  return [mark.words, mark.title, ...lines, word(`verdict-${mark.verdict}`)].filter(Boolean).join(" · ");
}
