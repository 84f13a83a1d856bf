/* Which rows are wanted, and in which order: rows and a state in; rows out. Nothing is drawn here. */

const LEVELS = ["stub", "basic", "useful", "thorough", "exemplary"];
const collator = new Intl.Collator("en", { numeric: true });
const RANKS = { error: 0, warning: 1, info: 2, clean: 3, "": 4 };

const byText = (field) => (a, b) => collator.compare(a[field], b[field]);
const byNumber = (field) => (a, b) => (a[field] ?? -1) - (b[field] ?? -1);
const ORDERS = {
  name: byText("key"),
  score: byNumber("score"),
  findings: (a, b) => b.error - a.error || b.warning - a.warning || b.info - a.info,
  downloads: byNumber("downloads"),
  likes: byNumber("likes"),
  updated: (a, b) => (a.updated ?? "").localeCompare(b.updated ?? ""),
  state: (a, b) => collator.compare(a.outcome, b.outcome) || collator.compare(a.load ?? "", b.load ?? ""),
};

/** Whether a name is that of an order, such as `score` or `-score`. */
export const isOrder = (name) => Object.hasOwn(ORDERS, name.replace(/^-/, ""));

/** Returns the rows that pass all filters. */
export function matching(rows, wanted, ruleNumbers) {
  const asked = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
  const rule = wanted.rule ? (ruleNumbers.get(wanted.rule) ?? -1) : null;
  const [least, most] = wanted.score ? wanted.score.split("-").map(Number) : [null, null];
  return rows.filter(
    (row) =>
      asked.every((word) => row.words.includes(word)) &&
      (!wanted.level || row.level === wanted.level) &&
      (!wanted.severity || row.worst === wanted.severity) &&
      (rule === null || row.rules.includes(rule)) &&
      (!wanted.outcome || row.outcome === wanted.outcome) &&
      (!wanted.owner || row.owner === wanted.owner) &&
      (least === null || (row.score !== null && Math.floor(row.score) >= least && Math.floor(row.score) <= most)),
  );
}

/** Returns the rows in an order; equal ones by name, those without the value last. */
export function inOrder(rows, order) {
  const field = order.replace(/^-/, "");
  const sign = order.startsWith("-") ? -1 : 1;
  const isMissing = (row) => field in row && (row[field] === null || row[field] === "");
  return [...rows].sort(
    (a, b) =>
      isMissing(a) - isMissing(b) ||
      sign * ORDERS[field](a, b) ||
      RANKS[a.worst] - RANKS[b.worst] ||
      collator.compare(a.key, b.key),
  );
}

/** Returns the levels from the least to the best. */
export const levels = () => LEVELS;

/** Returns how often each value of a field stands in rows, most often first. */
export function tally(rows, field) {
  const counts = new Map();
  for (const row of rows) if (row[field]) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
}
