// @ts-check
// One line of the arithmetic: made once from its template, and filled with each step's numbers.

import { element, fill } from "./dom.js";
import { short } from "./writing.js";

/** @typedef {[kind: "signal" | "weight" | "extra" | "text", which: number, rows: number, columns: number, later?: number]} Slot */
/** @typedef {{ formula: string[], calculation: string[][], code: string, shapes: string, back: boolean, slots: Slot[],
 *   tags: Record<string, "own" | "later"> }} Template */
/** @typedef {{ slot: Slot, root: Element, cells: HTMLElement[][], tag: Element | null }} Filled */
/** @typedef {{ root: HTMLElement, title: HTMLElement, note: HTMLElement, steps: HTMLElement[], slots: Filled[], said: () => string }} Line */
/** @typedef {import("./sums.js").Numbers} Numbers */

const MOST_SHOWN = 6; // rows or columns; of more there are the first and the last (rnnviz/core/text/latex.py)
const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {{ templates: Template[], weights: { name: string }[] }} data @param {number} which @param {Record<string, string>} words @returns {Line} */
export function makeLine(data, which, words) {
  const { formula, calculation, code, shapes, back, slots, tags } = data.templates[which];
  const root = element("section", back ? "rv-sum-line rv-back" : "rv-sum-line");
  const [title, note] = [element("h4"), element("p", "rv-line-note")];
  const how = element("p", "rv-line-code");
  how.append(element("span", "", shapes), element("code", "", code));
  const rows = calculation.map((row) => mathRow("rv-calculation", ["<math><mo>=</mo></math>", ...row]));
  const answer = mathRow("rv-answer", [`<math><mo>=</mo></math>`, `<math><mrow data-slot="${slots.length - 1}"></mrow></math>`]);
  root.append(title, mathRow("rv-formula", formula), ...rows, answer, how, note);
  const steps = /** @type {HTMLElement[]} */ (/** @type {unknown} */ ([...root.querySelectorAll("[data-t]")]));
  /** @type {Filled[]} */
  const filled = [];
  for (const place of root.querySelectorAll("[data-slot]")) {
    const index = Number(place.getAttribute("data-slot"));
    const slot = slots[index];
    const tag = index in tags ? element("small", "rv-tag") : null;
    if (tag) {
      tag.dataset.way = tags[index];
      place.closest("math")?.after(tag);
    }
    filled[index] = { slot, root: place, cells: makeCells(place, slot, slot[0] === "weight" ? data.weights[slot[1]].name : "", words), tag };
  }
  const last = filled[slots.length - 1];
  const said = () => last.cells.map((row) => row.map((cell) => cell.textContent).join(" ")).join("; ");
  return { root, title, note, steps, slots: filled, said };
}

/** @param {string} className @param {string[]} pieces MathML made by the server */
function mathRow(className, pieces) {
  const row = element("div", className);
  row.innerHTML = pieces.join("");
  return row;
}

/** A matrix of cells, dots in the place of what is left out; a single number has no brackets.
 * @param {Element} place @param {Slot} slot @param {string} weight @param {Record<string, string>} words @returns {HTMLElement[][]} */
function makeCells(place, [kind, , rows, columns], weight, words) {
  if (kind === "text") return [];
  if (!rows) {
    const cell = math("mn");
    place.replaceChildren(cell);
    return [[cell]];
  }
  const table = math("mtable");
  const [down, across] = [shownPlaces(rows), shownPlaces(columns)];
  const cells = down.map((row) => {
    const line = math("mtr");
    const made = across.map((column) => {
      const cell = math(row === null || column === null ? "mo" : "mn");
      if (row === null || column === null) cell.textContent = row === null ? "⋮" : "⋯";
      const entry = math("mtd");
      entry.append(cell);
      line.append(entry);
      return cell;
    });
    table.append(line);
    return row === null ? [] : made.filter((_, index) => across[index] !== null);
  });
  if (weight) table.classList.add("rv-weight");
  table.setAttribute("aria-label", weight || words.matrix);
  place.replaceChildren(table);
  return cells.filter((row) => row.length);
}

/** The rows or columns that are written out, null for those left out. @param {number} count @returns {(number | null)[]} */
export function shownPlaces(count) {
  if (count <= MOST_SHOWN) return Array.from({ length: count }, (_, index) => index);
  return [...Array.from({ length: MOST_SHOWN - 2 }, (_, index) => index), null, count - 1];
}

/** Fill a line with a step's numbers; the place of the next extra number is returned.
 * @param {Line} line @param {[number, number, number]} place template, title and note
 * @param {Numbers} numbers @param {number} first @param {Record<string, string>} words */
export function writeLine(line, [, title, note], numbers, first, words) {
  const { t, texts } = numbers;
  setHtml(line.title, texts[title]);
  setHtml(line.note, texts[note]);
  for (const step of line.steps) setText(step, String(t + Number(step.dataset.t)));
  let next = first;
  for (const filled of line.slots) {
    const { slot, root, tag } = filled;
    if (tag) setText(tag, fill(words[tag.getAttribute("data-way") === "own" ? "fromAbove" : "fromLater"], () => String(t + 1)));
    if (slot[0] === "text") setHtml(root, texts[slot[1]]);
    else next = writeCells(filled, numbers, next);
  }
  return next;
}

/** @param {Filled} filled @param {Numbers} numbers @param {number} first */
function writeCells({ slot: [kind, which, rows, columns, later = 0], cells }, numbers, first) {
  const { t, extras, signals, weights, resets } = numbers;
  const [down, across] = [shownPlaces(rows || 1), shownPlaces(columns || 1)].map((places) => places.filter((place) => place !== null));
  const width = across.length;
  /** @type {ArrayLike<number>} */
  const flat = kind === "extra" ? extras.subarray(first, first + down.length * width) : kind === "signal" ? signals[which].rows[t - 1 + later] : [];
  const weight = kind === "weight" ? weights[which] : null;
  const base = kind === "signal" && signals[which].key ? `${signals[which].key}@${stepOf(t + later, signals[which].shift, resets)}` : "";
  cells.forEach((row, i) => row.forEach((cell, j) => {
    const value = weight ? weight.rows[i][j] : flat[i * width + j];
    const [from, to] = weight?.turned ? [across[j], down[i]] : [down[i], across[j]];
    const key = weight ? `${weight.name}[${from},${to}]` : base && (rows ? `${base}[${across[j]}]` : base);
    setText(cell, short(value));
    cell.dataset.value = String(value);
    if (key) cell.dataset.key = key;
    if (weight) Object.assign(cell.dataset, { weight: weight.name, row: from, column: to });
  }));
  return kind === "extra" ? first + down.length * width : first;
}

/** The step of a signal that a line reads: the one before is the initial state where the state is reset.
 * @param {number} t @param {number} shift @param {Set<number>} resets steps, from 0, that begin anew */
export function stepOf(t, shift, resets) {
  return shift && resets.has(t - 1) ? 0 : t + shift;
}

/** @param {Element} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element & { rnnvizHtml?: string }} element @param {string} html made by the server, with users' text escaped */
function setHtml(element, html) {
  if (element.rnnvizHtml === html) return;
  element.rnnvizHtml = html;
  element.innerHTML = html;
}

/** @param {string} tag @returns {HTMLElement} */
function math(tag) {
  return /** @type {HTMLElement} */ (/** @type {unknown} */ (document.createElementNS(MATHML, tag)));
}
