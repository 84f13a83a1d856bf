/* The filters of the table: what there is to choose from in; a form that changes the state out. */

import { count, el } from "./dom.js";
import { head, rows, rules } from "./data.js";
import { levels, tally } from "./choose.js";
import { change, state } from "./state.js";
import { OUTCOMES } from "./overview.js";

const WORST = { error: "errors", warning: "warnings, no errors", info: "only things left out", clean: "no findings" };

function filter(name, title, choices) {
  const options = [
    el("option", { value: "" }, "any"),
    ...choices.map(([value, words]) => el("option", { value }, words)),
  ];
  const id = `filter-${name}`;
  const select = el("select", { id, name, onchange: (event) => change({ [name]: event.target.value }) }, options);
  return el("div", {}, el("label", { for: id }, title), select);
}

const counted = ([value, number]) => [value, `${value} (${count(number)})`];

function outcomes() {
  return tally(rows, "outcome").map(([value, number]) => [value, `${OUTCOMES[value] ?? value} (${count(number)})`]);
}

function foundRules() {
  const all = head.summary.rules.map((rule) => counted([rule.rule, rule.repositories]));
  const known = new Set(head.summary.rules.map((rule) => rule.rule));
  return [...all, ...rules.filter((rule) => !known.has(rule.id)).map((rule) => [rule.id, rule.id])];
}

/** Makes the form. */
export function filters() {
  return el(
    "form",
    {
      class: "filters",
      role: "search",
      "aria-label": "Filter the data sets",
      onsubmit: (event) => event.preventDefault(),
    },
    el(
      "div",
      { class: "search" },
      el("label", { for: "filter-q" }, "Name or title"),
      el("input", {
        type: "search",
        id: "filter-q",
        name: "q",
        placeholder: "Find a data set",
        autocomplete: "off",
        spellcheck: "false",
        oninput: (event) => change({ q: event.target.value }),
      }),
    ),
    filter("severity", "Worst finding", Object.entries(WORST)),
    filter(
      "level",
      "Level",
      levels().map((level) => [level, level]),
    ),
    filter("rule", "Rule", foundRules()),
    filter("outcome", "Outcome", outcomes()),
    filter("owner", "Owner", tally(rows, "owner").map(counted)),
  );
}

/** Shows in the form what is chosen. */
export function showChosen(form) {
  for (const control of form.elements) {
    if (control.value !== state[control.name]) control.value = state[control.name];
    control.classList.toggle("chosen", Boolean(state[control.name]));
  }
}
