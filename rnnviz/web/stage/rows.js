// @ts-check
// The same numbers over time, under the network and in its columns: a row a unit, a cell a step.

import { rows as rowsOf } from "./arrays.js";
import { chosenGroups, groupPlaces, knownColumns, together } from "./row_layout.js";
import { colour, css, ink } from "./scales.js";
import { put, svgElement } from "./svg.js";
import { exact, short } from "./writing.js";

/** @typedef {import("./arrays.js").Packed} Packed */
/** @typedef {import("./scales.js").Ramp} Ramp */
/** @typedef {import("./geometry.js").Column} Column */
/** @typedef {{ name: string, gradient: boolean, labels: string[], numbers: Packed }} Signal */
/** @typedef {{ steps: number, groups: Signal[], peaks: Peaks }} RowsData */
/** @typedef {{ values: number, gradients: number }} Peaks */
/** @typedef {{ values: Ramp, gradients: Ramp }} Ramps */
/** @typedef {{ rect: SVGElement, text: SVGElement, key: string, value: number, was: number }} Cell */
/** @typedef {{ signal: Signal, label: SVGElement, names: SVGElement[], root: SVGElement, hatched: SVGElement, cells: Cell[][] }} Drawn */

const NUMBER_WIDTH = 46; // pixels that a number of four decimals takes
const NUMBER_HEIGHT = 13;
const CHANGE_WIDTH = 112; // pixels that an old and a new number take

/** @param {HTMLElement} root @param {{ point: (keys: string[] | null) => void }} on */
export function makeRows(root, on) {
  const picture = svgElement("svg", { class: "rv-rows", role: "img" });
  const clips = { values: clip("rv-known-values"), gradients: clip("rv-known-gradients") };
  const frame = svgElement("rect", { class: "rv-rows-frame", rx: 6 });
  picture.append(...Object.values(clips).map(({ path }) => path));
  root.append(picture);
  const state = {
    /** @type {RowsData | null} */ data: null,
    /** @type {Drawn[]} */ drawn: [],
    /** @type {Column[]} */ columns: [],
    /** @type {Ramps} */ ramps: { values: [], gradients: [] },
    /** @type {"values" | "gradients"} */ wanted: "values",
    /** @type {Map<string, SVGElement>} */ byKey: new Map(),
    height: 0, at: 0, shape: "",
  };

  picture.addEventListener("pointerover", (event) => {
    const cell = cellOf(event.target);
    root.title = cell ? told(cell) : "";
    on.point(cell ? [cell.key] : null);
  });
  picture.addEventListener("pointerleave", () => on.point(null));

  /** @param {EventTarget | null} target @returns {Cell | undefined} */
  function cellOf(target) {
    const place = target instanceof Element ? target.closest("[data-place]")?.getAttribute("data-place") : null;
    const [group, row, column] = (place ?? "").split(" ").map(Number);
    return place ? state.drawn[group].cells[row][column] : undefined;
  }

  /** New numbers; elements are made anew only where there are others. After an edit each says what it was, until a step.
   * @param {RowsData} data @param {Ramps} ramps @param {boolean} edited */
  function show(data, ramps, edited) {
    const shape = JSON.stringify(data.groups.map(({ name, gradient, labels, numbers }) => [name, gradient, labels, numbers.shape]));
    state.data = data;
    state.ramps = ramps;
    if (shape !== state.shape) build(data);
    state.shape = shape;
    state.drawn.forEach((drawn, index) => write(drawn, data.groups[index], data.peaks, edited));
  }

  /** @param {RowsData} data */
  function build(data) {
    for (const { root: group, hatched, label } of state.drawn) [group, hatched, label].forEach((part) => part.remove());
    frame.remove();
    state.byKey.clear();
    state.drawn = data.groups.map((signal, group) => {
      const drawn = buildGroup(signal, group);
      picture.append(drawn.label, drawn.hatched, drawn.root, ...drawn.names);
      return drawn;
    });
    picture.append(frame);
    if (state.columns.length === data.steps + 1) layOut();
  }

  /** @param {Signal} signal @param {number} group @returns {Drawn} */
  function buildGroup(signal, group) {
    const known = signal.gradient ? clips.gradients : clips.values;
    const part = svgElement("g", { "clip-path": `url(#${known.id})` });
    const label = svgElement("text", { class: "rv-rows-label" });
    label.textContent = signal.gradient ? `∂L/∂${signal.name}` : signal.name;
    const [count, columns] = signal.numbers.shape;
    const cells = Array.from({ length: count }, (_, row) => Array.from({ length: columns }, (_, column) => {
      const key = `${signal.gradient ? "d" : ""}${signal.name}@${column}[${row}]`;
      const place = { "data-place": `${group} ${row} ${column}` };
      const [rect, text] = [svgElement("rect", place), svgElement("text", { class: "rv-rows-number", ...place })];
      part.append(rect, text);
      state.byKey.set(key, rect);
      return { rect, text, key, value: NaN, was: NaN };
    }));
    const names = signal.labels.map((name) => {
      const text = svgElement("text", { class: "rv-rows-name" });
      text.textContent = name;
      return text;
    });
    return { signal, label, names, root: part, hatched: svgElement("path", { class: "rv-rows-hatched" }), cells };
  }

  /** @param {Drawn} drawn @param {Signal} signal @param {Peaks} peaks @param {boolean} edited */
  function write(drawn, signal, peaks, edited) {
    drawn.signal = signal;
    const kind = signal.gradient ? "gradients" : "values";
    rowsOf(signal.numbers).forEach((row, place) => row.forEach((value, column) => {
      const cell = drawn.cells[place][column];
      const ground = colour(state.ramps[kind], value, peaks[kind]);
      cell.was = edited ? cell.value : value;
      cell.value = value;
      const none = Number.isNaN(value) && column === 0; // not every signal has an initial state
      put(cell.rect, { fill: none ? "none" : css(ground) });
      put(cell.text, { fill: ink(ground) });
      if (none) cell.text.textContent = ""; else writeNumber(cell, column);
    }));
  }

  /** @param {Cell} cell @param {number} column */
  function writeNumber({ rect, text, value, was }, column) {
    const changed = !Object.is(was, value);
    const roomy = state.columns.length > column && state.columns[column].width >= CHANGE_WIDTH;
    rect.classList.toggle("rv-changed", changed);
    text.textContent = changed && roomy && short(was) !== short(value) ? `${short(was)} → ${short(value)}` : short(value);
  }

  /** What the last edit changed is no longer told. */
  function forget() {
    for (const { cells } of state.drawn) cells.forEach((row) => row.forEach((cell, column) => {
      if (Object.is(cell.was, cell.value)) return;
      cell.was = cell.value;
      writeNumber(cell, column);
    }));
  }

  /** The network's columns, and the height there is. @param {Column[]} columns @param {number} height */
  function size(columns, height) {
    state.columns = columns;
    state.height = height;
    layOut();
  }

  /** @param {"values" | "gradients"} wanted */
  function choose(wanted) {
    state.wanted = wanted;
    layOut();
  }

  function layOut() {
    const { data, columns, height } = state;
    if (!data || columns.length !== data.steps + 1) return;
    const groups = data.groups.map(({ gradient, numbers }) => ({ rows: numbers.shape[0], gradient }));
    const places = groupPlaces(groups, chosenGroups(groups, height, state.wanted), height);
    state.drawn.forEach((drawn, index) => placeGroup(drawn, places[index]));
    put(picture, { width: right(), height });
    go(state.at);
  }

  const right = () => (state.columns.at(-1)?.left ?? 0) + (state.columns.at(-1)?.width ?? 0);

  /** @param {Drawn} drawn @param {import("./row_layout.js").Place | null} place */
  function placeGroup(drawn, place) {
    for (const part of [drawn.root, drawn.label, drawn.hatched, ...drawn.names]) part.toggleAttribute("hidden", !place);
    if (!place) return;
    const { columns } = state;
    const written = columns[1].width >= NUMBER_WIDTH && place.height >= NUMBER_HEIGHT;
    const named = drawn.names.length > 0 && place.height >= NUMBER_HEIGHT - 2;
    const gap = place.height > 8 ? 1 : 0;
    const middle = (/** @type {number} */ row) => place.top + (row + 0.5) * place.height;
    drawn.root.classList.toggle("rv-rows-bare", !written);
    put(drawn.label, { x: 0, y: place.top + Math.max(11, place.height * 0.65) });
    drawn.label.toggleAttribute("hidden", named);
    drawn.names.forEach((name, row) => {
      name.toggleAttribute("hidden", !named);
      put(name, { x: columns[0].left - 6, y: middle(row) });
    });
    let outline = "";
    drawn.cells.forEach((row, index) => row.forEach(({ rect, text }, column) => {
      const { left: x, width } = columns[column];
      const box = { x: x + gap, y: place.top + index * place.height, width: width - 2 * gap, height: place.height - gap };
      put(rect, box);
      put(text, { x: x + width / 2, y: middle(index) });
      if (column) outline += `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`;
    }));
    put(drawn.hatched, { d: outline });
  }

  /** @param {number} at */
  function go(at) {
    const { data, columns } = state;
    const moved = state.at !== at;
    state.at = at;
    if (!data || columns.length !== data.steps + 1) return;
    const known = knownColumns(at, data.steps);
    if (moved) forget();
    reveal(clips.values.rect, known.values);
    reveal(clips.gradients.rect, known.gradients);
    const now = columns[at > data.steps ? 2 * data.steps + 1 - at : at];
    put(frame, { x: now.left - 1, width: now.width + 2, y: -8, height: state.height + 16 });
  }

  /** @param {SVGElement} rect @param {[number, number]} known */
  function reveal(rect, [first, end]) {
    const left = first < state.columns.length ? state.columns[first].left : right();
    const until = end < state.columns.length ? state.columns[end].left : right();
    put(rect, { x: left, width: Math.max(0, until - left), y: -10, height: state.height + 20 });
  }

  /** @type {SVGElement[]} */
  let lit = [];

  /** @param {Set<string>} keys */
  function light(keys) {
    for (const rect of lit) rect.classList.remove("rv-lit");
    lit = [...keys].flatMap((key) => state.byKey.get(key) ?? []);
    for (const rect of lit) rect.classList.add("rv-lit");
  }

  /** Whether values and gradients stand below each other, so that there is nothing to choose. */
  const both = () => together((state.data?.groups ?? []).map(({ gradient, numbers }) => ({ rows: numbers.shape[0], gradient })), state.height);

  return { show, size, choose, go, light, both, picture };
}

/** What of the rows is known: a rectangle that a step moves. @param {string} id */
function clip(id) {
  const [path, rect] = [svgElement("clipPath", { id }), svgElement("rect")];
  path.append(rect);
  return { id, path, rect };
}

/** @param {Cell} cell */
function told({ key, value, was }) {
  const change = Object.is(was, value) ? "" : ` (${short(was)} → ${short(value)}, Δ ${short(value - was)})`;
  return `${key} = ${exact(value)}${change}`;
}
