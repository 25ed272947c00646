// @ts-check
// Charts: Plotly draws each once, when it is first asked for, and again when its figure changes; never in a step.

import { chartsInView, revealCharts } from "./cursor.js";
import { element } from "./dom.js";
import { placeCharts, slim, tight } from "./fit.js";
import { makeLane, readLane } from "./lanes.js";
import { leave } from "./present.js";
import { watch } from "./watch.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./lanes.js").Lane} Lane */

const CONFIG = { displayModeBar: false };

/** The figures by name, Plotly's JSON, in the order to be shown. @param {Stage} stage @param {Record<string, string>} figures */
export function readCharts({ charts }, figures) {
  for (const [name, lane] of charts.lanes) if (!(name in figures)) charts.gone.push(lane);
  charts.lanes = new Map(Object.keys(figures).map((name) => [name, charts.lanes.get(name) ?? makeLane(name)]));
  for (const [name, lane] of charts.lanes) {
    lane.next = figures[name];
    readLane(lane);
  }
}

/** One drawing at a time, and only the newest to its end: Plotly cannot change a graph that it is drawing.
 * @param {Stage} stage */
export function drawCharts(stage) {
  const { charts } = stage;
  const turn = ++charts.turn;
  const drawn = chartsInView(stage) ? () => draw(stage, turn) : () => {};
  charts.drawing = charts.drawing.catch(console.error).then(drawn).then(() => {
    if (turn !== charts.turn) return;
    stage.root.dataset.ready = "true";
    watch(stage);
  });
}

/** @param {Stage} stage @param {number} turn */
async function draw(stage, turn) {
  const { charts } = stage;
  for (const lane of charts.gone.splice(0)) {
    lane.root.remove();
    plotly()?.purge(lane.plot);
  }
  putInOrder(charts);
  placeCharts(stage);
  revealCharts(stage);
  try {
    await loadPlotly(stage);
  } catch {
    return sayFailed(stage);
  }
  const ink = getComputedStyle(stage.root).color;
  // widths are read before anything is drawn: read between, each would have the whole page laid out again
  const lanes = [...charts.lanes.values()].map((lane) => ({ lane, width: lane.picture.clientWidth }));
  for (const { lane, width } of lanes) {
    if (turn !== charts.turn) return;
    await drawLane(stage, lane, width, ink);
  }
  for (const lane of charts.lanes.values()) tight(lane);
  placeCharts(stage);
}

/** @param {Stage} stage @param {Lane} lane @param {number} width @param {string} ink */
async function drawLane(stage, lane, width, ink) {
  const state = `${ink} ${width} ${lane.json}`;
  if (lane.drawn === state) return;
  const { data, layout: { meta, ...layout } } = slim(lane.figure, width); // a changed meta would have Plotly draw the axes again
  const graph = { data, layout: { ...layout, width, font: { ...layout.font, color: ink } } };
  const { newPlot, redraw } = plotly(); // react would first compare every number with what is there
  await (lane.drawn ? redraw(Object.assign(lane.plot, graph)) : newPlot(lane.plot, { ...graph, config: CONFIG }));
  if (!lane.drawn) lane.plot.on("plotly_click", (/** @type {any} */ event) => pickPart(stage, event.points[0]));
  lane.drawn = state;
  lane.width = width;
}

/** @param {Stage["charts"]} charts */
function putInOrder({ lanes, time, whole }) {
  const last = new Map();
  for (const { meta, root } of lanes.values()) {
    const parent = meta.direction === "forward" || meta.direction === "backward" ? time : whole;
    const after = last.get(parent);
    if (after ? after.nextSibling !== root : root.parentElement !== parent) {
      if (after) after.after(root); else parent.append(root);
    }
    last.set(parent, root);
  }
}

// A part of the gradient says in its meta which loss it is of; only such can be asked for their chain.
/** @param {Stage} stage @param {any} point */
function pickPart(stage, { data, pointNumber, x, customdata }) {
  const loss = data.meta?.losses ? data.meta.losses[pointNumber[0]] : data.meta?.piece && customdata;
  const shown = stage.at > stage.steps && x >= 2 * stage.steps + 1 - stage.at; // the rest is hatched
  if (!loss || !shown || x > loss) return;
  leave(stage); // what is asked for opens on the page
  stage.send("picked", { loss: Number(loss), state: Number(x) });
}

/** @param {Stage} stage */
export function dropCharts({ charts }) {
  for (const lane of charts.lanes.values()) plotly()?.purge(lane.plot);
}

/** @returns {any} */
const plotly = () => /** @type {any} */ (window).Plotly;

/** @param {Stage} stage */
function loadPlotly(stage) {
  const page = /** @type {any} */ (window);
  page.rnnvizPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(stage.plotly, document.baseURI).href;
    script.onload = resolve;
    script.onerror = () => { page.rnnvizPlotly = undefined; script.remove(); reject(new Error(script.src)); };
    document.head.append(script);
  });
  return page.rnnvizPlotly;
}

/** @param {Stage} stage */
function sayFailed({ charts, words }) {
  if (charts.root.querySelector(".rv-failed")) return;
  const said = element("p", "rv-failed", words.failed);
  said.setAttribute("role", "alert");
  charts.root.prepend(said);
}
