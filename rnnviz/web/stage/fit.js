// @ts-check
// All charts over time have the same margins, so one column is as wide in each.

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./lanes.js").Lane} Lane */

const NARROW_STEP = 18; // pixels of a step that has no room for all it would show

/** The bar under the page, the masks over the charts and the cursor's band. @param {Stage} stage */
export function placeCharts(stage) {
  const { charts, root, bar, steps } = stage;
  const box = root.getBoundingClientRect();
  bar.style.left = `${box.left}px`;
  bar.style.width = `${box.width}px`;
  for (const lane of charts.lanes.values()) if (lane.root.isConnected) placeMask(lane);
  const first = charts.time.querySelector(".rv-picture");
  if (!first) return;
  const { margin } = charts.lanes.values().next().value?.figure.layout;
  charts.column = (first.clientWidth - margin.l - margin.r) / (steps + 1);
  charts.left = first.getBoundingClientRect().left - charts.time.getBoundingClientRect().left + margin.l;
  charts.cursor.style.width = `${charts.column}px`;
  const at = stage.at > steps ? 2 * steps + 1 - stage.at : stage.at;
  charts.cursor.style.transform = `translateX(${charts.left + at * charts.column}px)`;
}

/** @param {Lane} lane */
function placeMask(lane) {
  const { margin, height } = lane.figure.layout;
  const width = lane.picture.clientWidth - margin.l - margin.r;
  const rows = { top: `${margin.t}px`, height: `${height - margin.t - margin.b}px` };
  Object.assign(lane.pane.style, rows, { left: `${margin.l}px`, width: `${width}px` });
}

/** Whether a chart must be drawn anew for its width. @param {Stage} stage */
export function outgrown({ charts }) {
  return [...charts.lanes.values()].some(({ drawn, width, picture }) => drawn && picture.clientWidth && picture.clientWidth !== width);
}

/** Where a cell is too narrow for its number, the number stands beside the chart only. @param {Lane} lane */
export function tight({ plot, numbers }) {
  const texts = /** @type {SVGTextElement[]} */ ([...plot.querySelectorAll(".heatmap-label text")]);
  const written = texts.map((text) => text.getComputedTextLength());
  plot.classList.toggle("rv-tight", Math.max(0, ...written) > cellWidth(plot));
  reach(numbers);
}

/** @param {any} plot */
function cellWidth({ layout: { margin, width, xaxis: { range = [0, 1] } = {} } = {}, data: [{ x = [0, 1] } = {}] = [] }) {
  const places = ArrayBuffer.isView(x) || Array.isArray(x) ? x : [0, 1];
  const [first, second] = /** @type {number[]} */ (/** @type {unknown} */ (places));
  return ((width - margin.l - margin.r) / (range[1] - range[0])) * Math.abs((second ?? first + 1) - first);
}

/** On a phone a step may be narrower than its number and its disc. @param {any} figure @param {number} width */
export function slim({ data, layout }, width) {
  const { tickvals, ticktext, range } = layout.xaxis;
  const step = (width - layout.margin.l - layout.margin.r) / (range[1] - range[0]);
  const inTime = layout.meta.direction === "forward" || layout.meta.direction === "backward";
  if (!inTime || step >= NARROW_STEP) return { data, layout };
  const every = Math.ceil(NARROW_STEP / step);
  const kept = (/** @type {unknown} */ _, /** @type {number} */ place) => place % every === 0;
  const xaxis = { ...layout.xaxis, tickvals: tickvals.filter(kept), ticktext: ticktext.filter(kept) };
  const traces = data.map((/** @type {any} */ trace) => (trace.marker?.size > step ? { ...trace, marker: { ...trace.marker, size: step } } : trace));
  return { data: traces, layout: { ...layout, xaxis } };
}

/** What has to be scrolled can be reached by keys. @param {HTMLElement} box */
export function reach(box) {
  if (box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
