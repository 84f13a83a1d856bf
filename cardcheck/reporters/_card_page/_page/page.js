/* Comfort only, for the page says everything without it: colours to choose, what a mark means, paper that shows all. */

import { startTheme } from "./theme.js";

const tip = document.getElementById("tip");

function toldBy(mark) {
  return mark.dataset.told.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
}

function marksOf(entry) {
  return document.querySelectorAll(`[data-told~="${CSS.escape(entry.id)}"]`);
}

function point(nodes, isPointed) {
  for (const node of nodes) node.classList.toggle("is-pointed", isPointed);
}

/** Shows beside a mark what its entries say; the texts are moved as texts. */
function showTip(mark) {
  const entries = toldBy(mark);
  const said = entries.map((entry) => {
    const line = document.createElement("p");
    line.className = entry.className.replace("entry", "said");
    line.append(entry.querySelector(".number-of").textContent, " ", entry.querySelector(".says").firstChild.cloneNode(true));
    return line;
  });
  tip.replaceChildren(...said);
  tip.hidden = false;
  const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const below = at.bottom + 6;
  tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.width - 8))}px`;
  tip.style.top = `${below + box.height < innerHeight ? below : Math.max(8, at.top - box.height - 6)}px`;
  point(entries, true);
}

function hideTip(mark) {
  tip.hidden = true;
  point(toldBy(mark), false);
}

function follow(event, whatOfMark, whatOfEntry) {
  const node = event.target instanceof Element ? event.target : null;
  const mark = node?.closest("[data-told]");
  if (mark) return whatOfMark(mark);
  const entry = node?.closest(".entry");
  if (entry) whatOfEntry(entry);
}

for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, (event) => follow(event, showTip, (entry) => point(marksOf(entry), true)));
}
for (const name of ["mouseout", "focusout"]) {
  document.addEventListener(name, (event) => follow(event, hideTip, (entry) => point(marksOf(entry), false)));
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
});
document.addEventListener("scroll", () => (tip.hidden = true), { capture: true, passive: true });

/** Opens what a link leads into. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

const closed = new Set();
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details:not([open])")) {
    closed.add(box);
    box.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const box of closed) box.open = false;
  closed.clear();
});
startTheme();
openTarget();
