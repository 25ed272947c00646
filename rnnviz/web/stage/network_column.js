// @ts-check
// One column of the unrolled network: the tiles of its units, its loss, and the edges that lead to it.

import { clipped, fitted } from "./fitted.js";
import { edgeCurve, fedCurve, path } from "./curves.js";
import { gradientAt, unitAt, valueAt } from "./network_model.js";
import { colour, css, ink, width } from "./scales.js";
import { put, say, shape } from "./svg.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./network_model.js").NetworkEdge} NetworkEdge */
/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {{ group: SVGElement, disc: SVGElement, value: SVGElement, name: SVGElement, box: SVGElement,
 *   gradient: SVGElement, target: SVGElement }} Tile */
/** @typedef {{ line: SVGElement, edge: number, from: number, to: number, wide: string, minus: boolean }} Line */
/** @typedef {{ group: SVGElement, edges: SVGElement, tiles: Tile[][], lines: Line[], bar: SVGElement, loss: SVGElement,
 *   note: SVGElement, token: SVGElement, number: SVGElement, hit: SVGElement, wall: SVGElement, fed: SVGElement,
 *   ordinal: number, step: number, drawn: { places: Arrangement, reset: boolean, fed: string } | null,
 *   lit: Element[] }} NetworkColumn */
/** @typedef {{ light: string, words: any }} Look */

const WIDEST = 6;

/** The elements of column ``ordinal``: 0 is the state that the first step begins with.
 * @param {SVGElement} under @param {SVGElement} over @param {NetworkModel} model @param {number} ordinal
 * @returns {NetworkColumn} */
export function makeColumn(under, over, model, ordinal) {
  const edges = shape("g", under, "rv-edges");
  const group = shape("g", over, "rv-column");
  const hit = shape("rect", group, "rv-hit");
  const tiles = model.levels.map((level) => (ordinal || level.start ? level.seen[0].map(() => makeTile(group)) : []));
  /** @type {Line[]} */
  const lines = [];
  if (ordinal) model.edges.forEach((edge, place) => lines.push(...makeLines(edges, model, edge, place)));
  const fed = shape("path", edges, "rv-fed");
  const [bar, loss, note] = [shape("rect", group, "rv-bar"), shape("text", group, "rv-loss"), shape("text", group, "rv-note")];
  const [token, number] = [shape("text", group, "rv-token"), shape("text", group, "rv-number")];
  const wall = shape("path", group, "rv-wall");
  return { group, edges, tiles, lines, bar, loss, note, token, number, hit, wall, fed, ordinal, step: -1, drawn: null, lit: [] };
}

/** @param {SVGElement} parent @returns {Tile} */
function makeTile(parent) {
  const group = shape("g", parent, "rv-tile");
  const [box, gradient] = [shape("rect", group, "rv-box"), shape("text", group, "rv-gradient")];
  const [disc, value] = [shape("rect", group, "rv-disc"), shape("text", group, "rv-value")];
  return { group, disc, value, box, gradient, name: shape("text", group, "rv-name"), target: shape("text", group, "rv-target") };
}

/** @param {SVGElement} parent @param {NetworkModel} model @param {NetworkEdge} edge @param {number} place @returns {Line[]} */
function makeLines(parent, model, edge, place) {
  const [starts, ends] = [model.levels[edge.start].seen[0], model.levels[edge.end].seen[0]];
  return starts.flatMap((_, from) =>
    ends
      .map((_, to) => to)
      .filter((to) => !edge.diagonal || from === to)
      .map((to) => ({ line: shape("path", parent, "rv-edge", { pathLength: 100 }), edge: place, from, to, wide: "", minus: false })),
  );
}

/** @param {NetworkColumn} column @param {number} centre */
export function moveColumn(column, centre) {
  const move = { transform: `translate(${Math.round(centre * 10) / 10} 0)` };
  put(column.group, move);
  put(column.edges, move);
}

/** Puts what is in a column in its place.
 * @param {NetworkColumn} column @param {Arrangement} places */
export function placeColumn(column, places) {
  const half = places.column / 2;
  put(column.hit, { x: -half, y: 0, width: places.column, height: places.steps + 5 });
  column.tiles.forEach((tiles, level) => tiles.forEach((tile, unit) => placeTile(tile, places.levels[level], unit)));
  put(column.token, { x: 0, y: places.tokens });
  put(column.number, { x: 0, y: places.steps });
}

/** @param {Tile} tile @param {import("./geometry.js").LevelPlace} place @param {number} unit */
function placeTile(tile, place, unit) {
  const [{ x, y }, { width: wide, disc, box }] = [place.tiles[unit], place];
  const [left, under] = [x - wide / 2, y + disc / 2];
  put(tile.disc, { x: left, y: y - disc / 2, width: wide, height: disc, rx: Math.min(8, disc / 2.6) });
  put(tile.box, { x: left + 2, y: under - 1, width: Math.max(1, wide - 4), height: box, rx: 4 });
  const end = place.named ? left + wide - 5 : x;
  put(tile.value, { x: end, y: y + place.font * 0.36, "font-size": place.font, "text-anchor": place.named ? "end" : "middle" });
  put(tile.name, { x: left + 5, y: y + place.font * 0.34, "font-size": Math.max(0, place.font - 1.5) });
  put(tile.gradient, { x, y: under + box / 2 - 1 + place.boxFont * 0.36, "font-size": place.boxFont });
  put(tile.target, { x, y: y - disc / 2 - 3 });
}

/** Where a column's edges run: they depend on whether its step begins again with the initial state.
 * @param {NetworkColumn} column @param {NetworkModel} model @param {Arrangement} places @param {number} step */
export function placeEdges(column, model, places, step) {
  const [reset, kind] = [model.resets.includes(step - 1), column.ordinal ? model.fed[step - 1] : ""];
  const last = column.drawn;
  if (last && last.places === places && last.reset === reset && last.fed === kind) return;
  column.drawn = { places, reset, fed: kind };
  for (const { line, edge, from, to } of column.lines) {
    put(line, { d: path(edgeCurve(places, model.edges[edge], from, to, reset)) });
  }
  const [x, middle] = [-places.column / 2, places.losses];
  put(column.wall, { d: reset ? `M${x} ${middle}V${places.height}` : "" });
  const highest = model.levels[model.levels.length - 1].seen[0].length - 1;
  const drawn = kind && kind !== "nothing";
  put(column.fed, { d: drawn ? path(fedCurve(places, highest, 0, kind === "teacher")) : "" });
}

/** Writes the numbers of ``step`` in a column, and what flows to it.
 * @param {NetworkColumn} column @param {NetworkModel} model @param {Arrangement} places @param {number} step
 * @param {Look} look */
export function fillColumn(column, model, places, step, look) {
  column.step = step;
  column.tiles.forEach((tiles, level) => tiles.forEach((tile, place) => fillTile(tile, model, places, level, place, step, look)));
  for (const line of column.lines) fillLine(line, model.edges[line.edge].flow[step - 1][line.from][line.to], model.peaks.flows);
  say(column.number, String(step));
  const token = step && model.tokens.length ? model.tokens[step - 1] || (model.fed[step - 1] ? "·" : "") : "";
  say(column.token, column.ordinal ? clipped(token, 12, places.column - 6) : "");
  if (column.ordinal) fillLoss(column, model, places, step, look);
}

/** @param {Line} line @param {number} flow @param {number} peak */
function fillLine(line, flow, peak) {
  const [wide, minus] = [width(flow, peak, WIDEST).toFixed(1), flow < 0];
  if (wide !== line.wide) line.line.setAttribute("stroke-width", wide);
  if (minus !== line.minus) line.line.classList.toggle("rv-minus", minus);
  Object.assign(line, { wide, minus });
}

/** @param {Tile} tile @param {NetworkModel} model @param {Arrangement} places @param {number} index
 * @param {number} place @param {number} step @param {Look} look */
function fillTile(tile, model, places, index, place, step, look) {
  const [level, at] = [model.levels[index], places.levels[index]];
  const unit = unitAt(level, step, place);
  const value = valueAt(level, step, unit);
  const ground = colour(model.ramps.values[look.light], value, model.peaks.values);
  put(tile.disc, { fill: css(ground) });
  const letters = { fill: ink(ground) };
  put(tile.value, letters);
  put(tile.name, letters);
  say(tile.value, fitted(value, at.decimals, at.before));
  say(tile.name, at.named ? clipped(level.units[unit], at.font - 1.5, 40) : "");
  const gradient = gradientAt(level, step, unit);
  const under = colour(model.ramps.gradients[look.light], gradient, model.peaks.gradients);
  put(tile.box, { fill: css(under) });
  put(tile.gradient, { fill: ink(under) });
  say(tile.gradient, fitted(gradient, at.boxDecimals));
  if (index === model.levels.length - 1) fillTarget(tile, model, unit, step, at);
}

/** The target over its output; of classes the right one is framed.
 * @param {Tile} tile @param {NetworkModel} model @param {number} unit @param {number} step
 * @param {import("./geometry.js").LevelPlace} place */
function fillTarget(tile, model, unit, step, place) {
  const counts = model.counted[step - 1];
  const right = model.classes !== null && counts && model.classes[step - 1] === unit;
  tile.disc.classList.toggle("rv-right", Boolean(right));
  const target = model.target[step - 1][unit];
  const digits = Math.min(4, Math.max(0, Math.floor((place.width - 14) / 6) - 2));
  say(tile.target, place.head && counts ? `→ ${trimmed(fitted(target, digits))}` : "");
}

/** @param {string} text */
function trimmed(text) {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/** @param {NetworkColumn} column @param {NetworkModel} model @param {Arrangement} places @param {number} step
 * @param {Look} look */
function fillLoss(column, model, places, step, look) {
  const loss = model.losses[step - 1];
  const share = model.peaks.losses > 0 && Number.isFinite(loss) ? loss / model.peaks.losses : 1;
  const tall = Math.max(1, 18 * Math.min(1, share));
  const counts = Boolean(model.counted[step - 1]);
  const wide = places.column >= 84;
  const decimals = wide ? 4 : places.column >= 50 ? 2 : places.column >= 36 ? 1 : -1;
  const half = wide ? 40 : Math.min(26, places.column / 2 - 2);
  put(column.bar, { x: -half, y: 24 - tall, width: wide ? 14 : 6, height: tall });
  put(column.loss, { x: -half + (wide ? 19 : 9), y: counts || !wide ? 22 : 15 });
  put(column.note, { x: -half + 19, y: 26 });
  say(column.loss, fitted(loss, decimals, 2));
  say(column.note, counts || !wide ? "" : clipped(look.words.uncounted, 9.5, places.column / 2 + 20));
  column.bar.classList.toggle("rv-uncounted", !counts);
  column.loss.classList.toggle("rv-uncounted", !counts);
}
