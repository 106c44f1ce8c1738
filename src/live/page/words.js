// The words of the page come with `hello`; none are written here.

import { byId } from "./dom.js";

let words = {};

export const word = (key, count) => (words[key] ?? "").replaceAll("%n", count ?? "");

export function learn(hello) {
  words = hello.words;
  document.documentElement.lang = hello.lang;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    const label = word(element.dataset.label);
    element.setAttribute("aria-label", label);
    if (element.matches("button, a, input")) element.title = label;
  }
}

// For those who hear the page.
export function say(text) {
  byId("said").textContent = text;
}
