/*
 * The audit as the page carries it: blocks of JSON in; the head, rows and opened data sets out.
 * Rows are read at once, for the table and the charts; what stands behind a row is read when somebody opens it.
 */

const blocks = (name) => [...document.querySelectorAll(`script[data-block="${name}"]`)];
const read = (block) => JSON.parse(block.textContent);

export const head = read(blocks("head")[0]);
const words = read(blocks("words")[0]);
const details = blocks("details");
let opened = { block: -1, all: [] };

/** All rules that found something, by the number that rows know them by. */
export const rules = words.rules.map((id) => ({ id, title: id, severity: "info", ...words.titles[id] }));
export const ruleNumbers = new Map(rules.map((rule, number) => [rule.id, number]));

function rowOf(values, index) {
  const row = { index };
  head.columns.forEach((name, at) => {
    row[name] = values[at];
  });
  const slash = row.key.lastIndexOf("/");
  row.owner = slash < 0 ? "" : row.key.slice(0, slash);
  row.name = row.key.slice(slash + 1);
  row.words = `${row.key} ${row.title ?? ""}`.toLowerCase();
  row.worst = row.error
    ? "error"
    : row.warning
      ? "warning"
      : row.info
        ? "info"
        : row.outcome === "checked"
          ? "clean"
          : "";
  return row;
}

export const rows = blocks("rows").flatMap(read).map(rowOf);
export const rowsByKey = new Map(rows.map((row) => [row.key, row]));
export const isOnHub = rows.some((row) => row.downloads !== null);

function finding([kind, message, line, fix, isSafe]) {
  const [rule, severity, confidence, why, docs] = words.kinds[kind];
  const text = typeof message === "number" ? words.messages[message] : message;
  return { rule, severity, confidence, why, docs, message: text, line, fix, isSafe: Boolean(isSafe) };
}

/** Returns all that the page knows of one data set. */
export function detailsOf(row) {
  const block = Math.floor(row.index / head.block);
  if (opened.block !== block) opened = { block, all: read(details[block]) };
  const detail = opened.all[row.index % head.block];
  return { ...detail, findings: (detail.findings ?? []).map(finding) };
}
