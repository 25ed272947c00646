// @ts-check
// The overview of a larger run: every unit at every step as a coloured cell, values above, gradients under them.

import { LABEL_MARGIN, columns } from "./geometry.js";
import { colour } from "./scales.js";
import { piece } from "./svg.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {{ root: HTMLElement, values: HTMLCanvasElement, gradients: HTMLCanvasElement, ahead: HTMLElement,
 *   back: HTMLElement, frame: HTMLElement, names: HTMLElement, width: number, steps: number }} Strip */

const BETWEEN = 6; // pixels between values and gradients

/** @param {HTMLElement} parent @returns {Strip} */
export function makeOverview(parent) {
  const root = piece("div", parent, "rv-strip");
  const [values, gradients] = [0, 1].map(() => /** @type {HTMLCanvasElement} */ (piece("canvas", root, "rv-cells")));
  const [ahead, back, frame] = ["rv-covered", "rv-covered", "rv-focus"].map((name) => piece("div", root, name));
  return { root, values, gradients, ahead, back, frame, names: piece("div", root, "rv-strip-names"), width: 0, steps: 1 };
}

/** @param {Strip} strip @param {NetworkModel} model @param {number} width @param {number} height */
export function placeStrip(strip, model, width, height) {
  Object.assign(strip, { width, steps: model.steps });
  strip.root.style.height = `${height}px`;
  const [first] = columns(width, model.steps).slice(1);
  const each = (height - BETWEEN) / 2;
  const place = { left: `${first.left}px`, width: `${first.width * model.steps}px`, height: `${each}px` };
  Object.assign(strip.values.style, place, { top: "0px" });
  Object.assign(strip.gradients.style, place, { top: `${each + BETWEEN}px` });
  Object.assign(strip.ahead.style, { height: `${each}px`, top: "0px" });
  Object.assign(strip.back.style, { height: `${each}px`, top: `${each + BETWEEN}px` });
  placeNames(strip, model, each);
}

/** @param {Strip} strip @param {NetworkModel} model @param {number} each */
function placeNames(strip, model, each) {
  const lines = lengthOf(model);
  const texts = model.levels.flatMap((level, place) => {
    const middle = (lineOf(model, place) + level.values[0].length / 2) / lines;
    return [[level.name, middle * each], [`∂${level.name}`, each + BETWEEN + middle * each]];
  });
  while (strip.names.childElementCount > texts.length) strip.names.lastElementChild?.remove();
  let last = -99;
  texts.sort((one, other) => Number(one[1]) - Number(other[1]));
  texts.forEach(([text, y], place) => {
    const name = strip.names.children[place] ?? piece("span", strip.names, "rv-strip-name");
    const fits = Number(y) - last >= 12;
    if (fits) last = Number(y);
    name.textContent = fits ? String(text) : "";
    /** @type {HTMLElement} */ (name).style.top = `${Number(y) - 8}px`;
  });
}

/** @param {NetworkModel} model */
function lengthOf(model) {
  return model.levels.reduce((sum, level) => sum + level.values[0].length + 1, -1);
}

/** The first line of a level in the overview, the highest level on top.
 * @param {NetworkModel} model @param {number} place */
function lineOf(model, place) {
  return model.levels.slice(place + 1).reduce((sum, level) => sum + level.values[0].length + 1, 0);
}

/** Colours all cells: a pixel for each, stretched by the browser.
 * @param {Strip} strip @param {NetworkModel} model @param {string} light */
export function fillStrip(strip, model, light) {
  const { ramps, peaks } = model;
  paintStrip(strip.values, model, (level) => level.values, ramps.values[light], peaks.values);
  paintStrip(strip.gradients, model, (level) => level.gradient, ramps.gradients[light], peaks.gradients);
}

/** @param {HTMLCanvasElement} canvas @param {NetworkModel} model
 * @param {(level: import("./network_model.js").NetworkLevel) => Float64Array[]} of
 * @param {import("./scales.js").Ramp} ramp @param {number} peak */
function paintStrip(canvas, model, of, ramp, peak) {
  const [width, height] = [model.steps, lengthOf(model)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  model.levels.forEach((level, place) => {
    const first = lineOf(model, place);
    of(level).forEach((row, step) =>
      row.forEach((value, unit) => {
        const cell = 4 * ((first + unit) * width + step);
        image.data.set([...colour(ramp, value, peak), 255], cell);
      }),
    );
  });
  context.putImageData(image, 0, 0);
}

/** Covers what is not known yet, and frames the steps ``first + 1`` … ``first + shown``.
 * @param {Strip} strip @param {{ known: number, graded: number }} cursor @param {number} first @param {number} shown */
export function goStrip(strip, cursor, first, shown) {
  const all = columns(strip.width, strip.steps);
  const each = all[1].width;
  /** @param {HTMLElement} element @param {number} from @param {number} to */
  const span = (element, from, to) =>
    Object.assign(element.style, { left: `${all[1].left + from * each}px`, width: `${Math.max(0, to - from) * each}px` });
  span(strip.ahead, cursor.known, strip.steps);
  span(strip.back, 0, cursor.graded - 1);
  span(strip.frame, first, first + shown);
}

/** The step at ``x``, 0 where none is.
 * @param {Strip} strip @param {number} x */
export function stepAt(strip, x) {
  const each = columns(strip.width, strip.steps)[1].width;
  const step = Math.floor((x - LABEL_MARGIN) / each);
  return step > 0 && step <= strip.steps ? step : 0;
}
