// A page's picture: its SVG, inline in a shadow tree of its own. A new look of it comes as the steps from the old one:
// what stays is not touched, what changes its colour or place keeps its outline, and nothing flickers.

const space = "http://www.w3.org/2000/svg";
const parser = new DOMParser();

export class Picture {
  constructor(host) {
    this.root = host.attachShadow({ mode: "open" });
  }

  // All of it, from its text.
  show(text) {
    const svg = document.adoptNode(parser.parseFromString(text, "image/svg+xml").documentElement);
    svg.setAttribute("width", "100%");
    svg.setAttribute("height", "100%");
    svg.setAttribute("aria-hidden", "true");
    this.root.replaceChildren(svg);
  }

  clear() {
    this.root.replaceChildren();
  }

  // Steps: so many elements stay, or go where it is less than nothing; attributes that the next one takes; elements
  // that come. Whether the picture could take them; one that cannot is left as it is.
  patch(steps) {
    const svg = this.root.firstElementChild;
    if (!svg || svg.childNodes.length !== count(steps)) return false;
    const drawn = new Map();
    for (const step of steps) if (typeof step === "string") drawn.set(step, elements(step));
    if ([...drawn.values()].includes(null)) return false;
    let next = svg.firstChild;
    for (const step of steps) {
      if (typeof step === "string") {
        svg.insertBefore(drawn.get(step) ?? elements(step), next);
      } else if (typeof step === "number") {
        for (let left = Math.abs(step); left; left--) {
          const here = next;
          next = next.nextSibling;
          if (step < 0) here.remove();
        }
      } else {
        for (const [name, value] of step) next.setAttribute(name, value);
        next = next.nextSibling;
      }
    }
    return true;
  }
}

// How many elements the steps start from.
const count = steps =>
  steps.reduce((sum, step) => sum + (typeof step === "number" ? Math.abs(step) : typeof step === "string" ? 0 : 1), 0);

function elements(text) {
  const parsed = parser.parseFromString(`<svg xmlns="${space}">${text}</svg>`, "image/svg+xml").documentElement;
  if (parsed.namespaceURI !== space) return null;
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.childNodes);
  return fragment;
}
