/* What all canvases share: sharp drawing at any size, colours of the page, and the words beside the pointer. */

import { clean, el } from "./dom.js";
import { whenColoursChange } from "./theme.js";

/** Draws on a canvas now and whenever its size or the colours change. */
export function drawn(canvas, draw) {
  const paint = () => {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height) return;
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    draw(pen, width, height);
  };
  new ResizeObserver(paint).observe(canvas);
  whenColoursChange(paint);
  return paint;
}

/** Returns the colour that a node's text has now. */
export const colourOf = (node) => getComputedStyle(node).color;

/** Shows words beside a place in the window; nothing hides them. */
export function tip(x, y, title, ...lines) {
  const box = document.getElementById("tip");
  box.hidden = !title;
  if (!title) return;
  box.replaceChildren(el("b", {}, el("bdi", {}, title)), ...lines.map((line) => el("div", {}, clean(line))));
  const { offsetWidth: width, offsetHeight: height } = box;
  box.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - width - 8))}px`;
  box.style.top = `${y + 18 + height > innerHeight ? y - height - 12 : y + 18}px`;
}
