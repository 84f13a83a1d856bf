/*
 * Elements, and words made harmless: whatever a card, a repository or a server says comes in; nodes go out.
 * Texts end in text nodes and attributes and never in markup. What cannot be seen is written out, so that no
 * text reorders, hides or fakes what stands beside it.
 */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
const KNOWN_ESCAPES = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const SVG = "http://www.w3.org/2000/svg";
const whole = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const escaped = (char) => KNOWN_ESCAPES[char] ?? `\\u${char.codePointAt(0).toString(16).padStart(4, "0")}`;

/** Returns a text with everything that is not plainly visible written out. */
export const clean = (text) => String(text).replace(HIDDEN, escaped).replace(PILED_MARKS, "$1…");

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : clean(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : clean(child));
  }
  return node;
}

/** Makes an element; children are nodes, texts, lists of them, or nothing. */
export const el = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);

/** Makes an element of a drawing. */
export const svg = (tag, properties = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), properties, children);

/** Makes one of the page's signs; `label` tells it to those who do not see it. */
export const sign = (name, label = "") =>
  svg(
    "svg",
    { class: `sign sign-${name}`, ...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" }) },
    svg("use", { href: `#sign-${name}` }),
  );

/** Makes a bar as long as a share of 0 to 1. */
export function meter(share) {
  const bar = el("i");
  bar.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return el("span", { class: "meter", "aria-hidden": "true" }, bar);
}

/** Makes text whose `values` in backticks stand as code, each in its own direction of writing. */
export const prose = (text) =>
  el(
    "span",
    { dir: "auto" },
    text.split("`").map((part, index) => (index % 2 ? el("code", {}, el("bdi", {}, part)) : part)),
  );

/** Makes a link out of the page, or plain words where the address is not one of the web. */
export const away = (address, ...words) =>
  /^https:\/\//.test(address)
    ? el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words)
    : el("span", {}, words);

/** Makes a section with its heading and a sentence. */
export const section = (id, title, sentence, ...parts) =>
  el(
    "section",
    { class: "section", id, "aria-labelledby": `${id}-title` },
    el(
      "div",
      { class: "opening" },
      el("h2", { id: `${id}-title`, tabindex: "-1" }, title),
      sentence && el("p", {}, sentence),
    ),
    parts,
  );

/** Makes a small table that says what a drawing shows. */
export const plainTable = (heads, rows, caption) =>
  el(
    "div",
    { class: "scrolls", tabindex: "0", role: "group", "aria-label": caption },
    el(
      "table",
      { class: "plain" },
      el("caption", { class: "unseen" }, caption),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head, index) => el("th", { scope: "col", class: index ? "number" : null }, head)),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map(([first, ...others]) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, first),
            others.map((other) => el("td", { class: "number" }, other)),
          ),
        ),
      ),
    ),
  );

export const count = (number) => (number === null || number === undefined ? "–" : whole.format(number));
export const brief = (number) => (number === null || number === undefined ? "–" : short.format(number));
export const percent = (share) => `${Math.round(share * 100)} %`;
/** Counts something in words: `1 data set`, `2 data sets`. */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;
/** The day of a date. */
export const day = (date) => date.slice(0, 10);
/** A date and time for people; a day alone stays one. */
export const moment = (date) => date.replace(/^(\S{10})T(\d\d:\d\d)\S*Z$/, "$1, $2 UTC");
/** Says something to those who listen to the page. */
export const say = (text) => {
  document.getElementById("told").textContent = clean(text);
};
