/* The table of all data sets: filters, order, pages. Rows and the state in; fifty rows at a time in the page. */

import { brief, count, counted, el, meter, say, section, sign } from "./dom.js";
import { head, isOnHub, ruleNumbers, rows, rules } from "./data.js";
import { inOrder, isOrder, levels, matching, tally } from "./choose.js";
import { FILTERS, change, listen, state } from "./state.js";
import { opened } from "./opened.js";
import { OUTCOMES } from "./overview.js";

const PAGE = 50;
const WORST = { error: "errors", warning: "warnings, no errors", info: "only things left out", clean: "no findings" };
const LOADS = { ok: "loads", partial: "loads in part", error: "does not load", empty: "no data" };
const LOAD_SIGNS = { ok: "clean", partial: "warning", error: "error", empty: "info" };

const COLUMNS = [
  { name: "name", title: "Data set", first: "" },
  { name: "score", title: "Score", first: "" },
  { name: "findings", title: "Findings", first: "-" },
  { name: "state", title: head.columns.includes("load") && rows.some((row) => row.load) ? "Loading" : "State", first: "", className: "is-second" },
  ...(isOnHub ? [
    { name: "downloads", title: "Downloads", first: "-", className: "number is-second" },
    { name: "likes", title: "Likes", first: "-", className: "number is-third" },
    { name: "updated", title: "Updated", first: "-", className: "number is-third" },
  ] : []),
];
const DEFAULT_ORDER = isOnHub ? "-downloads" : "score";
const order = () => (state.sort && isOrder(state.sort) ? state.sort : DEFAULT_ORDER);

function counts(row) {
  const one = (severity, what) =>
    el("span", { class: row[severity] ? null : "none" }, sign(severity, what), count(row[severity]));
  if (!row.worst) return el("span", { class: "muted" }, "–");
  if (row.worst === "clean") return el("span", {}, sign("clean"), " none");
  return el("span", { class: "counts" }, one("error", "errors"), one("warning", "warnings"), one("info", "left out"));
}

function stateOf(row) {
  if (row.outcome !== "checked") return [sign(head.faults.includes(row.outcome) ? "warning" : "info"), OUTCOMES[row.outcome] ?? row.outcome];
  const said = row.load ? [sign(LOAD_SIGNS[row.load]), LOADS[row.load]] : ["checked"];
  return row.is_noted ? [...said, " ", sign("warning", "with a remark")] : said;
}

function pointsOf(row) {
  if (row.score === null) return el("span", { class: "muted" }, "–");
  return el("span", { class: "points" }, el("b", {}, Math.floor(row.score)), meter(row.score / 100), el("span", {}, row.level));
}

function rowOf(row) {
  const isOpen = state.open === row.key;
  const id = `set-${row.index}`;
  const button = el(
    "button",
    { type: "button", class: "set-name", id, "aria-expanded": String(isOpen), "aria-controls": isOpen ? `${id}-opened` : null,
      onclick: () => change({ open: isOpen ? "" : row.key }, !isOpen) },
    sign("chevron"), el("bdi", {}, row.owner ? el("span", { class: "owner" }, `${row.owner}/`) : null, el("b", {}, row.name)),
  );
  const line = el(
    "tr",
    { class: isOpen ? "row is-open" : "row" },
    el("th", { scope: "row" }, button), el("td", {}, pointsOf(row)), el("td", {}, counts(row)), el("td", { class: "state is-second" }, stateOf(row)),
    isOnHub ? [el("td", { class: "number is-second" }, brief(row.downloads)), el("td", { class: "number is-third" }, brief(row.likes)),
      el("td", { class: "number is-third" }, row.updated ?? "–")] : null,
  );
  if (!isOpen) return line;
  return [line, el("tr", { class: "opened", id: `${id}-opened` }, el("td", { colspan: COLUMNS.length }, opened(row)))];
}

function heading({ name, title, first, className }) {
  const current = order().replace(/^-/, "") === name;
  const turned = order().startsWith("-");
  const next = current ? (turned ? name : `-${name}`) : `${first}${name}`;
  return el(
    "th",
    { scope: "col", class: className, "aria-sort": current ? (turned ? "descending" : "ascending") : "none" },
    el("button", { type: "button", onclick: () => { change({ sort: next }); focusOn(`[data-column="${name}"]`); }, "data-column": name }, title, sign("sort")),
  );
}

const focusOn = (selector) => document.querySelector(selector)?.focus();

function filter(name, title, choices) {
  const options = [el("option", { value: "" }, "any"), ...choices.map(([value, words]) => el("option", { value }, words))];
  const id = `filter-${name}`;
  const select = el("select", { id, name, onchange: (event) => change({ [name]: event.target.value }) }, options);
  return el("div", {}, el("label", { for: id }, title), select);
}

function filters() {
  const some = (pairs) => pairs.map(([value, number]) => [value, `${value} (${count(number)})`]);
  const outcomes = tally(rows, "outcome").map(([value, number]) => [value, `${OUTCOMES[value] ?? value} (${count(number)})`]);
  const owners = tally(rows, "owner");
  const byCount = head.summary.rules.map((rule) => [rule.rule, `${rule.rule} (${count(rule.repositories)})`]);
  const others = rules.filter((rule) => !head.summary.rules.some((one) => one.rule === rule.id)).map((rule) => [rule.id, rule.id]);
  return el(
    "form",
    { class: "filters", role: "search", "aria-label": "Filter the data sets", onsubmit: (event) => event.preventDefault() },
    el("div", { class: "search" }, el("label", { for: "filter-q" }, "Name or title"),
      el("input", { type: "search", id: "filter-q", name: "q", placeholder: "Find a data set", autocomplete: "off", spellcheck: "false", oninput: (event) => change({ q: event.target.value }) })),
    filter("severity", "Worst finding", Object.entries(WORST)),
    filter("level", "Level", levels().map((level) => [level, level])),
    filter("rule", "Rule", [...byCount, ...others]),
    filter("outcome", "Outcome", outcomes),
    filter("owner", "Owner", some(owners)),
  );
}

const filtersSet = () => FILTERS.filter((name) => state[name]);

/** Makes the table, which follows the state from then on. */
export function table() {
  const form = filters();
  const found = el("div", { class: "matching" });
  const headings = el("tr");
  const body = el("tbody");
  const pages = el("nav", { class: "pages", "aria-label": "Pages of the table" });
  let wanted = null;
  let chosen = [];

  function drawPages(page, last) {
    const turn = (to, words) => el("button", { type: "button", disabled: to < 1 || to > last, onclick: () => { change({ page: String(to) }); document.getElementById("sets-title").scrollIntoView(); say(`Page ${to} of ${last}`); } }, words);
    const from = (page - 1) * PAGE;
    pages.hidden = last < 2;
    pages.replaceChildren(
      el("span", {}, `${count(from + 1)} to ${count(Math.min(from + PAGE, chosen.length))} of ${count(chosen.length)}`),
      el("span", { class: "turn" }, turn(1, "First"), turn(page - 1, "Previous"), `Page ${page} of ${last}`, turn(page + 1, "Next"), turn(last, "Last")));
  }

  function drawFound() {
    const all = chosen.length === rows.length ? `All ${counted(rows.length, "data set")}` : `${count(chosen.length)} of ${counted(rows.length, "data set")}`;
    found.replaceChildren(
      el("strong", {}, all),
      state.score ? el("span", { class: "pill" }, `${state.score.replace("-", " to ")} points`) : "",
      filtersSet().length ? el("button", { type: "button", class: "quiet", onclick: () => { change(Object.fromEntries(FILTERS.map((name) => [name, ""]))); focusOn('[name="q"]'); } }, "Clear filters") : "");
    if (wanted !== null) say(all);
  }

  function draw(before) {
    for (const control of form.elements) {
      if (control.value !== state[control.name]) control.value = state[control.name];
      control.classList.toggle("chosen", Boolean(state[control.name]));
    }
    const now = JSON.stringify([FILTERS.map((name) => state[name]), order()]);
    if (now !== wanted) {
      chosen = inOrder(matching(rows, state, ruleNumbers), order());
      drawFound();
      headings.replaceChildren(...COLUMNS.map(heading));
      wanted = now;
    }
    const last = Math.max(1, Math.ceil(chosen.length / PAGE));
    const at = state.open && state.open !== before?.open ? chosen.findIndex((row) => row.key === state.open) : -1;
    const page = at >= 0 ? Math.floor(at / PAGE) + 1 : Math.max(1, Math.min(last, Number.parseInt(state.page, 10) || 1));
    const shown = chosen.slice((page - 1) * PAGE, page * PAGE);
    const active = document.activeElement?.id;
    body.replaceChildren(...(shown.length ? shown.flatMap(rowOf) : [el("tr", {}, el("td", { class: "nothing", colspan: COLUMNS.length }, "No data set passes all filters."))]));
    if (active?.startsWith("set-")) document.getElementById(active)?.focus({ preventScroll: true });
    drawPages(page, last);
  }

  listen(draw);
  return section("sets", "All data sets", null, form, found,
    el("table", { class: "sets" }, el("caption", { class: "unseen" }, "All data sets with score, findings and state"), el("thead", {}, headings), body), pages);
}
