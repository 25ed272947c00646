// @ts-check
// What is told of a box or a circle that is pointed at: its formula with the step, its numbers, its gradients.

import { written } from "./cell_card.js";
import { emWidth, formulaOf, withinRoom } from "./cell_text.js";
import { svgElement } from "./svg.js";

/** @typedef {import("./cell_blocks.js").Piece} Piece */
/** @typedef {import("./cell_layout.js").OpPlace} OpPlace */

const TOLD_FONT = 11.5;
const TOLD_LINE = 16;

/** @param {Element} root */
export function makeTold(root) {
  const box = svgElement("g", { class: "rv-cell-told", hidden: "" });
  root.append(box);

  /** @param {string[]} lines @param {OpPlace} place @param {number} width of the picture */
  function show(lines, place, width) {
    const wide = Math.max(...lines.map((line) => emWidth(line) * TOLD_FONT)) + 16;
    const high = lines.length * TOLD_LINE + 8;
    const x = Math.min(Math.max(2, place.x + place.width / 2 - wide / 2), Math.max(2, width - wide - 2));
    const y = place.y - high - 6 > 0 ? place.y - high - 6 : place.y + place.height + 6;
    const texts = lines.map((line, index) => written("", x + 8, y + 12 + TOLD_LINE * index, line, "start"));
    box.replaceChildren(svgElement("rect", { x, y, width: wide, height: high, rx: 6 }), ...texts);
    box.removeAttribute("hidden");
  }

  const hide = () => box.setAttribute("hidden", "");

  return { show, hide };
}

/** A piece as it is written in a formula of step ``step``. @param {string} key @param {Map<string, Piece>} pieces @param {number} step @returns {string} */
export function symbolAt(key, pieces, step) {
  const piece = pieces.get(key);
  if (!piece || piece.kind === "signal") {
    return key.endsWith("_before") ? key.replace("_before", "") + subscript(step - 1) : key + subscript(step);
  }
  const formula = formulaOf(piece, (read) => symbolAt(read, pieces, step));
  return piece.kind === "plus" || piece.kind === "one minus" ? `(${formula})` : formula;
}

/** @param {Float64Array} row @param {number} all how many numbers there are */
export function listed(row, all) {
  return `[${[...row].map((value) => withinRoom(value, 4)).join("  ")}${all > row.length ? " …" : ""}]`;
}

/** @param {number} step */
function subscript(step) {
  return [...String(step)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
