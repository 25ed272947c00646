// @ts-check
// A signal in an opened cell: its letter, a coloured cell with a number for each unit, its gradients under them.

import { BOX, LETTER_LINE, MORE_LINE, letterWidth } from "./cell_measure.js";
import { withinRoom, writeLetter } from "./cell_text.js";
import { colour, css, ink } from "./scales.js";
import { put, svgElement } from "./svg.js";

/** @typedef {import("./cell_layout.js").CardPlace} CardPlace */
/** @typedef {import("./cell_layout.js").OpPlace} OpPlace */
/** @typedef {import("./cell_measure.js").Measure} Measure */
/** @typedef {import("./scales.js").Ramp} Ramp */
/** @typedef {{ rect: SVGElement, text: SVGElement, key: string, value: number, said: string, ground: string | null }} UnitCell */
/** The numbers of one step, null where they are not known yet. @typedef {{ values: Float64Array | null, gradients: Float64Array | null }} Known */
/** @typedef {{ values: Ramp, gradients: Ramp }} Ramps */
/** @typedef {{ values: number, gradients: number }} Peaks */

/** @param {Element} root @param {string} name the signal's @param {string} title @param {CardPlace} place
 * @param {Measure} measure @param {OpPlace | undefined} box that makes it, where it stands under or over it @param {string} more */
export function makeCard(root, name, title, place, measure, box, more) {
  const part = svgElement("g", { class: "rv-cell-card" });
  const said = svgElement("title");
  said.textContent = title;
  const letter = svgElement("text", { class: "rv-cell-letter", ...letterPlace(place, measure, box) });
  const step = writeLetter(letter, name);
  part.append(said, letter);
  const font = Math.min(13.5, measure.row * 0.74);
  const room = (measure.cell - 5) / font;
  const cells = { values: row("values"), gradients: row("gradients") };
  if (place.more) part.append(written("rv-cell-title", place.x + place.width / 2, place.y + place.height - MORE_LINE / 2, more, "middle"));
  root.append(part);

  /** @param {"values" | "gradients"} kind @returns {UnitCell[]} */
  function row(kind) {
    const left = place.x + (place.letter === "left" ? letterWidth(measure) : 0);
    const top = place.y + (place.letter === "over" ? LETTER_LINE : 0) + (kind === "gradients" ? measure.row : 0);
    return Array.from({ length: place.shown }, (_, unit) => {
      const x = left + (unit % place.columns) * measure.cell;
      const y = top + 2 * measure.row * Math.floor(unit / place.columns);
      const rect = svgElement("rect", { class: `rv-cell-unit rv-cell-${kind}`, x: x + 0.5, y: y + 0.5, width: measure.cell - 1, height: measure.row - 1, rx: 2 });
      const text = written("rv-cell-number", x + measure.cell / 2, y + measure.row / 2, "", "middle");
      put(text, { "font-size": font.toFixed(1) });
      part.append(rect, text);
      return { rect, text, key: "", value: NaN, said: "", ground: null };
    });
  }

  /** Writes a step's numbers. @param {Known} known @param {Ramps} ramps @param {Peaks} peaks @param {(kind: "values" | "gradients", unit: number) => string} keyOf */
  function write(known, ramps, peaks, keyOf) {
    for (const kind of /** @type {const} */ (["values", "gradients"])) cells[kind].forEach((cell, unit) => {
      const numbers = known[kind];
      cell.key = keyOf(kind, unit);
      cell.value = numbers ? numbers[unit] : NaN;
      paint(cell, numbers ? colour(ramps[kind], cell.value, peaks[kind]) : null, numbers ? withinRoom(cell.value, room) : "");
    });
  }

  return { part, step, cells, write };
}

/** Colours and writes what has changed. @param {UnitCell} cell @param {import("./scales.js").Colour | null} ground @param {string} said */
export function paint(cell, ground, said) {
  const fill = ground ? css(ground) : "";
  if (cell.ground !== fill) {
    put(cell.rect, { style: fill && `fill:${fill}` });
    cell.rect.classList.toggle("rv-cell-unknown", !fill);
    if (ground) put(cell.text, { fill: ink(ground) });
    cell.ground = fill;
  }
  if (cell.said !== said) cell.text.textContent = cell.said = said;
}

/** @param {CardPlace} place @param {Measure} measure @param {OpPlace | undefined} box */
function letterPlace(place, measure, box) {
  if (box) return { x: box.x - letterWidth(measure) / 2 - 1, y: box.y + BOX / 2, "text-anchor": "middle" };
  if (place.letter === "over") return { x: place.x + 1, y: place.y + LETTER_LINE / 2 - 1, "text-anchor": "start" };
  return { x: place.x + letterWidth(measure) / 2 - 2, y: place.y + measure.row, "text-anchor": "middle" };
}

/** @param {string} className @param {number} x @param {number} y @param {string} content @param {string} anchor */
export function written(className, x, y, content, anchor) {
  const text = svgElement("text", { class: className, x, y, "text-anchor": anchor });
  text.textContent = content;
  return text;
}
