// @ts-check
// What is written in an opened cell: numbers as exact as there is room, letters with their step, formulas of pieces.

import { svgElement } from "./svg.js";
import { exact, signed } from "./writing.js";

/** @typedef {import("./cell_blocks.js").Piece} Piece */

/** How wide letters are, in parts of the font's size. @type {Record<string, number>} */
const WIDTHS = { "−": 0.59, "∞": 0.75, "Σ": 0.62 };
for (const letter of ".,:' ijlI") WIDTHS[letter] = 0.28;
for (const letter of "ftr-()[]") WIDTHS[letter] = 0.34;
for (const letter of "mwMW") WIDTHS[letter] = 0.86;
for (const letter of "ABCDEGHKNOPQRSUVXYZ") WIDTHS[letter] = 0.73;

/** The most exact way to write ``value`` within ``room``, in parts of the font's size; empty if there is none.
 * @param {number} value @param {number} room */
export function withinRoom(value, room) {
  if (!Number.isFinite(value)) return fits(exact(value), room) ? exact(value) : "";
  const fixed = [4, 3, 2, 1, 0].map((digits) => (value || 0).toFixed(digits)).filter((text) => !value || Number(text));
  const powers = [2, 1, 0].map((digits) => value.toExponential(digits).replace("e+", "e"));
  return [...fixed, ...powers].map(signed).find((text) => fits(text, room)) ?? "";
}

/** @param {string} text @param {number} room */
function fits(text, room) {
  return emWidth(text) <= room;
}

/** @param {string} text */
export function emWidth(text) {
  let width = 0;
  for (const letter of text) width += WIDTHS[letter] ?? (letter > "⺀" ? 1.02 : 0.56);
  return width;
}

/** Writes a signal's letter into ``text``: a gate's letter stands on top of its sum's; returns the part for the step.
 * @param {SVGElement} text @param {string} name */
export function writeLetter(text, name) {
  const [letter, top] = [name[0], name.slice(1)];
  text.append(letter);
  const above = svgElement("tspan", { class: "rv-cell-index", dy: "-0.5em" });
  above.textContent = top;
  const step = svgElement("tspan", { class: "rv-cell-index", dy: top ? "0.95em" : "0.4em" });
  text.append(...(top ? [above] : []), step);
  return step;
}

/** A piece as a formula in one line. @param {Piece} piece @param {(key: string) => string} symbol how a piece that it reads is written */
export function formulaOf({ kind, reads, terms, symbol: name }, symbol) {
  const written = reads.map(symbol);
  if (kind === "times") return written.join(" ⊙ ");
  if (kind === "plus") return written.join(" + ");
  if (kind === "one minus") return `1 − ${written[0]}`;
  if (kind === "function") return `${name}(${written[0]})`;
  if (kind === "same") return written[0];
  return terms.map(({ row, weight, diagonal }) => {
    const signal = row.length > 1 ? `[${row.map(symbol).join(", ")}]` : row.map(symbol).join("");
    return [signal, weight].filter(Boolean).join(diagonal ? " ⊙ " : " ");
  }).join(" + ");
}
