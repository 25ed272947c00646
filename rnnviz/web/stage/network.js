// @ts-check
// The network unrolled in time: what flows forward along its edges, and the gradients that come back.

import { arrange, columns } from "./geometry.js";
import { placeWayBack, showWayBack } from "./network_back.js";
import { fillColumn, moveColumn, placeColumn, placeEdges } from "./network_column.js";
import { lightColumn } from "./network_lighting.js";
import { cursorAt, drawnSteps, isLarge, structureOf, unpackNetwork } from "./network_model.js";
import { buildNetwork, colourEnds, levelSizes, markColumn, placeLabels, pulse } from "./network_parts.js";
import { fillStrip, goStrip, placeStrip, stepAt } from "./network_strip.js";
import { pointedAt } from "./network_pointing.js";
import { piece, put, say } from "./svg.js";
import { makeTip } from "./tip.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./network_column.js").NetworkColumn} NetworkColumn */
/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {{ point(keys: string[] | null): void, pick(step: number): void }} Callbacks */
/** @typedef {import("./network_parts.js").Parts} Parts */

/** @param {HTMLElement} root @param {Callbacks} on */
export function makeNetwork(root, on) {
  const place = piece("div", root, "rv-network");
  const tip = makeTip(place);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {NetworkModel} */ let model;
  /** @type {Parts | null} */ let parts = null;
  /** @type {Arrangement} */ let places;
  /** @type {any} */ let words = {};
  let [structure, arranged, light, cursor, first] = ["", "", "light", 0, 0];
  let [wide, high] = [0, 0];
  /** @type {Set<string>} */ let lit = new Set();
  let pointed = "null"; // what was told last
  let dirty = true; // the texts in a column are not those of its step

  const stripHeight = () => (isLarge(model) ? Math.round(Math.min(96, high * 0.2)) : 0);
  const svgTop = () => (isLarge(model) ? stripHeight() + 6 : 0);

  function arrangeAll() {
    dirty = true;
    if (!parts || !wide) return;
    const height = high - svgTop() - (model.summed.length ? 20 : 0);
    const all = columns(wide, drawnSteps(model));
    const needed = levelSizes(model, all[0].width);
    const asked = JSON.stringify([structure, wide, high, needed, height]);
    if (asked === arranged) return;
    arranged = asked;
    places = arrange(needed, all[0].width, height, model.tokens.length > 0);
    put(parts.svg, { width: wide, height, viewBox: `0 0 ${wide} ${height}` });
    for (const column of parts.columns) placeColumn(column, places);
    placeWayBack(parts.back, model, places);
    placeLabels(parts.labels, model, places);
    put(parts.frame, { y: 2, width: all[0].width - 4, height: height - 22, rx: 9 });
    if (parts.strip) placeStrip(parts.strip, model, wide, stripHeight());
  }

  function paint() {
    if (!parts || !wide) return;
    const steps = drawnSteps(model);
    const now = cursorAt(cursor, model.steps);
    const offset = Math.max(0, Math.min(now.t - 2, model.steps - steps));
    const all = columns(wide, steps);
    if (offset !== first || dirty) {
      first = offset;
      all.forEach(({ centre }, ordinal) => fill(columnAt(ordinal), first + ordinal, centre));
    }
    if (dirty && parts.strip) fillStrip(parts.strip, model, light);
    dirty = false;
    for (const column of parts.columns) markColumn(column, now, model.steps);
    put(parts.frame, { x: all[now.t - first].left + 2 });
    showWayBack(parts.back, model, now.back ? now.t : 0, all[now.t - first].centre);
    if (parts.strip) goStrip(parts.strip, now, first, steps);
    place.classList.toggle("rv-returning", now.back);
    const step = now.t ? (now.back ? words.back : words.ahead).replace("{t}", String(now.t)) : words.begin;
    put(parts.svg, { "aria-label": words.picture.replace("{now}", step) });
  }

  /** The column that stands at ``ordinal``: moved on by a step, all but one keep what is written in them.
   * @param {number} ordinal @returns {NetworkColumn} */
  function columnAt(ordinal) {
    const all = /** @type {Parts} */ (parts).columns;
    return all[ordinal && 1 + ((first + ordinal - 1) % (all.length - 1))];
  }

  /** @param {NetworkColumn} column @param {number} step @param {number} centre */
  function fill(column, step, centre) {
    moveColumn(column, centre);
    if (column.step === step && !dirty) return;
    placeEdges(column, model, places, step);
    fillColumn(column, model, places, step, { light, words });
    lightColumn(column, model, lit);
  }

  function relight() {
    if (!parts) return;
    for (const column of parts.columns) lightColumn(column, model, lit);
  }

  /** @param {string[] | null} keys */
  function point(keys) {
    if (String(keys) === pointed) return;
    pointed = String(keys);
    on.point(keys);
  }

  /** @param {PointerEvent} event */
  function pointAt(event) {
    if (!parts || event.target === parts.strip?.frame) return;
    const box = parts.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const view = { model, places, first, cursor, words, all: columns(wide, drawnSteps(model)), columnAt };
    const told = y >= 0 ? pointedAt(view, x, y) : null;
    point(told && told.keys);
    if (told) tip.show(told.lines, x, y + svgTop(), wide);
    else tip.hide();
  }

  place.addEventListener("pointermove", pointAt);
  place.addEventListener("pointerdown", pointAt);
  place.addEventListener("pointerleave", () => {
    point(null);
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
        parts = buildNetwork(place, model);
      }
      if (parts) say(parts.summed, model.summed.join(" · "));
      colourEnds(place, model, light);
      if (!wide) [wide, high] = [root.clientWidth, root.clientHeight];
      arrangeAll();
      paint();
    },
    /** @param {number} at 0 … 2T @param {{ pulse?: boolean }} [how] */
    go(at, how = {}) {
      const forward = at > cursor;
      cursor = at;
      if (!model) return;
      paint();
      if (!how.pulse || !parts || !forward || still.matches) return;
      const now = cursorAt(at, model.steps);
      pulse(now.back ? parts.back.under : columnAt(now.t - first).edges);
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
