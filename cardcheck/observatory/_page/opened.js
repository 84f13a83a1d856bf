/* One data set, opened: a row in; its findings, points, next steps and the diff of its safe fixes out. */

import { away, clean, count, counted, el, meter, prose, sign } from "./dom.js";
import { detailsOf } from "./data.js";

const QUESTIONS = {
  loads: "Load",
  findable: "Find",
  understandable: "Understand",
  responsible: "Trust",
  reusable: "Reuse",
};
const SEVERITIES = { error: "Stops people", warning: "Misleads people", info: "Left out" };
const ORDER = ["error", "warning", "info"];
const RUNS = { "+": "ins", "-": "del" };

function fixOf(finding) {
  if (!finding.fix) return null;
  return el(
    "p",
    { class: finding.isSafe ? "fix" : "fix unsafe" },
    "→ ",
    prose(finding.fix),
    finding.isSafe ? "" : " (look at it first)",
  );
}

function findingItem(finding) {
  const docs = /^https:\/\//.test(finding.docs) ? away(finding.docs, finding.rule) : finding.rule;
  return el(
    "li",
    {},
    sign(finding.severity, SEVERITIES[finding.severity]),
    el("span", { class: "line" }, finding.line ? `line ${finding.line}` : ""),
    el(
      "div",
      {},
      el("p", {}, prose(finding.message)),
      el("p", { class: "why" }, prose(finding.why)),
      fixOf(finding),
      el("p", { class: "rule" }, docs, finding.confidence === "high" ? "" : `, ${finding.confidence} confidence`),
    ),
  );
}

function findingList(detail, row) {
  if (!row.worst) return el("div");
  if (!detail.findings.length)
    return el("div", {}, sign("clean"), " Nothing is wrong that the rules of this audit can see.");
  const sorted = [...detail.findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return el(
    "div",
    {},
    el("h3", {}, counted(detail.findings.length + (detail.more ?? 0), "finding")),
    el(
      "ul",
      { class: "findings" },
      sorted.map(findingItem),
      detail.more
        ? el("li", { class: "muted" }, el("span"), el("span"), `and ${count(detail.more)} more, in the JSON report`)
        : null,
    ),
  );
}

function partsList(parts) {
  return el(
    "div",
    {},
    el("h3", {}, "Points"),
    el(
      "dl",
      { class: "parts" },
      Object.entries(parts).map(([name, [points, of]]) => [
        el("dt", {}, QUESTIONS[name] ?? name),
        el(
          "dd",
          {},
          of ? meter(points / of) : el("span"),
          el("span", { class: "number muted" }, of ? `${points.toFixed(0)} of ${of.toFixed(0)}` : "not asked"),
        ),
      ]),
    ),
  );
}

const nextList = (steps) =>
  el(
    "div",
    {},
    el("h3", {}, "Next steps"),
    el(
      "ol",
      { class: "next" },
      steps.map(([action, points]) => el("li", {}, prose(action), " ", el("b", {}, `+${points.toFixed(1)}`))),
    ),
  );

function toldList(row, detail) {
  const told = [
    ["Title", row.title],
    ["Gated", detail.gated],
    ["Likes", row.likes && count(row.likes)],
    ["Downloads", row.downloads !== null && count(row.downloads)],
    ["Updated", row.updated],
    [detail.page ? "Commit" : "Hash", detail.state?.slice(0, 12)],
  ].filter(([, value]) => value);
  return told.length
    ? el(
        "dl",
        { class: "told" },
        told.map(([name, value]) => [el("dt", {}, name), el("dd", {}, el("bdi", {}, value))]),
      )
    : null;
}

function diffLine(line, index) {
  const isHead = index < 2 && /^(---|\+\+\+) /.test(line);
  const kind = isHead ? "file" : line.startsWith("@@") ? "place" : "";
  const tag = isHead ? "span" : (RUNS[line[0]] ?? "span");
  const text = line.split("\t").map(clean).join("\t");
  const node = el(tag, { class: `line ${kind}` });
  node.textContent = text || " ";
  return node;
}

function diffBox(detail) {
  const lines = detail.diff.replace(/\n$/, "").split("\n");
  return el(
    "div",
    { class: "diff" },
    el("h3", {}, "What the safe fixes change"),
    el(
      "pre",
      { tabindex: "0", role: "group", "aria-label": "Diff of the safe fixes" },
      el("code", {}, lines.map(diffLine)),
    ),
    detail.cut
      ? el(
          "p",
          { class: "small muted" },
          "The rest is longer than a page should hold; `cardcheck fix --diff` shows all of it.",
        )
      : null,
  );
}

/** Returns what to type, unless a name could make a shell do something else. */
function commandOf(row, detail) {
  if (!detail.diff || !detail.page || !/^[\w.-]+\/[\w.-]+$/.test(row.key)) return null;
  const command = `cardcheck propose hf://datasets/${row.key}`;
  return el("div", {}, el("h3", {}, "Mend it"), el("code", { class: "command" }, command));
}

/** Makes what stands under the row of a data set. */
export function opened(row) {
  const detail = detailsOf(row);
  return el(
    "div",
    { class: "inside" },
    detail.reason ? el("p", { class: "reason" }, sign("warning"), prose(detail.reason)) : null,
    detail.opening ? el("p", { class: "lead", dir: "auto" }, detail.opening) : null,
    el("div", { class: "mistakes" }, findingList(detail, row), detail.diff ? diffBox(detail) : null),
    el(
      "div",
      { class: "aside" },
      detail.parts ? partsList(detail.parts) : null,
      detail.next ? nextList(detail.next) : null,
      commandOf(row, detail),
      toldList(row, detail),
      el("ul", { class: "links" }, detail.page ? el("li", {}, away(detail.page, "On the Hub ", sign("away"))) : null),
    ),
  );
}
