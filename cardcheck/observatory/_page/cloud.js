/*
 * Downloads against score: one point a data set. Rows in; a figure out, quick with thousands of them.
 * The pointer and the arrow keys go from point to point; a table beneath says the same in tens of points.
 */

import { brief, count, counted, el, plainTable, say } from "./dom.js";
import { colourOf, drawn, tip } from "./canvas.js";

const MARGIN = { left: 44, right: 10, top: 10, bottom: 34 };
const REACH = 14;

const middle = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor((sorted.length - 1) / 2)] : null;
};

function places(rows, width, height) {
  const most = Math.max(10, ...rows.map((row) => row.downloads));
  const top = Math.ceil(Math.log10(most + 1));
  const across = width - MARGIN.left - MARGIN.right;
  const up = height - MARGIN.top - MARGIN.bottom;
  const x = (score) => MARGIN.left + (score / 100) * across;
  const y = (downloads) => MARGIN.top + up - (Math.log10(downloads + 1) / top) * up;
  return { x, y, top, points: rows.map((row) => [x(row.score), y(row.downloads)]) };
}

function drawAxes(pen, { x, y, top }, width, height, ink, line) {
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillStyle = ink;
  pen.strokeStyle = line;
  pen.lineWidth = 1;
  pen.textAlign = "end";
  for (let power = 0; power <= top; power += 1) {
    const at = Math.round(y(10 ** power - 1)) + 0.5;
    pen.beginPath();
    pen.moveTo(MARGIN.left, at);
    pen.lineTo(width - MARGIN.right, at);
    pen.stroke();
    pen.fillText(power ? brief(10 ** power) : "0", MARGIN.left - 8, at + 4);
  }
  pen.textAlign = "center";
  for (let score = 0; score <= 100; score += 20) pen.fillText(score, x(score), height - MARGIN.bottom + 16);
  pen.textAlign = "end";
  pen.fillText("points →", width - MARGIN.right, height - 2);
}

function drawPoints(pen, points, colour) {
  pen.fillStyle = colour;
  pen.globalAlpha = points.length > 1500 ? 0.3 : points.length > 300 ? 0.45 : 0.7;
  const radius = points.length > 1500 ? 2.4 : 3.6;
  for (const [x, y] of points) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function nearest(points, x, y) {
  let found = -1;
  let least = REACH ** 2;
  points.forEach(([px, py], index) => {
    const far = (px - x) ** 2 + (py - y) ** 2;
    if (far < least) [least, found] = [far, index];
  });
  return found;
}

const told = (row) => [`${row.score.toFixed(1)} points, ${row.level}`, counted(row.downloads, "download")];

function drawRing(pen, [x, y]) {
  pen.strokeStyle = colourOf(document.body);
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(x, y, 6, 0, 7);
  pen.stroke();
}

function canvasFor(number) {
  const keys = "Arrow keys go from the most to the least downloaded, Enter opens one.";
  return el("canvas", {
    tabindex: "0",
    role: "application",
    "aria-roledescription": "scatter plot",
    "aria-label": `Downloads against score of ${counted(number, "data set")}. ${keys}`,
  });
}

/** Draws the points on a canvas; returns where they are, and a function that shows one of them, or none by -1. */
function pointsOn(canvas, axes, rows) {
  const scene = { points: [], chosen: -1 };
  const paint = drawn(canvas, (pen, width, height) => {
    Object.assign(scene, places(rows, width, height));
    drawAxes(pen, scene, width, height, colourOf(axes), getComputedStyle(axes).borderTopColor);
    drawPoints(pen, scene.points, colourOf(canvas));
    if (scene.chosen >= 0) drawRing(pen, scene.points[scene.chosen]);
  });
  const show = (index) => {
    scene.chosen = index;
    paint();
    canvas.style.cursor = index < 0 ? "crosshair" : "pointer";
    if (index < 0) return tip();
    const box = canvas.getBoundingClientRect();
    const [x, y] = scene.points[index];
    return tip(box.left + x, box.top + y, rows[index].key, ...told(rows[index]));
  };
  return [scene, show];
}

function answerKeys(canvas, scene, rows, show, open) {
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && scene.chosen >= 0) {
      // Else the same stroke would press the button that the opened row puts under it.
      event.preventDefault();
      open(rows[scene.chosen]);
    }
    if (event.key === "Escape") show(-1);
    if (!step || !rows.length) return;
    event.preventDefault();
    show((Math.max(scene.chosen, step > 0 ? -1 : 0) + step + rows.length) % rows.length);
    say(`${rows[scene.chosen].key}: ${told(rows[scene.chosen]).join(", ")}`);
  });
}

/** Draws all data sets of which both are known; choosing a point calls `open` with its row. */
export function cloud(all, open) {
  const known = all.filter((row) => row.score !== null && row.downloads !== null);
  const rows = known.sort((a, b) => b.downloads - a.downloads);
  const axes = el("span", { class: "axes", "aria-hidden": "true" });
  const canvas = canvasFor(rows.length);
  const [scene, show] = pointsOn(canvas, axes, rows);
  canvas.addEventListener("pointermove", (event) => {
    const index = nearest(scene.points, event.offsetX, event.offsetY);
    if (index !== scene.chosen) show(index);
  });
  for (const name of ["pointerleave", "blur"]) canvas.addEventListener(name, () => show(-1));
  canvas.addEventListener("click", () => scene.chosen >= 0 && open(rows[scene.chosen]));
  answerKeys(canvas, scene, rows, show, open);
  return el(
    "figure",
    { class: "chart" },
    el("h3", {}, "Downloads against score"),
    el("figcaption", {}, "Far up and left: many use it, and the card says little. Downloads are those of 30 days."),
    el("div", { class: "cloud" }, axes, canvas),
    el("details", {}, el("summary", {}, "As a table"), tensTable(rows)),
  );
}

function tensTable(rows) {
  const tens = Array.from({ length: 10 }, (_, index) =>
    rows.filter((row) => Math.min(9, Math.floor(row.score / 10)) === index),
  );
  return plainTable(
    ["Points", "Data sets", "Median downloads", "Most downloads"],
    tens.map((some, index) => [
      `${index * 10} to ${index === 9 ? 100 : index * 10 + 9}`,
      count(some.length),
      count(middle(some.map((row) => row.downloads))),
      count(some.length ? some[0].downloads : null),
    ]),
    "Downloads by score",
  );
}
