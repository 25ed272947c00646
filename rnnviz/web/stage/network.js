// @ts-check
// The network unrolled in time: what flows forward along its edges, and the gradients that come back.

import { edgeCurve, nearest } from "./curves.js";
import { lengths } from "./fitted.js";
import { arrange, columns } from "./geometry.js";
import { makeWayBack, placeWayBack, showWayBack } from "./network_back.js";
import { fillColumn, makeColumn, placeColumn, placeEdges } from "./network_column.js";
import { cursorAt, drawnSteps, isLarge, structureOf, unpackNetwork } from "./network_model.js";
import { fillStrip, goStrip, makeStrip, placeStrip, stepAt } from "./network_strip.js";
import { edgeKeys, tellEdge, tellLoss, tellUnit, unitKeys } from "./network_telling.js";
import { piece, put, say, shape } from "./svg.js";
import { makeTip } from "./tip.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./network_column.js").NetworkColumn} NetworkColumn */
/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {{ point(keys: string[] | null): void, pick(step: number): void }} Callbacks */
/** @typedef {{ svg: SVGElement, frame: SVGElement, columns: NetworkColumn[], back: import("./network_back.js").WayBack,
 *   labels: SVGElement[], strip: import("./network_strip.js").Strip | null, summed: HTMLElement }} Parts */

const PULSE = 280; // ms
let patterns = 0; // each picture's hatching has an id of its own

/** The columns of the steps, for what stands under the picture.
 * @param {number} width @param {number} steps */
export function timeline(width, steps) {
  return columns(width, steps);
}

/** @param {HTMLElement} root @param {Callbacks} on */
export function makeNetwork(root, on) {
  const place = piece("div", root, "rv-network");
  const tip = makeTip(place);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {NetworkModel} */ let model;
  /** @type {Parts | null} */ let parts = null;
  /** @type {Arrangement} */ let places;
  /** @type {any} */ let words = {};
  let [structure, light, cursor, first] = ["", "light", 0, 0];
  let [wide, high] = [0, 0];
  /** @type {Set<string>} */ let lit = new Set();
  let dirty = true; // the texts in a column are not those of its step

  const stripHeight = () => (isLarge(model) ? Math.round(Math.min(96, high * 0.2)) : 0);
  const svgTop = () => (isLarge(model) ? stripHeight() + 6 : 0);

  function arrangeAll() {
    if (!parts || !wide) return;
    const height = high - svgTop() - (model.summed.length ? 20 : 0);
    const all = columns(wide, drawnSteps(model));
    places = arrange(sizes(model, all[0].width), all[0].width, height, model.tokens.length > 0);
    put(parts.svg, { width: wide, height, viewBox: `0 0 ${wide} ${height}` });
    parts.columns.forEach((column, ordinal) => placeColumn(column, model, places, all[ordinal].centre));
    placeWayBack(parts.back, model, places);
    placeLabels(parts.labels, model, places);
    put(parts.frame, { y: 2, width: all[0].width - 4, height: height - 22, rx: 9 });
    if (parts.strip) placeStrip(parts.strip, model, wide, stripHeight());
    dirty = true;
  }

  function paint() {
    if (!parts || !wide) return;
    const steps = drawnSteps(model);
    const now = cursorAt(cursor, model.steps);
    const offset = Math.max(0, Math.min(now.t - 2, model.steps - steps));
    if (offset !== first || dirty) {
      first = offset;
      for (const column of parts.columns) {
        placeEdges(column, model, places, column.ordinal ? first + column.ordinal : 0);
        fillColumn(column, model, places, first + column.ordinal, { light, words });
      }
      relight();
    }
    if (dirty && parts.strip) fillStrip(parts.strip, model, light);
    dirty = false;
    for (const column of parts.columns) markColumn(column, now, model.steps);
    const all = columns(wide, steps);
    put(parts.frame, { x: all[now.t - first].left + 2 });
    showWayBack(parts.back, model, now.back ? now.t : 0, all[now.t - first].centre);
    if (parts.strip) goStrip(parts.strip, now, first, steps);
    place.classList.toggle("rv-returning", now.back);
    const step = now.t ? (now.back ? words.back : words.ahead).replace("{t}", String(now.t)) : words.begin;
    put(parts.svg, { "aria-label": words.picture.replace("{now}", step) });
  }

  function relight() {
    if (!parts) return;
    for (const column of parts.columns) lightColumn(column, model, lit);
  }

  /** @param {number} x @param {number} y @returns {import("./network_telling.js").Told | null} */
  function toldAt(x, y) {
    const all = columns(wide, drawnSteps(model));
    const ordinal = all.findIndex(({ left, width }) => x >= left && x < left + width);
    if (!parts || ordinal < 0) return null;
    const [step, u] = [first + ordinal, x - all[ordinal].centre];
    const now = cursorAt(cursor, model.steps);
    const graded = step ? step >= now.graded : now.graded === 1;
    for (const [index, level] of places.levels.entries()) {
      if (!parts.columns[ordinal].tiles[index].length) continue;
      const unit = level.tiles.findIndex(
        (tile) => Math.abs(tile.x - u) <= level.width / 2 && y >= tile.y - level.disc / 2 && y <= tile.y + level.disc / 2 + level.box,
      );
      if (unit >= 0) return tellUnit(model, index, step, unit, { known: step <= now.known, graded }, words);
    }
    if (ordinal && y < places.losses - 8 && step <= now.known) return tellLoss(model, step, words);
    return edgeAt(ordinal, u, y, now.known) ?? edgeAt(ordinal + 1, u - places.column, y, now.known);
  }

  /** @param {number} ordinal @param {number} u @param {number} y @param {number} known */
  function edgeAt(ordinal, u, y, known) {
    const column = parts?.columns[ordinal];
    const step = first + ordinal;
    if (!column || !ordinal || step > known) return null;
    const reset = model.resets.includes(step - 1);
    const curves = column.lines.map(({ edge, from, to }) => edgeCurve(places, model.edges[edge], from, to, reset));
    const found = column.lines[nearest(curves, u, y, 6)];
    return found ? tellEdge(model, found.edge, step, found.from, found.to) : null;
  }

  place.addEventListener("pointermove", (event) => {
    if (!parts || event.target === parts.strip?.frame) return;
    const box = parts.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const told = y >= 0 ? toldAt(x, y) : null;
    on.point(told && told.keys);
    if (told) tip.show(told.lines, x, y + svgTop(), wide);
    else tip.hide();
  });
  place.addEventListener("pointerleave", () => {
    on.point(null);
    tip.hide();
  });
  place.addEventListener("click", (event) => {
    if (!parts) return;
    const x = event.clientX - place.getBoundingClientRect().left;
    const inStrip = parts.strip && event.clientY < parts.svg.getBoundingClientRect().top;
    const ordinal = columns(wide, drawnSteps(model)).findIndex(({ left, width }) => x >= left && x < left + width);
    const step = inStrip && parts.strip ? stepAt(parts.strip, x) : ordinal > 0 ? first + ordinal : 0;
    if (step) on.pick(step);
  });

  return {
    /** @param {any} data @param {any} said */
    show(data, said) {
      model = unpackNetwork(data);
      words = said;
      if (structure !== structureOf(model)) {
        structure = structureOf(model);
        parts = build(place, model);
      }
      if (parts) say(parts.summed, model.summed.join(" · "));
      colourEnds(place, model, light);
      if (!wide) [wide, high] = [root.clientWidth, root.clientHeight];
      arrangeAll();
      paint();
    },
    /** @param {number} at 0 … 2T @param {{ pulse?: boolean }} [how] */
    go(at, { pulse = false } = {}) {
      const forward = at > cursor;
      cursor = at;
      if (!model) return;
      paint();
      if (pulse && parts && forward && !still.matches) run(parts, cursorAt(at, model.steps), first);
    },
    /** @param {Set<string>} keys */
    light(keys) {
      lit = keys;
      relight();
    },
    /** @param {"light" | "dark"} name */
    theme(name) {
      light = name;
      if (!model) return;
      colourEnds(place, model, light);
      dirty = true;
      paint();
    },
    /** @param {number} width @param {number} height in pixels */
    size(width, height) {
      [wide, high] = [width, height];
      if (!model) return;
      arrangeAll();
      paint();
    },
  };
}

/** @param {HTMLElement} place @param {NetworkModel} model @returns {Parts} */
function build(place, model) {
  place.querySelectorAll(".rv-strip, .rv-picture, .rv-summed").forEach((old) => old.remove());
  const strip = isLarge(model) ? makeStrip(place) : null;
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
function sizes(model, column) {
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
function placeLabels(labels, model, places) {
  labels.forEach((label, index) => {
    const level = places.levels[index];
    const [first, last] = level ? [level.tiles[0], level.tiles[level.tiles.length - 1]] : [{ y: 18 }, { y: 18 }];
    put(label, { x: 10, y: (first.y + last.y) / 2 + 5 });
    say(label, level ? model.levels[index].name : "L");
  });
}

/** @param {NetworkColumn} column @param {{ t: number, known: number, graded: number }} now @param {number} steps */
function markColumn(column, now, steps) {
  const { step } = column;
  const graded = step ? step >= now.graded && now.graded <= steps : now.graded === 1;
  const state = `${step === now.t ? " rv-now" : ""}${step > now.known ? " rv-later" : ""}${graded ? " rv-graded" : ""}`;
  column.group.setAttribute("class", "rv-column" + state);
  column.edges.setAttribute("class", "rv-edges" + state);
}

/** @param {NetworkColumn} column @param {NetworkModel} model @param {Set<string>} lit */
function lightColumn(column, model, lit) {
  const { step } = column;
  /** @param {string[]} keys */
  const has = (keys) => lit.size > 0 && keys.some((key) => lit.has(key));
  column.tiles.forEach((tiles, level) =>
    tiles.forEach((tile, place) => tile.group.classList.toggle("rv-lit", has(unitKeys(model, level, step, place)))),
  );
  for (const { line, edge, from, to } of column.lines) {
    const weights = lit.size ? edgeKeys(model, edge, step, from, to).filter((_, place) => place % 2 === 0) : [];
    line.classList.toggle("rv-lit", has(weights));
  }
  column.loss.classList.toggle("rv-lit", has([`L@${step}`]));
}

/** The colours of lines are the ends of the ramps.
 * @param {HTMLElement} place @param {NetworkModel} model @param {string} light */
function colourEnds(place, model, light) {
  for (const [name, ramps] of Object.entries(model.ramps)) {
    const ramp = ramps[light];
    place.style.setProperty(`--rv-${name}-minus`, ramp[0][1]);
    place.style.setProperty(`--rv-${name}-plus`, ramp[ramp.length - 1][1]);
  }
}

/** A pulse along what has just been computed.
 * @param {Parts} parts @param {{ t: number, back: boolean }} now @param {number} first */
function run(parts, now, first) {
  const group = now.back ? parts.back.under : parts.columns[now.t - first]?.edges;
  group?.animate({ strokeDasharray: ["0 100", "100 0"] }, { duration: PULSE, easing: "ease-out" });
}
