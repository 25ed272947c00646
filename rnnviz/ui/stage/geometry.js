// All time figures have the same margins, so one column is as wide in each.

const NARROW = 18; // pixels of a step that has no room for all it would show

function fit(stage) {
  place(stage);
  const lanes = [...stage.lanes.values()];
  if (lanes.some(({ drawn, width, picture }) => drawn && picture.clientWidth && picture.clientWidth !== width)) redraw(stage);
}

function place(stage) {
  const box = stage.root.getBoundingClientRect();
  stage.bar.style.left = `${box.left}px`;
  stage.bar.style.width = `${box.width}px`;
  for (const lane of stage.lanes.values()) {
    if (!lane.root.isConnected) continue;
    const { margin, height } = lane.figure.layout;
    const width = lane.picture.clientWidth;
    const rows = { top: `${margin.t}px`, height: `${height - margin.t - margin.b}px` };
    Object.assign(lane.pane.style, rows, { left: `${margin.l}px`, width: `${width - margin.l - margin.r}px` });
    Object.assign(lane.legend.style, rows, { left: `${width - margin.r + 6}px` });
  }
  const first = stage.time.querySelector(".rv-picture");
  if (!first) return;
  const { margin } = stage.lanes.values().next().value.figure.layout;
  stage.column = (first.clientWidth - margin.l - margin.r) / (stage.steps + 1);
  stage.left = first.getBoundingClientRect().left - stage.time.getBoundingClientRect().left + margin.l;
  stage.cursor.style.width = `${stage.column}px`;
  const at = stage.at > stage.steps ? 2 * stage.steps + 1 - stage.at : stage.at;
  stage.cursor.style.transform = `translateX(${stage.left + at * stage.column}px)`;
}

// Where a cell is too narrow for its number, the number stands beside the picture only.
function room(stage) {
  for (const { plot, numbers } of stage.lanes.values()) {
    const written = [...plot.querySelectorAll(".heatmap-label text")].map((text) => text.getComputedTextLength());
    plot.classList.toggle("rv-tight", Math.max(0, ...written) > cellWidth(plot));
    reach(numbers);
  }
}

function cellWidth({ _fullLayout: { xaxis } = {}, data: [{ x = [0, 1] } = {}] = [] }) {
  return xaxis && x.length > 1 ? Math.abs(xaxis.l2p(x[1]) - xaxis.l2p(x[0])) : Infinity;
}

// On a phone a step may be narrower than its number and its disc.
function slim({ data, layout }, width) {
  const { tickvals, ticktext, range } = layout.xaxis;
  const step = (width - layout.margin.l - layout.margin.r) / (range[1] - range[0]);
  const inTime = layout.meta.direction === "forward" || layout.meta.direction === "backward";
  if (!inTime || step >= NARROW) return { data, layout };
  const every = Math.ceil(NARROW / step);
  const kept = (_, place) => place % every === 0;
  const xaxis = { ...layout.xaxis, tickvals: tickvals.filter(kept), ticktext: ticktext.filter(kept) };
  const traces = data.map((trace) => (trace.marker?.size > step ? { ...trace, marker: { ...trace.marker, size: step } } : trace));
  return { data: traces, layout: { ...layout, xaxis } };
}
