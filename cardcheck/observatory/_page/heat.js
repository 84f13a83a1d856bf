/*
 * Rules against data sets: which rule finds something where. Rows and rule counts in; a table out whose strips
 * hold all data sets, each alone while they are few and in equal groups when they are many.
 */

import { count, counted, el, percent, plainTable, prose, section, sign } from "./dom.js";
import { colourOf, drawn, tip } from "./canvas.js";
import { ruleNumbers } from "./data.js";
import { tally } from "./choose.js";

const MOST_GROUPS = 120;
const MOST_OWNERS = 40;
const AT_FIRST = 20;
const SEVERITIES = { error: "stops people", warning: "misleads people", info: "left out" };

const range = (some) => `${Math.floor(some[0].score)} to ${Math.floor(some.at(-1).score)}`;

function byScore(rows) {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  const number = Math.min(MOST_GROUPS, sorted.length);
  return Array.from({ length: number }, (_, index) => {
    const some = sorted.slice(
      Math.floor((index * sorted.length) / number),
      Math.floor(((index + 1) * sorted.length) / number),
    );
    if (some.length === 1)
      return {
        name: some[0].key,
        note: `${some[0].score.toFixed(1)} points`,
        rows: some,
        wanted: { open: some[0].key },
      };
    const ends = [Math.floor(some[0].score), Math.floor(some.at(-1).score)];
    return {
      name: `${range(some)} points`,
      note: counted(some.length, "data set"),
      rows: some,
      wanted: { score: ends.join("-") },
    };
  });
}

function byOwner(rows) {
  const owners = tally(rows, "owner").slice(0, MOST_OWNERS);
  return owners.map(([owner, number]) => ({
    name: owner,
    note: counted(number, "data set"),
    rows: rows.filter((row) => row.owner === owner),
    wanted: { owner },
  }));
}

function sharesIn(groups) {
  const shares = new Map();
  groups.forEach((group, index) => {
    for (const row of group.rows) {
      for (const rule of row.rules) {
        if (!shares.has(rule)) shares.set(rule, new Float64Array(groups.length));
        shares.get(rule)[index] += 1 / group.rows.length;
      }
    }
  });
  return shares;
}

function strip(rule, groups, shares, choose) {
  const most = groups.reduce((found, _, index) => (shares[index] > shares[found] ? index : found), 0);
  const canvas = el("canvas", {
    role: "img",
    "aria-label": `Most often at ${groups[most]?.name}: ${percent(shares[most])}; at ${groups[0]?.name} ${percent(shares[0])}, at ${groups.at(-1)?.name} ${percent(shares.at(-1))}`,
  });
  drawn(canvas, (pen, width, height) => {
    pen.fillStyle = colourOf(canvas);
    const step = width / groups.length;
    const gap = step > 6 ? 1 : 0;
    shares.forEach((share, index) => {
      if (!share) return;
      pen.globalAlpha = 0.12 + 0.88 * share;
      const from = Math.round(index * step);
      pen.fillRect(from, 0, Math.max(1, Math.round((index + 1) * step) - from - gap), height);
    });
  });
  const at = (event) =>
    Math.min(groups.length - 1, Math.max(0, Math.floor((event.offsetX / canvas.clientWidth) * groups.length)));
  canvas.addEventListener("pointermove", (event) => {
    const group = groups[at(event)];
    tip(event.clientX, event.clientY, group.name, group.note, `${percent(shares[at(event)])} have this finding`);
  });
  canvas.addEventListener("pointerleave", () => tip());
  canvas.addEventListener("click", (event) => choose({ rule: rule.rule, ...groups[at(event)].wanted }));
  return canvas;
}

function ruleRow(rule, groups, shares, choose) {
  const own = shares.get(ruleNumbers.get(rule.rule)) ?? new Float64Array(groups.length);
  return el(
    "tr",
    {},
    el(
      "th",
      { scope: "row", class: "name" },
      el(
        "button",
        { type: "button", class: "link", onclick: () => choose({ rule: rule.rule }) },
        sign(rule.severity, SEVERITIES[rule.severity]),
        el("span", {}, prose(rule.title), el("span", { class: "unseen" }, ` (${rule.rule}): show the data sets`)),
      ),
    ),
    el("td", { class: "number" }, count(rule.repositories)),
    el("td", { class: "number is-second" }, rule.fixable ? count(rule.fixable) : el("span", { class: "muted" }, "–")),
    el("td", {}, groups.length ? strip(rule, groups, own, choose) : null),
  );
}

function inWords(rules, groups, isByOwner) {
  const step = isByOwner ? 1 : Math.ceil(groups.length / 10);
  const some = isByOwner ? groups.slice(0, 10) : groups;
  const columns = [];
  for (let at = 0; at < some.length; at += step) columns.push(some.slice(at, at + step));
  const name = (column) =>
    isByOwner
      ? column[0].name
      : `${Math.floor(column[0].rows[0].score)}–${Math.floor(column.at(-1).rows.at(-1).score)}`;
  const share = (rule, column) => {
    const all = column.flatMap((group) => group.rows);
    return percent(all.filter((row) => row.rules.includes(ruleNumbers.get(rule.rule))).length / all.length);
  };
  return plainTable(
    ["Rule", ...columns.map(name)],
    rules.map((rule) => [rule.rule, ...columns.map((column) => share(rule, column))]),
    "Share of data sets with a finding of each rule",
  );
}

function endsOf(groups, isByOwner) {
  if (isByOwner) return ["← most data sets", "fewest →"];
  if (!groups.length) return [];
  const [least, most] = [groups[0].rows[0].score, groups.at(-1).rows.at(-1).score];
  return [`← fewest points (${least.toFixed(0)})`, `most (${most.toFixed(0)}) →`];
}

function tools(hasOwners, order) {
  const select = el(
    "select",
    { onchange: (event) => order(event.target.value === "owner") },
    el("option", { value: "score" }, "by score"),
    el("option", { value: "owner" }, "by owner"),
  );
  return el(
    "div",
    { class: "heat-tools" },
    hasOwners ? el("label", {}, "Data sets", select) : null,
    el("span", { class: "ramp", "aria-hidden": "true" }, "none", el("i"), "all"),
  );
}

function ruleTable(scale, body) {
  const headings = [
    el("th", { scope: "col" }, "Rule"),
    el("th", { scope: "col", class: "number" }, "Data sets"),
    el("th", { scope: "col", class: "number is-second" }, "Safe fixes"),
    el("th", { scope: "col" }, scale),
  ];
  const caption = el("caption", { class: "unseen" }, "Rules by how many data sets they found something in");
  return el("table", { class: "rules" }, caption, el("thead", {}, el("tr", {}, headings)), body);
}

/** Makes the part of the page about rules; `choose` gets the filters that a rule or a place in its strip stands for. */
export function heatMap(all, rules, choose) {
  if (!rules.length) return null;
  const rows = all.filter((row) => row.score !== null);
  const hasOwners = new Set(rows.map((row) => row.owner)).size > 1;
  const body = el("tbody");
  const scale = el("div", { class: "scale" });
  const words = el("details", {}, el("summary", {}, "As a table of percentages"));
  const more = el("button", { type: "button", class: "pill more" }, `Show all ${count(rules.length)} rules`);
  function draw(isByOwner, number) {
    const groups = isByOwner ? byOwner(rows) : byScore(rows);
    const shares = sharesIn(groups);
    const shown = rules.slice(0, number);
    scale.replaceChildren(...endsOf(groups, isByOwner).map((end) => el("span", {}, end)));
    body.replaceChildren(...shown.map((rule) => ruleRow(rule, groups, shares, choose)));
    more.hidden = number >= rules.length;
    more.onclick = () => draw(isByOwner, rules.length);
    words.open = false;
    words.ontoggle = () => words.open && words.replaceChildren(words.firstChild, inWords(shown, groups, isByOwner));
  }
  draw(false, AT_FIRST);
  return section(
    "rules",
    "What is wrong most often",
    "Each strip holds every data set that was checked; the stronger its colour, the more of them have the finding. Choose a rule, or a place in its strip, to see them.",
    tools(hasOwners, (isByOwner) => draw(isByOwner, body.children.length)),
    ruleTable(scale, body),
    more,
    words,
  );
}
