// @ts-check
// The arithmetic of the step beside the pictures: every line's formula, the same with this step's numbers, and what it
// comes to. A step writes numbers into lines that are there already.

import { numbers, rows } from "./arrays.js";
import { element, fill } from "./dom.js";
import { makeLine, writeLine } from "./sum_lines.js";
import { editable } from "./typing.js";
import { exact } from "./writing.js";

/** @typedef {import("./arrays.js").Packed} Packed */
/** @typedef {import("./sum_lines.js").Line} Line */
/** @typedef {{ key: string, shift: number, rows: Packed }} Signal */
/** @typedef {{ name: string, turned: boolean, rows: Packed }} Weight */
/** @typedef {{ lines: [number, number, number][], extras: Packed, remark: number }} Place */
/** @typedef {{ steps: number, resets: number[], templates: import("./sum_lines.js").Template[], texts: string[],
 *   signals: Signal[], weights: Weight[], places: Place[] }} SumsData */
/** @typedef {{ root: HTMLElement, lines: Line[] }} Sheet */
/** @typedef {{ t: number, resets: Set<number>, texts: string[], extras: Float64Array,
 *   signals: { key: string, shift: number, rows: Float64Array[] }[], weights: { name: string, turned: boolean, rows: Float64Array[] }[],
 *   changed: boolean }} Numbers  what a step's lines are filled with */

/** @param {HTMLElement} root
 * @param {{ point: (keys: string[] | null) => void, edit: (typed: { name: string, row: number, column: number, text: string }) => void }} on */
export function makeSums(root, on) {
  const [heading, code, body, remark] = [element("h3"), element("button", "rv-code"), element("div", "rv-lines"), element("p", "rv-remark")];
  const head = element("div", "rv-sums-head");
  code.setAttribute("type", "button");
  code.addEventListener("click", toggleCode);
  head.append(heading, code);
  root.append(head, body, remark);
  root.tabIndex = 0; // its own scroll can be reached by keys
  const state = {
    /** @type {SumsData | null} */ data: null,
    /** @type {Map<string, Sheet>} */ sheets: new Map(),
    /** @type {Sheet | null} */ shown: null,
    /** @type {Omit<Numbers, "t" | "extras" | "changed"> | null} */ fixed: null,
    /** @type {Record<string, string>} */ words: {},
    at: 0, made: "",
  };

  body.addEventListener("pointerover", (event) => {
    const cell = cellOf(event.target);
    if (cell) cell.title = exact(Number(cell.dataset.value));
    on.point(cell?.dataset.key ? [cell.dataset.key] : null);
  });
  body.addEventListener("pointerleave", () => on.point(null));
  editable(body, (typed) => on.edit(typed));

  /** @param {EventTarget | null} target @returns {HTMLElement | null} */
  const cellOf = (target) => (target instanceof Element ? target.closest("[data-value]") : null);

  /** @param {SumsData} data @param {Record<string, string>} words */
  function show(data, words) {
    const made = JSON.stringify(data.templates) + words.code;
    if (made !== state.made) {
      state.sheets.clear();
      body.replaceChildren();
      state.shown = null;
    }
    const signals = data.signals.map(({ key, shift, rows: packed }) => ({ key, shift, rows: rows(packed) }));
    const weights = data.weights.map(({ name, turned, rows: packed }) => ({ name, turned, rows: rows(packed) }));
    Object.assign(state, { data, words, made, fixed: { resets: new Set(data.resets), texts: data.texts, signals, weights } });
    code.textContent = words.code;
    code.title = words.codeHelp;
  }

  /** @param {number} at */
  function go(at) {
    const { data, words, fixed } = state;
    if (!data || !fixed) return;
    const turned = at > data.steps !== state.at > data.steps;
    state.at = at;
    const t = at > data.steps ? 2 * data.steps + 1 - at : at;
    const place = data.places[at];
    heading.textContent = at ? fill(at > data.steps ? words.stepBackward : words.stepForward, () => String(t)) : words.begin;
    remark.innerHTML = data.texts[place.remark]; // made by the server, with users' text escaped
    remark.hidden = !place.remark;
    const sheet = sheetFor(place);
    if (sheet !== state.shown) {
      if (state.shown) state.shown.root.hidden = true;
      sheet.root.hidden = false;
      state.shown = sheet;
    }
    const filled = { ...fixed, t, extras: numbers(place.extras), changed: false };
    let first = 0;
    sheet.lines.forEach((line, index) => { first = writeLine(line, place.lines[index], filled, first, words); });
    if (turned) root.scrollTop = 0;
  }

  /** The lines of a place, made when they are first needed. @param {Place} place @returns {Sheet} */
  function sheetFor({ lines }) {
    const key = lines.map(([template]) => template).join();
    const known = state.sheets.get(key);
    if (known || !state.data) return /** @type {Sheet} */ (known);
    const made = { root: element("div"), lines: lines.map(([template]) => makeLine(/** @type {SumsData} */ (state.data), template, state.words)) };
    made.root.append(...made.lines.map((line) => line.root));
    body.append(made.root);
    state.sheets.set(key, made);
    return made;
  }

  function toggleCode() {
    const open = root.classList.toggle("rv-with-code");
    code.setAttribute("aria-pressed", String(open));
  }

  /** @type {Element[]} */
  let lit = [];

  /** @param {Set<string>} keys */
  function light(keys) {
    for (const cell of lit) cell.classList.remove("rv-lit");
    lit = keys.size && state.shown ? [...state.shown.root.querySelectorAll("[data-key]")].filter((cell) => keys.has(/** @type {HTMLElement} */ (cell).dataset.key ?? "")) : [];
    for (const cell of lit) cell.classList.add("rv-lit");
  }

  /** What is said to those who do not see it. */
  const spoken = () => state.shown?.lines.slice(0, 4).map((line) => `${line.title.textContent}: ${line.said()}`).join(". ") ?? "";

  return { show, go, light, toggleCode, spoken };
}
