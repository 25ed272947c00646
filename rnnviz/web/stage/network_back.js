// @ts-check
// The way back at the step in view: at each state two arrows meet, one from above and one from the step after.

import { aboveCurve, at, crowdCurves, futureCurve, path } from "./curves.js";
import { fitted } from "./fitted.js";
import { pills } from "./pills.js";
import { width } from "./scales.js";
import { put, say, shape } from "./svg.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {import("./pills.js").Pill} Pill */
/** @typedef {{ line: SVGElement, head: SVGElement, ground: SVGElement, text: SVGElement, scissors: SVGElement,
 *   pill: Pill | null, crowd: "" | "all" | "hidden" }} Arrow */
/** @typedef {{ under: SVGElement, over: SVGElement, forks: { above: Arrow[], future: Arrow[] }[] }} WayBack */

/** @param {SVGElement} under @param {SVGElement} over @param {NetworkModel} model @returns {WayBack} */
export function makeWayBack(under, over, model) {
  const [lines, marks] = [shape("g", under, "rv-back"), shape("g", over, "rv-back")];
  const forks = model.forks.map(({ level }) => {
    const units = model.levels[level].seen[0];
    return { above: units.map(() => makeArrow(lines, marks)), future: units.map(() => makeArrow(lines, marks)) };
  });
  return { under: lines, over: marks, forks };
}

/** @param {SVGElement} lines @param {SVGElement} marks @returns {Arrow} */
function makeArrow(lines, marks) {
  const line = shape("path", lines, "rv-arrow", { pathLength: 100 });
  const head = shape("path", marks, "rv-head");
  const ground = shape("rect", marks, "rv-pill");
  const text = shape("text", marks, "rv-addend");
  return { line, head, ground, text, scissors: shape("text", marks, "rv-scissors"), pill: null, crowd: "" };
}

/** @param {WayBack} way @param {NetworkModel} model @param {Arrangement} places */
export function placeWayBack(way, model, places) {
  const found = pills(places, model.forks);
  way.forks.forEach(({ above, future }, place) => {
    const { level, lag } = model.forks[place];
    const crowd = places.levels[level].across > 1 ? crowdCurves(places, level, lag) : null;
    above.forEach((arrow, unit) => {
      const curve = crowd ? crowd.above : aboveCurve(places, level, unit, lag);
      placeArrow(arrow, curve, found[place].above[unit], false);
    });
    future.forEach((arrow, unit) => {
      const curve = crowd ? crowd.future : futureCurve(places, level, unit);
      placeArrow(arrow, curve, found[place].future[unit], true);
    });
    for (const arrows of [above, future]) arrows.forEach((arrow, unit) => (arrow.crowd = crowd ? (unit ? "hidden" : "all") : ""));
  });
}

/** @param {Arrow} arrow @param {import("./curves.js").Curve} curve @param {Pill | null} pill @param {boolean} left */
function placeArrow(arrow, curve, pill, left) {
  arrow.pill = pill;
  put(arrow.line, { d: path(curve) });
  const [x, y] = [curve[6], curve[7]].map((end) => Math.round(end * 10) / 10);
  put(arrow.head, { d: left ? `M${x + 5} ${y - 4}v8l-8 -4z` : `M${x - 4} ${y - 3}h8l-4 8z` });
  const [u, v] = at(curve, left ? 0.12 : 0.5);
  put(arrow.scissors, { x: u, y: v + 5 });
  if (!pill) return;
  put(arrow.ground, { x: pill.x - pill.width / 2, y: pill.y - pill.height / 2, width: pill.width, height: pill.height, rx: 4 });
  put(arrow.text, { x: pill.x, y: pill.y + pill.font * 0.36, "font-size": pill.font });
}

/** The arrows of step ``t``, whose column has its centre at ``centre``; none where ``t`` is 0.
 * @param {WayBack} way @param {NetworkModel} model @param {number} t @param {number} centre */
export function showWayBack(way, model, t, centre) {
  for (const group of [way.under, way.over]) {
    group.classList.toggle("rv-shown", t > 0);
    put(group, { transform: `translate(${Math.round(centre * 10) / 10} 0)` });
  }
  if (!t) return;
  const cut = model.cuts.includes(t) && !model.resets.includes(t);
  way.forks.forEach(({ above, future }, place) => {
    const fork = model.forks[place];
    const units = model.levels[fork.level].seen[0];
    const top = place === model.forks.length - 1;
    const judged = !top || Boolean(model.counted[t - 1 + fork.lag]);
    const later = t < model.steps && !model.resets.includes(t);
    above.forEach((arrow, unit) => tell(arrow, fork.above[t - 1][units[unit]], model, judged, false));
    const sent = cut ? fork.dropped : fork.future;
    future.forEach((arrow, unit) => tell(arrow, sent[t - 1][units[unit]], model, later, cut));
  });
}

/** @param {Arrow} arrow @param {number} value @param {NetworkModel} model @param {boolean} there @param {boolean} cut */
function tell(arrow, value, model, there, cut) {
  const seen = there && arrow.crowd !== "hidden";
  const sign = arrow.crowd ? " rv-all" : value < 0 ? " rv-minus" : "";
  const kind = `${sign}${seen ? "" : " rv-none"}${cut ? " rv-cut" : ""}`;
  arrow.line.setAttribute("class", "rv-arrow" + kind);
  arrow.head.setAttribute("class", "rv-head" + kind);
  const wide = arrow.crowd ? 2 : Math.max(1.4, width(value, model.peaks.gradients, 6));
  arrow.line.setAttribute("stroke-width", wide.toFixed(1));
  const written = there && arrow.pill ? fitted(value, arrow.pill.decimals) : "";
  say(arrow.text, written);
  arrow.text.setAttribute("class", "rv-addend" + kind);
  arrow.ground.setAttribute("class", written ? "rv-pill" : "rv-pill rv-none");
  say(arrow.scissors, seen && cut ? "✂\ufe0e" : "");
}
