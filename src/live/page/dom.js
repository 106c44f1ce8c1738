// Elements from names, attributes and children; words become text, never markup.

export const byId = id => document.getElementById(id);

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

// Children that are nothing are left out.
export const fill = (element, ...children) => element.replaceChildren(...children.flat().filter(Boolean));

// Runs after the coming frame is painted; a hidden tab paints none.
export function afterPaint(then) {
  if (document.hidden) return void setTimeout(then);
  let done = false;
  const once = () => {
    if (!done) then();
    done = true;
  };
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = once;
    channel.port2.postMessage(null);
  });
  setTimeout(once, 250);
}

// Safari has no idle callbacks.
export const whenIdle = window.requestIdleCallback
  ? then => requestIdleCallback(then, { timeout: 400 })
  : then => setTimeout(then, 30);

export const narrow = () => matchMedia("(max-width: 760px)").matches;
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
