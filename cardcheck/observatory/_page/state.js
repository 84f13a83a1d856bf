/*
 * What the reader looks at, kept in the address: filters, order, page and the opened data set.
 * In: the fragment of the address and what the reader does. Out: one state, and a call to all who show it.
 */

import { rowsByKey } from "./data.js";

const DEFAULTS = {
  q: "",
  level: "",
  severity: "",
  rule: "",
  outcome: "",
  owner: "",
  score: "",
  sort: "",
  page: "1",
  open: "",
};
const listeners = [];
export const FILTERS = ["q", "level", "severity", "rule", "outcome", "owner", "score"];
/** What is looked at now. */
export const state = { ...DEFAULTS };

/** Reads a fragment; one without `=` is the key of a data set. */
export function parse(fragment) {
  const found = { ...DEFAULTS };
  if (!fragment.includes("=")) {
    let key = fragment;
    try {
      key = decodeURIComponent(fragment);
    } catch {
      // A fragment that decodes to nothing names no data set.
    }
    return rowsByKey.has(key) ? { ...found, open: key } : found;
  }
  for (const [name, value] of new URLSearchParams(fragment)) {
    if (Object.hasOwn(DEFAULTS, name)) found[name] = value;
  }
  return found;
}

/** Writes a state as a fragment, the shortest that says it. */
export function format(wanted) {
  const parts = Object.entries(wanted).filter(([name, value]) => value !== DEFAULTS[name]);
  return String(new URLSearchParams(parts)).replaceAll("%2F", "/");
}

/** Has a function called after each change, with what was there before. */
export const listen = (listener) => listeners.push(listener);

function enter(next) {
  const before = { ...state };
  Object.assign(state, next);
  for (const listener of listeners) listener(before);
}

/** Changes some of the state; a change of what is shown goes back to the first page. */
export function change(some, isStep = false) {
  const next = { ...state, ...("page" in some || "open" in some ? {} : { page: "1", open: "" }), ...some };
  const fragment = format(next);
  const address = `${location.pathname}${location.search}${fragment ? `#${fragment}` : ""}`;
  history[isStep ? "pushState" : "replaceState"](null, "", address);
  enter(next);
}

/** Keeps the page on which the opened data set was found, so that closing it stays there. */
export const settle = (page) => {
  state.page = String(page);
};

/** Takes the state from the address, now and whenever the reader goes back. */
export function start() {
  const take = () => enter(parse(location.hash.slice(1)));
  addEventListener("hashchange", take);
  addEventListener("popstate", take);
  take();
}
