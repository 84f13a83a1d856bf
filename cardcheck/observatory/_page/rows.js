/* One line of the table, and its headings: a row and the state in; cells, signs and what a heading asks for out. */

import { brief, count, el, meter, sign } from "./dom.js";
import { head, isOnHub, rows } from "./data.js";
import { isOrder } from "./choose.js";
import { change, state } from "./state.js";
import { opened } from "./opened.js";
import { OUTCOMES } from "./overview.js";

const LOADS = { ok: "loads", partial: "loads in part", error: "does not load", empty: "no data" };
const LOAD_SIGNS = { ok: "clean", partial: "warning", error: "error", empty: "info" };

/** The columns of the table; `first` turns the order that a heading asks for first. */
export const COLUMNS = [
  { name: "name", title: "Data set", first: "" },
  { name: "score", title: "Score", first: "" },
  { name: "findings", title: "Findings", first: "-" },
  {
    name: "state",
    title: head.columns.includes("load") && rows.some((row) => row.load) ? "Loading" : "State",
    first: "",
    className: "is-second",
  },
  ...(isOnHub
    ? [
        { name: "downloads", title: "Downloads", first: "-", className: "number is-second" },
        { name: "likes", title: "Likes", first: "-", className: "number is-third" },
        { name: "updated", title: "Updated", first: "-", className: "number is-third" },
      ]
    : []),
];
const DEFAULT_ORDER = isOnHub ? "-downloads" : "score";
/** The order that is wanted now. */
export const order = () => (state.sort && isOrder(state.sort) ? state.sort : DEFAULT_ORDER);

function counts(row) {
  const one = (severity, what) =>
    el("span", { class: row[severity] ? null : "none" }, sign(severity, what), count(row[severity]));
  if (!row.worst) return el("span", { class: "muted" }, "–");
  if (row.worst === "clean") return el("span", {}, sign("clean"), " none");
  return el("span", { class: "counts" }, one("error", "errors"), one("warning", "warnings"), one("info", "left out"));
}

function stateOf(row) {
  if (row.outcome !== "checked")
    return [sign(head.faults.includes(row.outcome) ? "warning" : "info"), OUTCOMES[row.outcome] ?? row.outcome];
  const said = row.load ? [sign(LOAD_SIGNS[row.load]), LOADS[row.load]] : ["checked"];
  return row.is_noted ? [...said, " ", sign("warning", "with a remark")] : said;
}

function pointsOf(row) {
  if (row.score === null) return el("span", { class: "muted" }, "–");
  return el(
    "span",
    { class: "points" },
    el("b", {}, Math.floor(row.score)),
    meter(row.score / 100),
    el("span", {}, row.level),
  );
}

/** Makes the line of a data set, and what stands under it where it is open. */
export function rowOf(row) {
  const isOpen = state.open === row.key;
  const id = `set-${row.index}`;
  const button = el(
    "button",
    {
      type: "button",
      class: "set-name",
      id,
      "aria-expanded": String(isOpen),
      "aria-controls": isOpen ? `${id}-opened` : null,
      onclick: () => change({ open: isOpen ? "" : row.key }, !isOpen),
    },
    sign("chevron"),
    el("bdi", {}, row.owner ? el("span", { class: "owner" }, `${row.owner}/`) : null, el("b", {}, row.name)),
  );
  const line = el(
    "tr",
    { class: isOpen ? "row is-open" : "row" },
    el("th", { scope: "row" }, button),
    el("td", {}, pointsOf(row)),
    el("td", {}, counts(row)),
    el("td", { class: "state is-second" }, stateOf(row)),
    isOnHub
      ? [
          el("td", { class: "number is-second" }, brief(row.downloads)),
          el("td", { class: "number is-third" }, brief(row.likes)),
          el("td", { class: "number is-third" }, row.updated ?? "–"),
        ]
      : null,
  );
  if (!isOpen) return line;
  return [line, el("tr", { class: "opened", id: `${id}-opened` }, el("td", { colspan: COLUMNS.length }, opened(row)))];
}

/** Makes a heading that sorts; `focus` is called after it did, for then it is another. */
export function heading({ name, title, first, className }, focus) {
  const current = order().replace(/^-/, "") === name;
  const turned = order().startsWith("-");
  const next = current ? (turned ? name : `-${name}`) : `${first}${name}`;
  return el(
    "th",
    { scope: "col", class: className, "aria-sort": current ? (turned ? "descending" : "ascending") : "none" },
    el(
      "button",
      {
        type: "button",
        onclick: () => {
          change({ sort: next });
          focus(`[data-column="${name}"]`);
        },
        "data-column": name,
      },
      title,
      sign("sort"),
    ),
  );
}
