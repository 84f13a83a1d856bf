/* What to do: where to begin, defects that one fix mends everywhere, cards that repeat each other, wrong predictions. */

import { brief, count, counted, el, percent, prose, section, sign } from "./dom.js";
import { rowsByKey, rules, ruleNumbers } from "./data.js";

const AT_FIRST = 8;
const MOST_NAMES = 200;

function keyButton(key, choose) {
  return rowsByKey.has(key)
    ? el("button", { type: "button", class: "link", onclick: () => choose({ open: key }) }, el("bdi", {}, key))
    : el("bdi", {}, key);
}

function growing(list, items, make, what) {
  list.append(...items.slice(0, AT_FIRST).map(make));
  if (items.length <= AT_FIRST) return list;
  const more = el(
    "button",
    { type: "button", class: "pill more" },
    `Show ${counted(items.length - AT_FIRST, `more ${what}`)}`,
  );
  more.addEventListener("click", () => {
    list.append(...items.slice(AT_FIRST).map(make));
    list.children[AT_FIRST].querySelector("button, summary")?.focus();
    more.remove();
  });
  return [list, more];
}

function names({ keys, number }, choose) {
  const box = el("details", {}, el("summary", {}, `Their names`));
  box.addEventListener("toggle", () => {
    if (box.children.length > 1) return;
    const left = number - Math.min(keys.length, MOST_NAMES);
    box.append(
      el(
        "ul",
        { class: "names" },
        keys.slice(0, MOST_NAMES).map((key) => el("li", {}, keyButton(key, choose))),
        left > 0 ? el("li", { class: "muted" }, `and ${count(left)} more`) : null,
      ),
    );
  });
  return box;
}

/** Makes the list of data sets to begin with. */
export function first(tasks, choose) {
  if (!tasks.length) return null;
  const isOnHub = tasks.some((task) => task.downloads !== null);
  const item = (task) =>
    el(
      "li",
      {},
      el("div", {}, keyButton(task.key, choose)),
      el(
        "div",
        { class: "action" },
        prose(task.action),
        task.points ? el("span", { class: "muted" }, ` (+${task.points.toFixed(1)})`) : null,
      ),
      el("div", { class: "number gain" }, task.missing.toFixed(0), el("small", {}, "points missing")),
      isOnHub ? el("div", { class: "number" }, brief(task.downloads), el("small", {}, "downloads")) : null,
    );
  const sentence = isOnHub
    ? "Downloads times the points that are missing: here an hour of work reaches most people."
    : "Where most points are missing.";
  return section(
    "first",
    "What to do first",
    sentence,
    growing(el("ol", { class: isOnHub ? "tasks" : "tasks short" }), tasks, item, "data set"),
  );
}

/** Makes the list of defects that stand in several data sets. */
export function defects(all, choose) {
  if (!all.length) return null;
  const item = (defect) =>
    el(
      "li",
      {},
      el(
        "div",
        { class: "many" },
        count(defect.number),
        el("small", {}, defect.number === 1 ? "data set" : "data sets"),
      ),
      el(
        "div",
        {},
        el("div", {}, sign(defect.severity, defect.severity), " ", prose(defect.message)),
        defect.fix ? el("p", { class: "fix" }, "→ ", prose(defect.fix)) : null,
        el(
          "div",
          { class: "rule" },
          el(
            "button",
            { type: "button", class: "link", onclick: () => choose({ rule: defect.rule }) },
            rules[ruleNumbers.get(defect.rule)]?.id ?? defect.rule,
          ),
          names(defect, choose),
        ),
      ),
    );
  const widest = all.find((defect) => defect.fix);
  const title = widest ? `One fix, ${counted(widest.number, "repository", "repositories")}` : "The same defect in many";
  return section(
    "defects",
    title,
    "The same defect, word for word, in several data sets: a script, a template or an exporter wrote it.",
    growing(el("ul", { class: "defects" }), all, item, "defect"),
  );
}

/** Makes the list of cards whose texts are nearly the same. */
export function duplicates(groups, choose) {
  if (!groups.length) return null;
  const title = ([key, other]) =>
    el("li", {}, keyButton(key, choose), " bears the title of ", keyButton(other, choose));
  const item = (group) =>
    el(
      "li",
      {},
      el("div", { class: "many" }, count(group.number), el("small", {}, "cards")),
      el(
        "div",
        {},
        el(
          "div",
          {},
          keyButton(group.keys[0], choose),
          group.keys.length > 1 ? [" and ", keyButton(group.keys[1], choose)] : null,
          group.keys.length > 2 ? ` and ${count(group.number - 2)} more` : null,
        ),
        el(
          "div",
          { class: "rule" },
          `at least ${percent(group.similarity)} alike`,
          group.keys.length > 2 ? names(group, choose) : null,
        ),
        group.copied.length ? el("ul", { class: "small" }, group.copied.map(title)) : null,
      ),
    );
  return section(
    "duplicates",
    "Cards that repeat each other",
    "Nearly the same text for different data: copies, mirrors, or a template that nobody filled in.",
    growing(el("ul", { class: "defects" }), groups, item, "group"),
  );
}

/** Makes the list of data sets of which the viewer says something else than we foretold. */
export function disagreements(all, choose) {
  if (!all.length) return null;
  const item = ([key, sentence]) =>
    el("li", {}, el("div", {}, keyButton(key, choose)), el("div", { class: "action" }, prose(sentence)));
  return section(
    "viewer",
    "Where the viewer sees it otherwise",
    "What we foretell of loading, against what the dataset viewer says.",
    growing(el("ol", { class: "tasks short" }), all, item, "data set"),
  );
}
