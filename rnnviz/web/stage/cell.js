// @ts-check
// The opened cell: one step as the graph of its equations, values forward and gradients backward, under a strip of all
// steps. Made once for a graph and a size; a step and an edit only write and colour.

import { numbers, rows } from "./arrays.js";
import { makeCellPicture } from "./cell_picture.js";
import { STRIP_HEIGHT, makeStrip } from "./cell_strip.js";
import { element, fill } from "./dom.js";
import { exact } from "./writing.js";

/** @typedef {import("./arrays.js").Packed} Packed */
/** @typedef {import("./cell_blocks.js").CellGraph} CellGraph */
/** @typedef {import("./cell_card.js").Ramps} Ramps */
/** @typedef {{ end: string, input: string, start: Record<string, Packed>, values: Record<string, Packed>,
 *   gradients: Record<string, Packed>, back: { from: string, to: string, flow: Packed }[] }} LayerData */
/** @typedef {{ values: number, gradients: number, back: number }} CellPeaks */
/** @typedef {{ steps: number, graph: CellGraph, layers: LayerData[], peaks: CellPeaks, ramps: { light: Ramps, dark: Ramps } }} CellData */
/** A layer's numbers: of each piece a row a step; of each way (``reader read``) one a step.
 * @typedef {{ end: string, input: string, values: Record<string, Float64Array[]>, gradients: Record<string, Float64Array[]>, back: Map<string, Float64Array> }} LayerNumbers */
/** @typedef {{ point: (keys: string[] | null) => void, pick: (step: number) => void }} On */

const LAYERS_HEIGHT = 28;

/** @param {HTMLElement} root @param {On} on */
export function makeCell(root, on) {
  const part = element("div", "rv-cell-part");
  const layers = element("div", "rv-cell-layers");
  const view = element("div", "rv-cell-view");
  root.append(part);
  const strip = makeStrip(part, on.pick);
  part.append(layers, view);
  const state = {
    /** @type {CellData | null} */ data: null,
    /** @type {LayerNumbers[]} */ layers: [],
    /** @type {ReturnType<typeof makeCellPicture> | null} */ picture: null,
    /** @type {Record<string, string>} */ words: {},
    /** @type {"light" | "dark"} */ theme: "light",
    shape: "", layer: 0, at: 0, width: 0, height: 0,
    /** @type {Element[]} */ lit: [],
    /** @type {Set<string>} */ keys: new Set(),
  };

  part.addEventListener("pointerover", ({ target }) => pointAt(target));
  part.addEventListener("focusin", ({ target }) => pointAt(target));
  for (const event of ["pointerleave", "focusout"]) part.addEventListener(event, () => pointAt(null));

  /** @param {EventTarget | null} target */
  function pointAt(target) {
    const unit = target instanceof Element ? allUnits().find(({ rect }) => rect === target) : undefined;
    part.title = unit && "value" in unit && !Number.isNaN(unit.value) ? `${unit.key} = ${exact(/** @type {number} */ (unit.value))}` : "";
    const told = state.picture?.tell(target instanceof Element ? target : null) ?? null;
    on.point(unit ? [unit.key] : told);
  }

  const allUnits = () => [...(state.picture?.units ?? []), ...strip.cells()];

  /** New numbers; elements are made anew only for another graph or other sizes.
   * @param {CellData} data @param {Record<string, string>} words */
  function show(data, words) {
    const sizes = data.layers.map(({ values }) => Object.values(values).map(({ shape }) => shape[1]));
    const shape = JSON.stringify([data.graph, data.steps, sizes, words.more]);
    Object.assign(state, { data, words, layers: data.layers.map(layerNumbers) });
    state.layer = Math.min(state.layer, data.layers.length - 1);
    if (shape !== state.shape) build();
    state.shape = shape;
    go(state.at);
  }

  function build() {
    const { data, words, width, height } = state;
    if (!data || !width) return;
    layers.hidden = data.layers.length < 2;
    layers.replaceChildren(...data.layers.map((_, index) => layerButton(index)));
    const { values, end } = state.layers[state.layer];
    const units = { x: values.x[0].length, h: values[data.graph.states[0]][0].length };
    strip.build(data.steps, units.h, width, words);
    const room = height - STRIP_HEIGHT - 2 - (layers.hidden ? 0 : LAYERS_HEIGHT);
    state.picture = makeCellPicture(data.graph, units, { width, height: room }, words, end);
    view.replaceChildren(state.picture.root);
  }

  /** @param {number} index */
  function layerButton(index) {
    const button = element("button", "rv-choice", fill(state.words.layer ?? "{n}", () => String(index + 1)));
    button.setAttribute("type", "button");
    button.setAttribute("aria-pressed", String(index === state.layer));
    button.setAttribute("aria-checked", String(index === state.layer));
    button.addEventListener("click", () => {
      state.layer = index;
      build();
      go(state.at);
    });
    return button;
  }

  /** @param {number} at 0 … 2T */
  function go(at) {
    const { data, picture } = state;
    state.at = at;
    if (!data || !picture) return;
    const { steps } = data;
    const step = at > steps ? 2 * steps + 1 - at : Math.max(1, at);
    const ramps = data.ramps[state.theme];
    const layer = state.layers[state.layer];
    const name = data.graph.states[0];
    picture.go(layer, step, { values: at > 0, gradients: at > steps }, ramps, data.peaks);
    strip.go(layer.values[name], Math.min(at, steps), step, ramps, data.peaks.values, name + layer.end);
    light(state.keys);
  }

  /** @param {Set<string>} keys */
  function light(keys) {
    for (const rect of state.lit) rect.classList.remove("rv-lit");
    state.keys = keys;
    state.lit = keys.size ? allUnits().filter(({ key }) => keys.has(key)).map(({ rect }) => rect) : [];
    for (const rect of state.lit) rect.classList.add("rv-lit");
  }

  /** @param {"light" | "dark"} name */
  function theme(name) {
    state.theme = name;
    go(state.at);
  }

  /** @param {number} width @param {number} height */
  function size(width, height) {
    if (width === state.width && height === state.height) return;
    Object.assign(state, { width, height });
    build();
    go(state.at);
  }

  return { show, go, light, theme, size };
}

/** @param {LayerData} layer @returns {LayerNumbers} */
function layerNumbers({ end, input, values, gradients, back }) {
  const unpacked = (/** @type {Record<string, Packed>} */ named) => Object.fromEntries(Object.entries(named).map(([key, packed]) => [key, rows(packed)]));
  return {
    end, input, values: unpacked(values), gradients: unpacked(gradients),
    back: new Map(back.map(({ from, to, flow }) => [`${from} ${to}`, numbers(flow)])),
  };
}
