// @ts-check
// What is pointed at in the unrolled network: a unit, a loss, or the nearest edge.

import { edgeCurve, nearest } from "./curves.js";
import { cursorAt } from "./network_model.js";
import { tellEdge, tellLoss, tellUnit } from "./network_telling.js";

/** @typedef {import("./network_telling.js").Told} Told */
/** What is drawn: columns from that of step ``first`` on, at the cursor.
 * @typedef {{ model: import("./network_model.js").NetworkModel, places: import("./geometry.js").Arrangement,
 *   first: number, cursor: number, words: any, all: import("./geometry.js").Column[],
 *   columnAt(ordinal: number): import("./network_column.js").NetworkColumn }} View */

const REACH = 6; // pixels from an edge

/** @param {View} view @param {number} x @param {number} y in the picture @returns {Told | null} */
export function pointedAt(view, x, y) {
  const { model, places, first, all, words } = view;
  const ordinal = all.findIndex(({ left, width }) => x >= left && x < left + width);
  if (ordinal < 0) return null;
  const u = x - all[ordinal].centre;
  const { known } = cursorAt(view.cursor, model.steps);
  const unit = unitUnder(view, ordinal, u, y);
  if (unit) return unit;
  if (ordinal && y < places.losses - 8 && first + ordinal <= known) return tellLoss(model, first + ordinal, words);
  return edgeUnder(view, ordinal, u, y) ?? edgeUnder(view, ordinal + 1, u - places.column, y);
}

/** @param {View} view @param {number} ordinal @param {number} u from the column's centre @param {number} y */
function unitUnder({ model, places, first, cursor, words, columnAt }, ordinal, u, y) {
  const step = first + ordinal;
  const now = cursorAt(cursor, model.steps);
  const state = { known: step <= now.known, graded: step ? step >= now.graded : now.graded === 1 };
  const { tiles } = columnAt(ordinal);
  for (const [index, { width, disc, box, ...level }] of places.levels.entries()) {
    const under = level.tiles.findIndex(
      (tile) => Math.abs(tile.x - u) <= width / 2 && y >= tile.y - disc / 2 && y <= tile.y + disc / 2 + box,
    );
    if (under >= 0 && tiles[index].length) return tellUnit(model, index, step, under, state, words);
  }
  return null;
}

/** @param {View} view @param {number} ordinal @param {number} u @param {number} y */
function edgeUnder({ model, places, first, cursor, all, columnAt }, ordinal, u, y) {
  const step = first + ordinal;
  if (!ordinal || ordinal >= all.length || step > cursorAt(cursor, model.steps).known) return null;
  const { lines } = columnAt(ordinal);
  const reset = model.resets.includes(step - 1);
  const curves = lines.map(({ edge, from, to }) => edgeCurve(places, model.edges[edge], from, to, reset));
  const found = lines[nearest(curves, u, y, REACH)];
  return found ? tellEdge(model, found.edge, step, found.from, found.to) : null;
}
