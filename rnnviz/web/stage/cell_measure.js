// @ts-check
// How large everything in an opened cell is: from the most generous measure that fits to the closest there is.

/** @typedef {import("./cell_blocks.js").Block} Block */
/** How many numbers x and every other signal have. @typedef {{ x: number, h: number }} Units */
/** At most ``most`` units of a signal are shown, ``perRow`` in a row, each ``cell`` × ``row`` pixels; ``gap`` is between
 * blocks. A narrow picture has closer margins and smaller boxes.
 * @typedef {{ most: number, perRow: number, cell: number, row: number, gap: number, narrow: boolean }} Measure */
/** @typedef {{ width: number, height: number }} Size */
/** What a card holds: ``shown`` units in ``columns`` and ``rows``, ``more`` are summed up; its letter stands beside its
 * box, over its numbers, or left of them. @typedef {Size & { shown: number, more: number, columns: number, rows: number, letter: "box" | "over" | "left" }} CardSize */

export const LETTER_LINE = 16; // pixels for a letter over its numbers
export const BOX = 20;
export const CIRCLE = 24;
export const GLUE = 3; // between a box and the card that it makes
const JOIN = 8;
export const MORE_LINE = 12; // pixels for how many units are not shown
const SPACES = [[60, 22, 18], [54, 19, 14], [48, 17, 11], [43, 15, 9], [38, 14, 8], [34, 13, 8]];

/** The measures to be tried, in order. @param {Units} units @returns {Measure[]} */
export function measuresFor(units) {
  const largest = Math.max(units.x, units.h);
  return (largest > 4 ? [8, 4] : [4]).flatMap((most) => [false, true].flatMap((narrow) =>
    [4, 2, 1].filter((perRow) => perRow < 4 || largest > 2).flatMap((perRow) =>
      SPACES.map(([cell, row, gap]) => ({ most, perRow, cell, row, gap, narrow })))));
}

/** @param {Block} block @param {Units} units @param {Measure} measure @returns {Size} */
export function sizeOf(block, units, measure) {
  if (block.shape === "circle") return { width: CIRCLE, height: CIRCLE };
  if (block.shape === "join") return { width: JOIN, height: JOIN };
  if (block.shape === "box") return { width: measure.narrow ? 36 : 64, height: BOX };
  const card = cardSize(block, units, measure);
  if (block.shape === "card") return card;
  const least = letterWidth(measure) + (measure.narrow ? 26 : 38);
  return { width: Math.max(card.width, least), height: card.height + GLUE + BOX };
}

/** @param {Measure} measure */
export function letterWidth({ narrow }) {
  return narrow ? 22 : 28;
}

/** A signal's card: its values, its gradients under them. @param {Block} block @param {Units} units @param {Measure} measure @returns {CardSize} */
export function cardSize(block, units, measure) {
  const all = block.card === "x" ? units.x : units.h;
  const shown = Math.min(all, measure.most);
  const columns = Math.min(shown, measure.perRow);
  const rows = Math.ceil(shown / columns);
  const letter = block.shape === "tower" ? "box" : block.outside === "below" ? "left" : "over";
  const width = columns * measure.cell + (letter === "left" ? letterWidth(measure) : 0);
  const lines = (letter === "over" ? LETTER_LINE : 0) + (all > shown ? MORE_LINE : 0);
  return { width, height: 2 * rows * measure.row + lines, shown, more: all - shown, columns, rows, letter };
}
