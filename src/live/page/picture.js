// A page's picture: its SVG, inline in a shadow tree of its own, so that the ids of two pages never meet.
// A new picture is patched in: only the lines that differ are parsed and laid out again, which takes a third of
// the time that an <img> takes to decode the page anew, and nothing flickers.

const space = "http://www.w3.org/2000/svg";
const parser = new DOMParser();

export class Picture {
  constructor(host) {
    this.root = host.attachShadow({ mode: "open" });
    this.parts = null;
  }

  get empty() {
    return this.parts === null;
  }

  show(text) {
    const parts = split(text);
    if (!(parts && this.parts && this.patch(parts))) this.replace(text);
    this.parts = parts;
  }

  clear() {
    this.root.replaceChildren();
    this.parts = null;
  }

  replace(text) {
    const svg = document.adoptNode(parser.parseFromString(text, "image/svg+xml").documentElement);
    svg.setAttribute("width", "100%");
    svg.setAttribute("height", "100%");
    svg.setAttribute("aria-hidden", "true");
    this.root.replaceChildren(svg);
  }

  // Whether the old picture could be turned into the new one.
  patch({ head, drawn, symbols }) {
    const svg = this.root.firstElementChild;
    const old = this.parts;
    if (head !== old.head || svg?.childNodes.length !== old.drawn.length + 1) return false;
    const defs = svg.lastElementChild;

    let from = 0;
    while (from < drawn.length && from < old.drawn.length && drawn[from] === old.drawn[from]) from++;
    let till = 0;
    const most = Math.min(drawn.length, old.drawn.length) - from;
    while (till < most && drawn.at(-1 - till) === old.drawn.at(-1 - till)) till++;

    const glyphs = [...symbols].filter(([id]) => !old.symbols.has(id)).map(([, text]) => text);
    const fresh = nodes(head, drawn.slice(from, drawn.length - till));
    const added = nodes(head, glyphs);
    if (!fresh || !added || fresh.length !== drawn.length - till - from) return false;

    for (const child of [...defs.children]) if (!symbols.has(child.id)) child.remove();
    defs.append(...added);
    for (const child of [...svg.childNodes].slice(from, old.drawn.length - till)) child.remove();
    const before = svg.childNodes[from];
    for (const child of fresh) svg.insertBefore(child, before);
    return true;
  }
}

function nodes(head, texts) {
  if (texts.length === 0) return [];
  const parsed = parser.parseFromString(`${head}${texts.join("")}</svg>`, "image/svg+xml").documentElement;
  return parsed.namespaceURI === space && parsed.localName === "svg" ? [...parsed.childNodes] : null;
}

// The start tag, what is drawn directly below it, and the glyphs by id; null where the text is not of that form.
function split(text) {
  const start = text.indexOf(">") + 1;
  const middle = text.lastIndexOf("<defs>");
  const tail = text.match(/<\/defs>\s*<\/svg>\s*$/);
  if (!text.startsWith("<svg ") || middle < 0 || !tail) return null;

  const symbols = new Map();
  const glyphs = text.slice(middle + "<defs>".length, tail.index);
  for (const [symbol, id] of glyphs.matchAll(/<symbol id="([^"]*)"[^]*?<\/symbol>/g)) symbols.set(id, symbol);
  const drawn = children(text, start, middle);
  const whole = [...symbols.values()].reduce((sum, symbol) => sum + symbol.length, 0) === glyphs.length;
  return drawn && whole ? { head: text.slice(0, start), drawn, symbols } : null;
}

function children(text, from, till) {
  const found = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < till; ) {
    if (text[at] !== "<") return null;
    const end = text.indexOf(">", at);
    if (end < 0) return null;
    if (text[at + 1] === "/") depth--;
    else if (text[end - 1] !== "/") depth++;
    if (depth < 0) return null;
    at = end + 1;
    if (depth === 0) {
      found.push(text.slice(start, at));
      start = at;
    } else {
      at = text.indexOf("<", at);
      if (at < 0) return null;
    }
  }
  return depth === 0 ? found : null;
}
