// @ts-check
// Where the signals' titles stand: at the first of a few places at which they cover nothing.

import { LETTER_LINE, letterWidth } from "./cell_measure.js";
import { emWidth } from "./cell_text.js";

/** @typedef {import("./cell_layout.js").CellLayout} CellLayout */
/** @typedef {import("./cell_layout.js").CardPlace} CardPlace */
/** @typedef {import("./cell_roads.js").Rect} Rect */
/** @typedef {{ key: string, x: number, y: number, text: string, anchor: "start" | "end" }} TitlePlace */

const FONT = 10.5;
const HIGH = 12;
const CLEAR_OF_WAYS = 2.5;

/** A place for each title that has one. @param {CellLayout} layout @param {(key: string) => string} titleOf @returns {TitlePlace[]} */
export function placeTitles(layout, titleOf) {
  const taken = [...layout.cards.values(), ...layout.ops.values(), ...layout.ways.flatMap(wayRects)];
  /** @type {TitlePlace[]} */
  const found = [];
  for (const [key, card] of layout.cards) {
    const text = titleOf(key);
    const width = emWidth(text) * FONT + 2;
    const free = placesFor(card, layout).find(({ x, y, anchor }) => {
      const rect = { x: anchor === "end" ? x - width : x, y: y - HIGH / 2, width, height: HIGH };
      return inside(rect, layout) && !taken.some((other) => other !== card && meet(rect, other));
    });
    if (!text || !free) continue;
    const { x, y, anchor } = free;
    taken.push({ x: anchor === "end" ? x - width : x, y: y - HIGH / 2, width, height: HIGH });
    found.push({ key, x, y, text, anchor });
  }
  return found;
}

/** @param {CardPlace} card @param {CellLayout} layout @returns {{ x: number, y: number, anchor: "start" | "end" }[]} */
function placesFor(card, { measure }) {
  const { x, y, width, height, letter } = card;
  if (letter === "over") return [{ x: x + letterWidth(measure), y: y + LETTER_LINE / 2 - 1, anchor: "start" }];
  const middle = x + width / 2;
  if (letter === "left") return [{ x: x + width + 6, y: y + measure.row, anchor: "start" }];
  const [over, under] = [y - HIGH / 2 - 1, y + height + HIGH / 2 + 1];
  return [over, under].flatMap((level) => [
    { x: middle + 5, y: level, anchor: /** @type {const} */ ("start") },
    { x: middle - 5, y: level, anchor: /** @type {const} */ ("end") },
    { x, y: level, anchor: /** @type {const} */ ("start") },
  ]);
}

/** A way as thin rectangles. @param {{ points: [number, number][] }} way @returns {Rect[]} */
function wayRects({ points }) {
  return points.slice(1).map(([x, y], index) => {
    const [px, py] = points[index];
    const [left, top] = [Math.min(x, px) - CLEAR_OF_WAYS, Math.min(y, py) - CLEAR_OF_WAYS];
    return { x: left, y: top, width: Math.abs(x - px) + 2 * CLEAR_OF_WAYS, height: Math.abs(y - py) + 2 * CLEAR_OF_WAYS };
  });
}

/** @param {Rect} rect @param {CellLayout} layout */
function inside({ x, y, width, height }, layout) {
  return x >= 0 && y >= 0 && x + width <= layout.width && y + height <= layout.height;
}

/** @param {Rect} a @param {Rect} b */
export function meet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
