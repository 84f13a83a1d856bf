/* Drawings in SVG: numbers in; a figure out, with a sentence and a table that say the same. */

import { count, counted, el, moment, percent, plainTable, svg } from "./dom.js";
import { levels } from "./choose.js";

const WIDTH = 560;
const HEIGHT = 220;
const FOOT = 24;

const bins = (scores) =>
  scores.map((number, index) => ({ number, from: index * 10, to: index === 9 ? 100 : index * 10 + 9 }));

function column({ number, from, to }, most, choose) {
  const step = WIDTH / 10;
  const height = (number / most) * (HEIGHT - FOOT - 24);
  const top = HEIGHT - FOOT - Math.max(height, 1);
  const x = (from / 10) * step;
  const bar = { x: x + 2, y: top, width: step - 4, height: Math.max(height, 1), rx: 2 };
  return svg(
    "g",
    {
      class: "pick",
      role: "button",
      tabindex: "0",
      onclick: () => choose(from, to),
      onkeydown: (event) => pressed(event, () => choose(from, to)),
    },
    svg("title", {}, `${counted(number, "data set")} with ${from} to ${to} points`),
    svg("rect", { class: "hit", x, y: 0, width: step, height: HEIGHT - FOOT }),
    svg("rect", { class: number ? "column" : "column empty", ...bar }),
    svg("text", { class: "value", x: x + step / 2, y: top - 6, "text-anchor": "middle" }, number ? count(number) : ""),
  );
}

function scale(median) {
  const foot = HEIGHT - FOOT;
  const x = (median / 100) * WIDTH;
  const tens = Array.from({ length: 10 }, (_, index) =>
    svg("text", { x: (index * WIDTH) / 10 + 2, y: HEIGHT - 6 }, index * 10),
  );
  return [
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: foot, y2: foot }),
    svg(
      "line",
      { class: "median", x1: x, x2: x, y1: foot + 1, y2: foot + 7 },
      svg("title", {}, `middle: ${median.toFixed(1)}`),
    ),
    tens,
    svg("text", { x: WIDTH, y: HEIGHT - 6, "text-anchor": "end" }, "100"),
  ];
}

/** Draws how many scores lie in each ten points; a column calls `choose` with its range. */
export function histogram(scores, median, choose) {
  const most = Math.max(1, ...scores);
  const about = "Data sets by score, in tens of points";
  return el(
    "figure",
    { class: "chart" },
    el("h3", {}, "How the scores spread"),
    el(
      "figcaption",
      {},
      `The card in the middle has ${median.toFixed(1)} of 100 points. Choose a column to see whose cards these are.`,
    ),
    svg(
      "svg",
      { class: "drawn", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": about },
      bins(scores).map((bin) => column(bin, most, choose)),
      scale(median),
    ),
  );
}

function pressed(event, act) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  act();
}

/** Draws the levels as one bar, with a button for each. */
export function levelBar(numbers, choose) {
  const total = Object.values(numbers).reduce((sum, number) => sum + number, 0) || 1;
  const present = levels().filter((level) => numbers[level]);
  const bar = el(
    "div",
    { class: "levels", "aria-hidden": "true" },
    present.map((level) => {
      const part = el("i", { class: level });
      part.style.flexGrow = numbers[level];
      return part;
    }),
  );
  const names = el(
    "ul",
    { class: "level-names" },
    levels().map((level) =>
      el(
        "li",
        {},
        el("i", { class: `swatch ${level}`, "aria-hidden": "true" }),
        " ",
        el("button", { type: "button", class: "link", onclick: () => choose(level) }, level),
        el("span", { class: "muted" }, ` ${count(numbers[level] ?? 0)} (${percent((numbers[level] ?? 0) / total)})`),
      ),
    ),
  );
  return el("div", {}, bar, names);
}

const points = (values, width, height, most) =>
  values.map((value, index) => [
    values.length === 1 ? width / 2 : (index / (values.length - 1)) * width,
    height - (value / most) * height,
  ]);
const path = (all) => all.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** Draws one line over the runs, from 0 to `most`, with its last value. */
export function trendPanel(name, values, dates, most, show) {
  const [width, height] = [300, 88];
  const known = values.map((value, index) => [value, index]).filter(([value]) => value !== null && value !== undefined);
  const all = points(
    known.map(([value]) => value),
    width,
    height,
    most,
  );
  const [last, at] = known.at(-1);
  const said = `${name}: from ${show(known[0][0])} on ${dates[known[0][1]]} to ${show(last)} on ${dates[at]}`;
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, el("span", {}, name), el("span", {}, show(last))),
    svg(
      "svg",
      { class: "drawn", viewBox: `-4 -6 ${width + 8} ${height + 28}`, role: "img", "aria-label": said },
      [0, 0.5, 1].map((part) => svg("line", { class: "axis", x1: 0, x2: width, y1: height * part, y2: height * part })),
      svg("path", { class: "area", d: `${path(all)}L${all.at(-1)[0]} ${height}L${all[0][0]} ${height}Z` }),
      svg("path", { class: "curve", d: path(all) }),
      svg("circle", { class: "dot", cx: all.at(-1)[0], cy: all.at(-1)[1], r: 4.5 }),
      svg("text", { x: 0, y: height + 16 }, dates[known[0][1]]),
      svg("text", { x: width, y: height + 16, "text-anchor": "end" }, dates[at]),
    ),
  );
}

/** Draws a line without axes, for beside a figure. */
export function sparkline(values) {
  const all = points(values, 88, 20, 1);
  return svg(
    "svg",
    { class: "drawn spark", viewBox: "-3 -3 94 26", "aria-hidden": "true" },
    svg("path", { class: "curve", d: path(all) }),
    svg("circle", { class: "dot", cx: all.at(-1)[0], cy: all.at(-1)[1], r: 3 }),
  );
}

/** Makes the table of all runs. */
export const runsTable = (runs) =>
  plainTable(
    ["Date", "Data sets", "Median score", ...Object.keys(runs[0].shares), "Errors", "Warnings", "Left out"],
    runs.map((run) => [
      moment(run.date),
      count(run.repositories),
      run.median === null ? "–" : run.median.toFixed(1),
      ...Object.keys(runs[0].shares).map((name) => (name in run.shares ? percent(run.shares[name]) : "–")),
      count(run.findings.error ?? 0),
      count(run.findings.warning ?? 0),
      count(run.findings.info ?? 0),
    ]),
    "All audits kept in the history",
  );
