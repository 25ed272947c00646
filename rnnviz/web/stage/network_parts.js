// @ts-check
// What the unrolled network's picture is made of, and what its levels need.

import { lengths } from "./fitted.js";
import { makeWayBack } from "./network_back.js";
import { makeColumn } from "./network_column.js";
import { drawnSteps, isLarge } from "./network_model.js";
import { makeOverview } from "./network_strip.js";
import { piece, put, say, shape } from "./svg.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./network_column.js").NetworkColumn} NetworkColumn */
/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {{ svg: SVGElement, frame: SVGElement, columns: NetworkColumn[], back: import("./network_back.js").WayBack,
 *   labels: SVGElement[], strip: import("./network_strip.js").Strip | null, summed: HTMLElement }} Parts */

const PULSE = 280; // ms
let patterns = 0; // each picture's hatching has an id of its own

/** @param {HTMLElement} place @param {NetworkModel} model @returns {Parts} */
export function buildNetwork(place, model) {
  place.querySelectorAll(".rv-strip, .rv-picture, .rv-summed").forEach((old) => old.remove());
  const strip = isLarge(model) ? makeOverview(place) : null;
  const svg = shape("svg", place, "rv-picture", { role: "img" });
  const hatch = `rv-hatch-${++patterns}`;
  const pattern = shape("pattern", shape("defs", svg), "", { id: hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse" });
  put(pattern, { patternTransform: "rotate(45)" });
  shape("rect", pattern, "rv-hatch-ground", { width: 7, height: 7 });
  shape("rect", pattern, "rv-hatch-line", { width: 1.2, height: 7 });
  place.style.setProperty("--rv-hatch", `url(#${hatch})`);
  const frame = shape("rect", svg, "rv-frame");
  const [under, arrows, over, marks, names] = [0, 1, 2, 3, 4].map(() => shape("g", svg));
  const all = Array.from({ length: drawnSteps(model) + 1 }, (_, ordinal) => makeColumn(under, over, model, ordinal));
  const labels = [...model.levels, null].map(() => shape("text", names, "rv-label"));
  const summed = piece("div", place, "rv-summed");
  return { svg, frame, columns: all, back: makeWayBack(arrows, marks, model), labels, strip, summed };
}

/** What each level needs.
 * @param {NetworkModel} model @param {number} column @returns {import("./geometry.js").LevelSize[]} */
export function levelSizes(model, column) {
  return model.levels.map((level, place) => {
    const top = place === model.levels.length - 1;
    const longest = top || !model.tokens.length ? Math.max(0, ...level.units.map((name) => [...name].length)) : 0;
    const count = level.seen[0].length;
    const name = longest && column / Math.min(count, 2) > 60 ? longest + 1 : 0;
    const values = function* () {
      for (const row of level.start ? [level.start, ...level.values] : level.values) yield* row;
    };
    return { count, stacked: level.start !== null, name, head: top && !model.classes ? 13 : 0, ...lengths(values()) };
  });
}

/** @param {SVGElement[]} labels @param {NetworkModel} model @param {Arrangement} places */
export function placeLabels(labels, model, places) {
  labels.forEach((label, index) => {
    const level = places.levels[index];
    const [first, last] = level ? [level.tiles[0], level.tiles[level.tiles.length - 1]] : [{ y: 18 }, { y: 18 }];
    put(label, { x: 10, y: (first.y + last.y) / 2 + 5 });
    say(label, level ? model.levels[index].name : "L");
  });
}

/** @param {NetworkColumn} column @param {{ t: number, known: number, graded: number }} now @param {number} steps */
export function markColumn(column, now, steps) {
  const { step } = column;
  const graded = step ? step >= now.graded && now.graded <= steps : now.graded === 1;
  const state = `${step === now.t ? " rv-now" : ""}${step > now.known ? " rv-later" : ""}${graded ? " rv-graded" : ""}`;
  column.group.setAttribute("class", "rv-column" + state);
  column.edges.setAttribute("class", "rv-edges" + state);
}

/** Colours by meaning; those of lines are the ends of the ramps.
 * @param {HTMLElement} place @param {NetworkModel} model @param {string} light */
export function colourEnds(place, model, light) {
  for (const [name, colour] of Object.entries(model.colours)) place.style.setProperty(`--rv-${name}`, colour);
  for (const [name, ramps] of Object.entries(model.ramps)) {
    const ramp = ramps[light];
    place.style.setProperty(`--rv-${name}-minus`, ramp[0][1]);
    place.style.setProperty(`--rv-${name}-plus`, ramp[ramp.length - 1][1]);
  }
}

/** A pulse along the lines of what has just been computed.
 * @param {SVGElement} group */
export function pulse(group) {
  group.animate({ strokeDasharray: ["0 100", "100 0"] }, { duration: PULSE, easing: "ease-out" });
}
