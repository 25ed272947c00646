// Plotly draws a lane once and again when its figure changes; never in a step.

const CONFIG = { displayModeBar: false };

// One drawing at a time, and only the newest to its end: Plotly cannot change a graph that it is drawing.
function redraw(stage) {
  const turn = (stage.turn = (stage.turn ?? 0) + 1);
  stage.drawing = stage.drawing.catch(console.error).then(() => draw(stage, turn));
}

async function draw(stage, turn) {
  for (const lane of stage.gone.splice(0)) {
    lane.root.remove();
    window.Plotly?.purge(lane.plot);
  }
  const last = new Map();
  for (const lane of stage.lanes.values()) {
    const parent = lane.meta.direction === "forward" || lane.meta.direction === "backward" ? stage.time : stage.whole;
    const after = last.get(parent);
    if (after ? after.nextSibling !== lane.root : lane.root.parentElement !== parent) {
      if (after) after.after(lane.root); else parent.append(lane.root);
    }
    last.set(parent, lane.root);
  }
  place(stage);
  try {
    await loaded(stage);
  } catch {
    if (!stage.root.querySelector(".rv-failed")) {
      stage.root.prepend(Object.assign(element("p", "rv-failed"), { textContent: stage.words.failed, role: "alert" }));
    }
    return;
  }
  const ink = getComputedStyle(stage.root).color;
  // widths are read before anything is drawn: read between, each would have the whole page laid out again
  const lanes = [...stage.lanes.values()].map((lane) => {
    const width = lane.picture.clientWidth;
    return [lane, width, `${ink} ${width} ${lane.json}`];
  });
  for (const [lane, width, state] of lanes.filter(([lane, , state]) => lane.drawn !== state)) {
    if (turn !== stage.turn) return;
    const { data, layout: { meta, ...layout } } = slim(lane.figure, width); // a changed meta would have Plotly draw the axes again
    const graph = { data, layout: { ...layout, width, font: { ...layout.font, color: ink } } };
    const { newPlot, redraw } = window.Plotly; // react would first compare every number with what is there
    await (lane.drawn ? redraw(Object.assign(lane.plot, graph)) : newPlot(lane.plot, { ...graph, config: CONFIG }));
    if (!lane.drawn) lane.plot.on("plotly_click", (event) => pick(stage, event.points[0]));
    lane.drawn = state;
    lane.width = width;
  }
  fit(stage);
  room(stage);
  stage.root.dataset.ready = "true";
  watch(stage);
}

// What a link or a finding points to, a lane or another part of the page, comes into sight and is marked for a while.
async function watch(stage) {
  const name = stage.watched;
  stage.watched = "";
  if (!name) return;
  const node = stage.lanes.get(name)?.root ?? document.querySelector(`.st-key-${CSS.escape(name)}`);
  if (!node?.checkVisibility({ visibilityProperty: true })) return;
  if (right(node) <= 0) await unfold(node);
  node.scrollIntoView({ block: node.clientHeight < innerHeight / 2 ? "center" : "start" });
  const mark = { outline: "3px solid #d99a00", outlineOffset: "2px" };
  node.animate([mark, { ...mark, offset: 0.7 }, { ...mark, outlineColor: "transparent" }], 3000);
}

const right = (node) => Math.round(node.getBoundingClientRect().right);

// On a phone the sidebar is folded; while it opens it is laid out anew.
async function unfold(node) {
  document.querySelector("[data-testid=stExpandSidebarButton]")?.click();
  for (let frames = 0, still = 0, before = 0; still < 10 && frames < 200; frames++) {
    await new Promise(requestAnimationFrame);
    still = right(node) > 0 && right(node) === before ? still + 1 : 0;
    before = right(node);
  }
}

// A part of the gradient says in its meta which loss it is of; only such can be asked for their chain.
function pick(stage, { data, pointNumber, x, customdata }) {
  const loss = data.meta?.losses ? data.meta.losses[pointNumber[0]] : data.meta?.piece && customdata;
  const shown = stage.at > stage.steps && x >= 2 * stage.steps + 1 - stage.at; // the rest is hatched
  if (!loss || !shown || x > loss) return;
  leave(stage); // what is asked for opens on the page
  stage.pick({ loss: Number(loss), state: Number(x) });
}

function loaded(stage) {
  window.rnnvizPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(stage.plotly, document.baseURI);
    script.onload = resolve;
    script.onerror = () => { window.rnnvizPlotly = undefined; script.remove(); reject(new Error(script.src)); };
    document.head.append(script);
  });
  return window.rnnvizPlotly;
}
