// @ts-check
// The unrolled network as Python packs it (rnnviz/web/network.py), unpacked; steps count from 1, units from 0.

import { matrices, numbers, rows } from "./arrays.js";

/** @typedef {import("./arrays.js").Packed} Packed */
/** @typedef {import("./scales.js").Ramp} Ramp */
/** @typedef {{ name: string, units: string[], values: Float64Array[], start: Float64Array | null, gradientName: string,
 *   gradient: Float64Array[], startGradient: Float64Array | null, sums: Float64Array[] | null, seen: number[][],
 *   varies: boolean }} NetworkLevel */
/** @typedef {{ name: string, first: number, diagonal: boolean, weight: Float64Array[], signal: string, lag: number,
 *   values: Float64Array[] }} EdgePart */
/** @typedef {{ start: number, end: number, lag: number, diagonal: boolean, flow: Float64Array[][],
 *   parts: EdgePart[] }} NetworkEdge */
/** @typedef {{ level: number, lag: number, above: Float64Array[], future: Float64Array[],
 *   dropped: Float64Array[] }} NetworkFork */
/** @typedef {{ values: number, gradients: number, flows: number, losses: number }} NetworkPeaks */
/** @typedef {{ steps: number, levels: NetworkLevel[], edges: NetworkEdge[], forks: NetworkFork[],
 *   target: Float64Array[], classes: number[] | null, losses: Float64Array, counted: number[], tokens: string[],
 *   fed: string[], resets: number[], cuts: number[], summed: string[], peaks: NetworkPeaks,
 *   ramps: { values: Record<string, Ramp>, gradients: Record<string, Ramp> },
 *   colours: Record<string, string> }} NetworkModel */

export const FEW_STEPS = 12; // that are all drawn
const FOCUS = 3; // steps that are drawn of more

/** @param {any} data @returns {NetworkModel} */
export function unpackNetwork(data) {
  return {
    ...data,
    levels: data.levels.map(unpackLevel),
    edges: data.edges.map((/** @type {any} */ edge) => ({
      ...edge,
      flow: matrices(edge.flow),
      parts: edge.parts.map((/** @type {any} */ part) => ({ ...part, weight: rows(part.weight), values: rows(part.values) })),
    })),
    forks: data.forks.map((/** @type {any} */ fork) => ({
      ...fork, above: rows(fork.above), future: rows(fork.future), dropped: rows(fork.dropped),
    })),
    target: rows(data.target),
    losses: numbers(data.losses),
  };
}

/** @param {any} level @returns {NetworkLevel} */
function unpackLevel(level) {
  /** @param {Packed | null} packed */
  const maybe = (packed) => packed && numbers(packed);
  return {
    ...level,
    values: rows(level.values),
    gradient: rows(level.gradient),
    start: maybe(level.start),
    startGradient: maybe(level.startGradient),
    sums: level.sums && rows(level.sums),
  };
}

/** The unit that stands at ``place`` of a level at step ``t``.
 * @param {NetworkLevel} level @param {number} t @param {number} place */
export function unitAt(level, t, place) {
  return level.seen[level.varies ? t - 1 : 0][place];
}

/** @param {NetworkLevel} level @param {number} t @param {number} unit */
export function valueAt(level, t, unit) {
  return t ? level.values[t - 1][unit] : /** @type {Float64Array} */ (level.start)[unit];
}

/** @param {NetworkLevel} level @param {number} t @param {number} unit */
export function gradientAt(level, t, unit) {
  return t ? level.gradient[t - 1][unit] : /** @type {Float64Array} */ (level.startGradient)[unit];
}

/** Whether there is an overview of all steps, and only some are drawn as a network.
 * @param {NetworkModel} model */
export function isLarge(model) {
  return model.steps > FEW_STEPS || model.levels.some((level) => level.values[0].length > level.seen[0].length && level.start);
}

/** How many steps are drawn as a network.
 * @param {NetworkModel} model */
export function drawnSteps(model) {
  return isLarge(model) ? Math.min(model.steps, FOCUS) : model.steps;
}

/** Where the cursor is: the step in view, the last step known, the first whose gradient is known.
 * @param {number} at 0 … 2T @param {number} steps T */
export function cursorAt(at, steps) {
  const back = at > steps;
  return { t: back ? 2 * steps + 1 - at : at, known: Math.min(at, steps), graded: back ? 2 * steps + 1 - at : steps + 1, back };
}

/** What may not change if elements are to stay.
 * @param {NetworkModel} model */
export function structureOf(model) {
  const levels = model.levels.map((level) => [level.name, level.seen[0].length, level.units.length]);
  const edges = model.edges.map(({ start, end, lag, diagonal }) => [start, end, lag, diagonal]);
  return JSON.stringify([model.steps, drawnSteps(model), isLarge(model), levels, edges, model.resets, model.fed, model.tokens.length > 0, model.classes !== null]);
}
