// @ts-check
// All steps over the opened cell, each a small box with the state's numbers; a click opens another one.

import { fill } from "./dom.js";
import { colour } from "./scales.js";
import { put, svgElement } from "./svg.js";
import { emWidth, withinRoom } from "./cell_text.js";
import { paint, written } from "./cell_card.js";

/** @typedef {import("./cell_card.js").Ramps} Ramps */
/** @typedef {import("./cell_card.js").UnitCell} UnitCell */

export const STRIP_HEIGHT = 46;
const UNITS = 8;
const FONT = 11;

/** @param {HTMLElement} root @param {(step: number) => void} pick */
export function makeStrip(root, pick) {
  const picture = svgElement("svg", { class: "rv-cell-strip", role: "group" });
  root.append(picture);
  /** @type {{ part: SVGElement, cells: UnitCell[], box: SVGElement }[]} */
  let boxes = [];
  let room = 0;

  /** @param {number} steps @param {number} units @param {number} width @param {Record<string, string>} words */
  function build(steps, units, width, words) {
    const shown = Math.min(units, UNITS);
    const each = Math.min(150, (width - 8) / steps);
    const gap = each > 40 ? 12 : each > 14 ? 4 : 1;
    const left = (width - each * steps) / 2;
    const inner = each - gap - (gap > 4 ? 10 : 2);
    room = inner / shown > 24 ? (inner / shown - 4) / FONT : 0;
    const every = Math.ceil((emWidth(String(steps)) * FONT + 6) / each);
    put(picture, { width, height: STRIP_HEIGHT, viewBox: `0 0 ${width} ${STRIP_HEIGHT}`, "aria-label": words.walk ?? "" });
    picture.replaceChildren();
    boxes = Array.from({ length: steps }, (_, index) => box(index));

    /** @param {number} index */
    function box(index) {
      const x = left + index * each + gap / 2;
      const part = svgElement("g", { class: "rv-cell-step", role: "button", tabindex: 0, "aria-label": fill(words.ahead ?? "{t}", (name) => String(name === "t" ? index + 1 : steps)) });
      const outline = svgElement("rect", { class: "rv-cell-step-box", x, y: 2, width: each - gap, height: 28, rx: Math.min(7, each / 4) });
      if (index && gap > 4) part.append(svgElement("path", { class: "rv-cell-way", d: `M${x - gap} 16h${gap}`, "stroke-width": 1.4 }));
      part.append(outline);
      const cells = Array.from({ length: shown }, (_, unit) => {
        const start = x + (each - gap - inner) / 2 + (unit * inner) / shown;
        const rect = svgElement("rect", { class: "rv-cell-unit", x: start, y: 7, width: Math.max(0.5, inner / shown - (inner / shown > 5 ? 1 : 0)), height: 18 });
        const text = written("rv-cell-number", start + inner / shown / 2, 16, "", "middle");
        put(text, { "font-size": FONT });
        part.append(rect, text);
        return { rect, text, key: "", value: NaN, said: "", ground: null };
      });
      if (index === 0 || (index + 1) % every === 0) part.append(written("rv-cell-title", x + (each - gap) / 2, 38, String(index + 1), "middle"));
      part.addEventListener("click", () => pick(index + 1));
      part.addEventListener("keydown", (event) => {
        const { key } = /** @type {KeyboardEvent} */ (event);
        if (key !== "Enter") return;
        event.preventDefault();
        pick(index + 1);
      });
      picture.append(part);
      return { part, cells, box: outline };
    }
  }

  /** @param {Float64Array[]} states of every step @param {number} known how many steps are @param {number} step opened
   * @param {Ramps} ramps @param {number} peak @param {string} name the state's */
  function go(states, known, step, ramps, peak, name) {
    boxes.forEach(({ part, cells }, index) => {
      part.classList.toggle("rv-cell-opened", index + 1 === step);
      cells.forEach((cell, unit) => {
        const value = states[index][unit];
        const seen = index < known;
        cell.key = `${name}@${index + 1}[${unit}]`;
        cell.value = seen ? value : NaN;
        paint(cell, seen ? colour(ramps.values, value, peak) : null, seen && room ? withinRoom(value, room) : "");
      });
    });
  }

  /** All cells, to be lit. */
  const cells = () => boxes.flatMap((each) => each.cells);

  return { build, go, cells };
}
