// @ts-check
// The stage draws a run and owns the cursor, 0 … 2T. A step moves, colours and writes what is there already: no element
// is made, no Plotly called, and the server hears of it only when the cursor has come to rest.

import { labelBar, makeBar } from "./bar.js";
import { makeCell } from "./cell.js";
import { dropCharts, drawCharts, readCharts } from "./charts.js";
import { go } from "./cursor.js";
import { element, find } from "./dom.js";
import { pressed } from "./keys.js";
import { makeNetwork } from "./network.js";
import { pause, playOnce } from "./play.js";
import { leave, present } from "./present.js";
import { makeRows } from "./rows.js";
import { makeLegend } from "./legend.js";
import { fitScreen } from "./screen.js";
import { makeSums } from "./sums.js";
import { makeSwitch } from "./switch.js";
import { makePassage } from "./telling.js";
import { makeText } from "./text.js";

/** @typedef {"values" | "gradients" | "charts" | "text"} Under */
/** @typedef {{ network: any, words: any, rows: any, sums: any, cell: any, ramps: { light: any, dark: any } }} Picture */
/** @typedef {{ at: number, jump: number, under: Under, opened: boolean, present: boolean }} Place */
/** @typedef {{ picture: string, figures: Record<string, string>, steps: number, layout: "whole" | "charts", jump: number,
 *   at: number, under: Under, opened: boolean, present: boolean, watched: string, play: boolean,
 *   words: Record<string, string>, language: string, plotly: string }} StageData */
/** @typedef {{ data: StageData, parentElement: ParentNode, setStateValue: (name: string, value: unknown) => void,
 *   setTriggerValue: (name: string, value: unknown) => void }} Component */
/** @typedef {ReturnType<typeof mount>} Stage */

const stages = new WeakMap();

/** What Streamlit calls with new data. @param {Component} component */
export default function showStage({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = find(parentElement, ".rnnviz-stage");
  /** @type {Stage} */
  let stage = stages.get(root);
  if (!stage) stages.set(root, (stage = mount(root)));
  stage.report = () => setStateValue("cursor", place(stage));
  stage.send = (name, value) => setTriggerValue(name, value);
  show(stage, data);
  return () => root.isConnected || unmount(stage); // Streamlit also calls this for data that newer data has overtaken
}

/** @param {Stage} stage @returns {Place} */
export function place(stage) {
  const { at, jump, under, opened } = stage;
  return { at, jump, under, opened, present: stage.stand !== null };
}

/** @param {HTMLElement} root */
function mount(root) {
  const stage = {
    root,
    at: 0, steps: 0, jump: -1, playing: 0, rest: 0, opened: false, news: "", reported: "", watched: "",
    /** @type {Under} */ under: "values",
    /** @type {"whole" | "charts"} */ layout: "whole",
    /** @type {Record<string, string>} */ words: {},
    plotly: "",
    /** @type {() => void} */ report() {},
    /** @type {(name: string, value: unknown) => void} */ send() {},
    screen: find(root, ".rv-screen"), left: find(root, ".rv-left"), bar: find(root, ".rv-transport"),
    range: /** @type {HTMLInputElement} */ (find(root, "input[type=range]")),
    speed: /** @type {HTMLSelectElement} */ (find(root, ".rv-speed select")),
    help: /** @type {HTMLDialogElement} */ (find(root, ".rv-help")),
    where: find(root, ".rv-where"), live: find(root, ".rv-live"),
    /** @type {Element | null} */ clicked: null,
    /** @type {HTMLDialogElement | null} */ stand: null,
    charts: {
      root: find(root, ".rv-charts"), time: find(root, ".rv-time"), whole: find(root, ".rv-whole"),
      cursor: find(root, ".rv-cursor"), turn: 0, left: 0, column: 0,
      /** @type {Promise<unknown>} */ drawing: Promise.resolve(),
      /** @type {Map<string, import("./lanes.js").Lane>} */ lanes: new Map(),
      /** @type {import("./lanes.js").Lane[]} */ gone: [],
    },
    abort: new AbortController(),
    passage: /** @type {HTMLElement} */ (element("a")),
    sizes: new ResizeObserver(() => {}),
    parts: /** @type {any} */ (null),
    /** @type {{ structure: string, rows: any, network: any } | null} */ colours: null,
    /** @type {Picture | null} */ picture: null,
  };

  stage.parts = makeParts(stage);
  stage.passage = makePassage(stage);
  makeBar(stage);
  listen(stage, document, "keydown", (event) => pressed(stage, /** @type {KeyboardEvent} */ (event)));
  listen(stage, document, "rnnviz:present", () => present(stage));
  stage.sizes = new ResizeObserver(() => fitScreen(stage));
  stage.sizes.observe(stage.screen);
  return stage;
}

/** @param {any} stage */
function makeParts(stage) {
  /** @type {any} */
  let parts;
  /** @param {string[] | null} keys */
  const point = (keys) => {
    const lit = new Set(keys ?? []);
    for (const part of Object.values(parts)) part.light?.(lit);
  };
  const pick = (/** @type {number} */ step) => go(stage, stage.at > stage.steps ? 2 * stage.steps + 1 - step : step);
  const edit = (/** @type {unknown} */ typed) => stage.send("edited", typed);
  parts = {
    network: makeNetwork(find(stage.root, ".rv-network"), { point, pick }),
    cell: makeCell(find(stage.root, ".rv-cell"), { point, pick }),
    rows: makeRows(find(stage.root, ".rv-over-time"), { point }),
    text: makeText(find(stage.root, ".rv-texts"), { point, pick }),
    sums: makeSums(find(stage.root, ".rv-sums"), { point, edit }),
    switch: makeSwitch(stage, find(stage.root, ".rv-switch")),
    legend: makeLegend(find(stage.root, ".rv-legends"), () => fitColours(stage)),
  };
  return parts;
}

/** @param {any} stage @param {EventTarget} target @param {string} event @param {(event: Event) => void} listener */
export function listen(stage, target, event, listener) {
  target.addEventListener(event, listener, { signal: stage.abort.signal });
}

/** @param {Stage} stage */
function unmount(stage) {
  pause(stage);
  leave(stage);
  clearTimeout(stage.rest);
  stage.abort.abort();
  stage.passage.remove();
  stage.sizes.disconnect();
  dropCharts(stage);
  stages.delete(stage.root);
}

/** @param {Stage} stage @param {StageData} data */
function show(stage, data) {
  stage.root.dataset.ready = "false";
  Object.assign(stage, { words: data.words, plotly: data.plotly, steps: data.steps, layout: data.layout });
  stage.root.dataset.layout = data.layout;
  document.documentElement.lang = data.language;
  labelBar(stage);
  stage.range.max = String(2 * stage.steps);
  readCharts(stage, data.figures);
  const jumped = stage.jump !== data.jump;
  if (jumped) {
    pause(stage);
    Object.assign(stage, { jump: data.jump, at: data.at, under: data.under, opened: data.opened, watched: data.watched });
    stage.reported = JSON.stringify({ ...place(stage), present: data.present });
  }
  showPicture(stage, JSON.parse(data.picture));
  if (jumped && data.present) present(stage);
  go(stage, stage.at);
  drawCharts(stage);
  if (jumped && data.play) playOnce(stage);
}

/** @param {Stage} stage @param {Picture} picture */
function showPicture(stage, picture) {
  const theme = isDark(stage.root) ? "dark" : "light";
  stage.root.dataset.theme = theme;
  stage.picture = picture;
  const own = { rows: picture.rows.peaks, network: picture.network.peaks };
  const structure = JSON.stringify([stage.jump, stage.steps, picture.rows.groups.map((/** @type {any} */ group) => group.numbers.shape)]);
  const edited = stage.colours?.structure === structure;
  const used = stage.colours && edited ? stage.colours : { structure, ...own };
  stage.colours = used;
  const { network, rows, text, sums, cell, legend } = stage.parts;
  for (const part of [network, cell, sums]) part.theme?.(theme);
  network.show({ ...picture.network, peaks: used.network }, picture.words);
  rows.show({ ...picture.rows, peaks: used.rows }, picture.ramps[theme], edited);
  text.show(picture.rows, picture.ramps[theme], stage.words);
  sums.show(picture.sums, stage.words);
  cell.show(picture.cell, stage.words);
  legend.show(picture.ramps[theme], used.rows, JSON.stringify(used.rows) !== JSON.stringify(own.rows), stage.words);
  fitScreen(stage);
}

/** Colours that end where the numbers do: they stand still while one edits. @param {any} stage */
function fitColours(stage) {
  stage.colours = null;
  showPicture(stage, stage.picture);
  go(stage, stage.at);
}

/** @param {Element} root */
function isDark(root) {
  const [red, green, blue] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? []).map(Number);
  return red + green + blue > 382;
}
