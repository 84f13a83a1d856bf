/* The table of all data sets: rows and the state in; as many lines as a page has, how many were found, and pages out. */

import { count, counted, el, say, section } from "./dom.js";
import { rows, ruleNumbers } from "./data.js";
import { inOrder, matching } from "./choose.js";
import { filters, showChosen } from "./filters.js";
import { COLUMNS, heading, order, rowOf } from "./rows.js";
import { FILTERS, change, listen, settle, state } from "./state.js";

const PAGE = 50;
const NOTHING = "No data set passes all filters.";

const focusOn = (selector) => document.querySelector(selector)?.focus();
const clear = () => {
  change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  focusOn('[name="q"]');
};

function pageButton(to, last, words) {
  const turn = () => {
    change({ page: String(to) });
    document.getElementById("sets-title").scrollIntoView();
    say(`Page ${to} of ${last}`);
  };
  return el("button", { type: "button", disabled: to < 1 || to > last, onclick: turn }, words);
}

function pageParts(page, last, total) {
  const from = (page - 1) * PAGE;
  return [
    el("span", {}, `${count(from + 1)} to ${count(Math.min(from + PAGE, total))} of ${count(total)}`),
    el(
      "span",
      { class: "turn" },
      pageButton(1, last, "First"),
      pageButton(page - 1, last, "Previous"),
      `Page ${page} of ${last}`,
      pageButton(page + 1, last, "Next"),
      pageButton(last, last, "Last"),
    ),
  ];
}

const foundWords = (found) =>
  found === rows.length
    ? `All ${counted(found, "data set")}`
    : `${count(found)} of ${counted(rows.length, "data set")}`;

function foundParts(found) {
  const isFiltered = FILTERS.some((name) => state[name]);
  return [
    el("strong", {}, foundWords(found)),
    state.score ? el("span", { class: "pill" }, `${state.score.replace("-", " to ")} points`) : "",
    isFiltered ? el("button", { type: "button", class: "quiet", onclick: clear }, "Clear filters") : "",
  ];
}

/** Returns the page to show: that of a data set which was just opened, else the one asked for. */
function pageOf(chosen, last, before) {
  const isNew = state.open && state.open !== before.open;
  const at = isNew ? chosen.findIndex((row) => row.key === state.open) : -1;
  if (at >= 0) settle(Math.floor(at / PAGE) + 1);
  return Math.max(1, Math.min(last, Number.parseInt(state.page, 10) || 1));
}

function drawLines(body, shown) {
  const active = document.activeElement?.id ?? "";
  const nothing = () => el("tr", {}, el("td", { class: "nothing", colspan: COLUMNS.length }, NOTHING));
  body.replaceChildren(...(shown.length ? shown.flatMap(rowOf) : [nothing()]));
  if (active.startsWith("set-")) document.getElementById(active)?.focus({ preventScroll: true });
}

/** Makes the table, which follows the state from then on. */
export function table() {
  const form = filters();
  const found = el("div", { class: "matching" });
  const headings = el("tr");
  const body = el("tbody");
  const pages = el("nav", { class: "pages", "aria-label": "Pages of the table" });
  const caption = el("caption", { class: "unseen" }, "All data sets with score, findings and state");
  let wanted = null;
  let chosen = [];

  listen((before) => {
    showChosen(form);
    const now = JSON.stringify([FILTERS.map((name) => state[name]), order()]);
    if (now !== wanted) {
      chosen = inOrder(matching(rows, state, ruleNumbers), order());
      found.replaceChildren(...foundParts(chosen.length));
      headings.replaceChildren(...COLUMNS.map((column) => heading(column, focusOn)));
      if (wanted !== null) say(foundWords(chosen.length));
      wanted = now;
    }
    const last = Math.max(1, Math.ceil(chosen.length / PAGE));
    const page = pageOf(chosen, last, before);
    drawLines(body, chosen.slice((page - 1) * PAGE, page * PAGE));
    pages.hidden = last < 2;
    pages.replaceChildren(...pageParts(page, last, chosen.length));
  });
  const lines = el("table", { class: "sets" }, caption, el("thead", {}, headings), body);
  return section("sets", "All data sets", null, form, found, lines, pages);
}
