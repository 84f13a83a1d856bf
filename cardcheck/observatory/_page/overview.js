/* The head of the page: what was audited, what could not be judged, and the five shares. Data in; nodes out. */

import { count, counted, day, el, meter, moment, prose, section, sign } from "./dom.js";
import { histogram, levelBar, runsTable, sparkline, trendPanel } from "./charts.js";
import { cloud } from "./cloud.js";

const WORDS = { loads: "Loads", found: "Found", understood: "Understood", trusted: "Trusted", reusable: "Reusable" };
export const OUTCOMES = {
  checked: "checked",
  "no-card": "no card",
  "lfs-card": "card kept in LFS",
  gated: "gated",
  private: "private",
  disabled: "disabled",
  missing: "not found",
  unreadable: "unreadable",
  unreachable: "not reached",
  crashed: "check crashed",
};

const share = (one) => (one.of ? one.yes / one.of : 0);

function changeSince(one, history) {
  const before = history.at(-1)?.shares[one.name];
  if (before === undefined || !one.of) return null;
  const points = Math.round(share(one) * 100) - Math.round(before * 100);
  const since = el("span", { class: "unseen" }, ` since ${day(history.at(-1).date)}`);
  if (!points) return el("span", { class: "change" }, "unchanged", since);
  const [mark, word] = points > 0 ? ["▲", "up"] : ["▼", "down"];
  return el(
    "span",
    { class: "change", title: `since ${day(history.at(-1).date)}` },
    el("span", { "aria-hidden": "true" }, mark),
    el("span", { class: "unseen" }, word),
    ` ${Math.abs(points)}`,
    since,
  );
}

function shareBox(one, history) {
  const past = history.map((run) => run.shares[one.name]).filter((value) => value !== undefined);
  return el(
    "div",
    { class: "share" },
    el("dt", {}, WORDS[one.name] ?? one.name),
    el(
      "dd",
      { class: "figure" },
      el("span", {}, one.of ? [String(Math.round(share(one) * 100)), el("small", {}, "%")] : "–"),
      past.length && one.of ? sparkline([...past, share(one)]) : null,
    ),
    el("dd", { class: "line" }, meter(share(one))),
    el(
      "dd",
      { class: "of" },
      one.of ? `${count(one.yes)} of ${count(one.of)}` : "not known",
      changeSince(one, history),
    ),
    el("dd", { class: "asks" }, prose(one.asks)),
  );
}

/** Makes the head. */
export function overview(head, choose) {
  const { summary, history } = head;
  const others = Object.entries(summary.outcomes).filter(([outcome, number]) => outcome !== "checked" && number);
  const names = head.targets.map((target) => target.replace(/^hf:\/\/datasets\//, ""));
  const title = names.length > 2 ? `${names[0]} and ${count(names.length - 1)} more` : names.join(" and ");
  return el(
    "section",
    { class: "head", id: "overview", "aria-labelledby": "overview-title" },
    el("p", { class: "what" }, "Observatory of dataset cards"),
    el("h1", { id: "overview-title" }, el("bdi", {}, title)),
    el(
      "p",
      { class: "facts" },
      el(
        "span",
        {},
        el("strong", {}, count(summary.repositories)),
        summary.repositories === 1 ? " data set" : " data sets",
      ),
      summary.median === null ? null : el("span", {}, "median score ", el("strong", {}, summary.median.toFixed(1))),
      el(
        "span",
        {},
        el("strong", {}, count(summary.findings.error ?? 0)),
        " errors, ",
        el("strong", {}, count(summary.findings.warning ?? 0)),
        " warnings",
      ),
      el("span", {}, moment(head.date)),
      el("span", {}, `cardcheck ${head.version}, Hub of ${head.spec}`),
    ),
    others.length
      ? el(
          "div",
          { class: "outcomes", role: "group", "aria-label": "What could not be checked" },
          el("span", { class: "muted" }, `${count(summary.outcomes.checked ?? 0)} checked; not checked:`),
          others.map(([outcome, number]) =>
            el(
              "button",
              { type: "button", class: "pill", onclick: () => choose({ outcome }) },
              sign(head.faults.includes(outcome) ? "warning" : "info"),
              `${count(number)} ${OUTCOMES[outcome] ?? outcome}`,
            ),
          ),
        )
      : null,
    el(
      "dl",
      { class: "shares" },
      summary.shares.map((one) => shareBox(one, history)),
    ),
    el(
      "details",
      { class: "behind" },
      el("summary", {}, "How these five are counted"),
      el(
        "p",
        { class: "small muted" },
        "Each line, run over the Parquet report of this audit, recounts its share. Arrows tell the change in points since the audit before.",
      ),
      el(
        "dl",
        {},
        summary.shares.map((one) => [el("dt", {}, WORDS[one.name] ?? one.name), el("dd", {}, el("code", {}, one.sql))]),
      ),
    ),
  );
}

/** Makes the part about scores: how they spread, their levels, and who is downloaded. */
export function scores(head, rows, choose) {
  const { summary } = head;
  if (summary.median === null) return null;
  const drawing = rows.some((row) => row.downloads !== null && row.score !== null)
    ? cloud(rows, (row) => choose({ open: row.key }))
    : null;
  const spread = histogram(summary.scores, summary.median, (from, to) => choose({ score: `${from}-${to}` }));
  const levels = levelBar(summary.levels, (level) => choose({ level }));
  const parts = drawing ? [el("div", {}, spread, levels), drawing] : [spread, levels];
  return section(
    "scores",
    "Scores",
    "What a card tells, in points of 100, whatever the data are worth.",
    el("div", { class: "two" }, parts),
  );
}

/** Makes the part about earlier audits; nothing where there are none. */
export function trend(head) {
  const { summary, history } = head;
  if (!history.length) return null;
  const now = {
    date: head.date,
    repositories: summary.repositories,
    median: summary.median,
    findings: summary.findings,
    shares: Object.fromEntries(summary.shares.filter((one) => one.of).map((one) => [one.name, share(one)])),
  };
  const runs = [...history, now];
  const dates = runs.map((run) => day(run.date));
  const panel = (name, values, most, show) =>
    values.some((value) => value !== null && value !== undefined) ? trendPanel(name, values, dates, most, show) : null;
  return section(
    "trend",
    "Over time",
    `${counted(history.length, "earlier audit")} of the same targets.`,
    el(
      "div",
      { class: "panels" },
      panel(
        "Median score",
        runs.map((run) => run.median),
        100,
        (value) => value.toFixed(1),
      ),
      Object.keys(WORDS).map((name) =>
        panel(
          WORDS[name],
          runs.map((run) => run.shares[name]),
          1,
          (value) => `${Math.round(value * 100)} %`,
        ),
      ),
    ),
    el("details", {}, el("summary", {}, "As a table"), runsTable(runs)),
  );
}
