/* The page: the audit's data in, all parts in their order out, and what the reader chooses carried to the table. */

import { clean, day, el, moment } from "./dom.js";
import { head, rows } from "./data.js";
import { heatMap } from "./heat.js";
import { defects, disagreements, duplicates, first } from "./lists.js";
import { overview, scores, trend } from "./overview.js";
import { FILTERS, change, start, state } from "./state.js";
import { table } from "./table.js";
import { startTheme } from "./theme.js";

const NAMES = {
  overview: "Overview",
  scores: "Scores",
  first: "First",
  rules: "Rules",
  defects: "Same defect",
  duplicates: "Copies",
  viewer: "Viewer",
  trend: "Trend",
  sets: "Data sets",
};

function goTo(id) {
  const title = document.getElementById(`${id}-title`);
  title.scrollIntoView({ block: "start" });
  title.focus({ preventScroll: true });
}

function showRow(key) {
  const row = rows.find((one) => one.key === key);
  const button = row && document.getElementById(`set-${row.index}`);
  if (!button) return goTo("sets");
  button.scrollIntoView({ block: "start" });
  return button.focus({ preventScroll: true });
}

/** Shows in the table what a chart or a list stands for, and nothing that was chosen before. */
function choose(wanted) {
  const none = Object.fromEntries(FILTERS.map((name) => [name, ""]));
  change({ ...none, page: "1", open: "", ...wanted }, true);
  if (wanted.open) showRow(wanted.open);
  else goTo("sets");
}

function contents(main) {
  const sections = [...main.querySelectorAll("section[id]")];
  return sections.map(({ id }) =>
    el(
      "a",
      {
        href: `#${id}`,
        onclick: (event) => {
          event.preventDefault();
          goTo(id);
        },
      },
      NAMES[id],
    ),
  );
}

const { summary } = head;
const main = document.getElementById("main");
const parts = [
  overview(head, choose),
  scores(head, rows, choose),
  first(summary.first, choose),
  heatMap(rows, summary.rules, choose),
  defects(summary.defects, choose),
  duplicates(summary.duplicates, choose),
  disagreements(summary.disagreements, choose),
  trend(head),
  table(),
];
main.append(...parts.filter(Boolean));
document.title = clean(`${head.targets.join(", ")} – dataset cards, ${day(head.date)}`);
document.getElementById("contents").append(...contents(main));
document
  .getElementById("foot")
  .append(
    el(
      "p",
      {},
      `Made by cardcheck ${head.version} from the audit of ${moment(head.date)}. This file holds all of it and asks no server for anything.`,
    ),
  );
startTheme();
start();
if (state.open) showRow(state.open);
