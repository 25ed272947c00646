// @ts-check
// A lane is one chart: its words, its plot under a mask, its legend and the numbers of the cursor's column.

import { numbers } from "./arrays.js";
import { step } from "./cursor.js";
import { element, fill } from "./dom.js";
import { exact, subscripted, withDigits } from "./writing.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {{ direction: string, title: string, how: string, notice: string, live: Record<string, (string | null)[]>,
 *   legend: { colours: string[], low: string, high: string }, labels: string[], gap: string, values: any }} Meta */
/** @typedef {ReturnType<typeof makeLane>} Lane */

/** @param {string} name */
export function makeLane(name) {
  const root = element("section", "rv-lane");
  const [title, how, notice] = [element("h3"), element("p", "rv-how"), element("p", "rv-notice")];
  const [words, picture, plot] = [element("div", "rv-words"), element("div", "rv-picture"), element("div", "rv-plot")];
  const [pane, mask, list] = [element("div", "rv-window"), element("div", "rv-mask"), element("dl", "rv-numbers")];
  const [legend, ramp, high, low] = [element("div", "rv-legend"), element("i"), element("span"), element("span")];
  root.dataset.figure = name;
  const said = element("span");
  notice.append(said);
  words.append(title, legend, how, notice);
  pane.append(mask);
  legend.append(low, ramp, high);
  picture.append(plot, pane);
  root.append(words, picture, list);
  picture.setAttribute("role", "img");
  for (const part of [plot, pane, legend]) part.setAttribute("aria-hidden", "true");
  title.id = `rv-title-${name}`;
  root.setAttribute("aria-labelledby", title.id);
  const lane = {
    root, title, how, notice, said, picture, plot: /** @type {any} */ (plot), pane, mask, legend, numbers: list,
    /** @type {HTMLElement[]} */ cells: [],
    /** @type {ArrayLike<number>[]} */ values: [],
    /** @type {any} */ figure: null,
    /** @type {Meta} */ meta: /** @type {any} */ (null),
    /** @type {string | null} */ drawn: null,
    json: "", next: "", labels: "", width: 0,
  };
  list.addEventListener("pointerover", (event) => {
    const row = lane.cells.indexOf(/** @type {HTMLElement} */ (event.target));
    if (row >= 0) lane.cells[row].title = lane.cells[row].dataset.exact ?? "";
  });
  return lane;
}

/** The figure that came last, in words and numbers. @param {Lane} lane */
export function readLane(lane) {
  if (lane.next === lane.json) return;
  lane.json = lane.next;
  lane.figure = JSON.parse(lane.json);
  const { layout } = lane.figure;
  const meta = (lane.meta = layout.meta);
  lane.values = table(meta.values);
  lane.root.dataset.direction = meta.direction;
  lane.title.textContent = meta.title;
  lane.how.textContent = meta.how;
  lane.notice.dataset.longest = fill(meta.notice, (name) => longest(meta.live[name])); // keeps room for it
  lane.picture.setAttribute("aria-label", `${meta.title}. ${meta.how}`); // what there is to see now follows at rest
  lane.plot.style.height = `${layout.height}px`;
  explain(lane.legend, meta.legend);
  lane.numbers.hidden = !meta.labels.length;
  lane.numbers.classList.toggle("rv-many", meta.labels.length > 6);
  if (meta.labels.join("\n") === lane.labels) return;
  lane.labels = meta.labels.join("\n");
  lane.cells = meta.labels.map(() => element("dd"));
  lane.numbers.replaceChildren(...meta.labels.map((/** @type {string} */ name, /** @type {number} */ row) => {
    const pair = element("div");
    pair.append(subscripted(element("dt"), name), lane.cells[row]);
    return pair;
  }));
}

/** A forward chart hides what lies right of the cursor, a backward one what lies left of it.
 * @param {Stage} stage @param {Lane} lane */
export function reveal(stage, lane) {
  const t = step(stage);
  const coming = stage.at > stage.steps;
  const columns = stage.steps + 1;
  const { direction, live, notice, gap } = lane.meta;
  /** @type {Record<string, number>} */
  const hiding = {
    forward: coming ? 1 : (t + 1) / columns,
    backward: coming ? (t > 1 ? t : 0) / columns - 1 : 0,
    end: stage.at === 2 * stage.steps ? 1 : 0,
  };
  const hidden = hiding[direction] ?? 1;
  lane.mask.style.transform = `translateX(${100 * hidden}%)`;
  const known = direction === "backward" ? coming : direction !== "end" || hidden === 1;
  const there = known && Object.values(live).every((texts) => texts[t] !== null);
  lane.said.textContent = there ? fill(notice, (name) => live[name]?.[t] ?? "") : stage.words.pending;
  lane.numbers.inert = !known;
  lane.cells.forEach((cell, row) => {
    cell.textContent = known ? withDigits(lane.values[row][t], t ? gap : "—") : "·";
    cell.dataset.exact = known ? exact(lane.values[row][t]) : "";
  });
}

/** Beside the title, not in the chart: a colour bar of Plotly's is as slow as the rest of its figure.
 * @param {HTMLElement} legend @param {Meta["legend"]} meta */
function explain(legend, { colours, low, high }) {
  const [bottom, ramp, top] = /** @type {HTMLElement[]} */ ([...legend.children]);
  legend.hidden = !colours.length;
  ramp.style.background = `linear-gradient(to right, ${colours})`;
  top.textContent = high;
  bottom.textContent = low;
}

/** @param {(string | null)[]} [texts] @returns {string} */
function longest(texts = []) {
  return texts.reduce((/** @type {string} */ most, text) => ((text ?? "").length > most.length ? String(text) : most), "");
}

/** Plotly's base64 form of a (rows, columns) array of float64, or plain rows. @param {any} values */
function table(values) {
  if (!values.bdata) return values;
  const [count, columns] = values.shape.split(",").map(Number);
  const flat = numbers({ f8: values.bdata, shape: [count, columns] });
  return Array.from({ length: count }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
}
