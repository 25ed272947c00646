// The stage draws each figure once and owns the cursor, 0 … 2T. A step moves one band, slides the masks and
// writes the numbers: no Plotly call, no node made, no word to the server until the cursor has come to rest.

const stages = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".rnnviz-stage");
  let stage = stages.get(root);
  if (!stage) stages.set(root, (stage = mount(root)));
  stage.report = () => setStateValue("cursor", { at: stage.at, jump: stage.jump, large: stage.large });
  stage.pick = (picked) => setTriggerValue("picked", picked);
  show(stage, data);
  return () => root.isConnected || unmount(stage); // Streamlit also calls this for data that newer data has overtaken
}

function mount(root) {
  const find = (selector) => root.querySelector(selector);
  const stage = {
    root, at: 0, steps: 0, jump: null, large: "", slide: null,
    playing: 0, rest: 0, drawing: Promise.resolve(), lanes: new Map(), gone: [],
    time: find(".rv-time"), whole: find(".rv-whole"), cursor: find(".rv-cursor"), bar: find(".rv-transport"),
    range: find("input[type=range]"), where: find(".rv-where"), speed: find(".rv-speed select"),
    live: find(".rv-live"), help: find(".rv-help"), abort: new AbortController(),
  };
  stage.passage = passage(stage);
  const on = (target, event, listener) => target.addEventListener(event, listener, { signal: stage.abort.signal });
  for (const speed of SPEEDS) stage.speed.append(new Option(speed, speed, speed === 2, speed === 2));
  on(stage.range, "input", () => {
    const at = Number(stage.range.value); // a pause writes where the playing has come to
    pause(stage);
    walk(stage, at);
  });
  on(stage.bar, "click", (event) => {
    const button = event.target.closest("button");
    stage.clicked = event.detail ? button : null; // a press of the space bar has no detail
    act(stage, button?.dataset.act);
  });
  on(stage.bar, "focusout", () => { stage.clicked = null; });
  on(stage.help.querySelector("button"), "click", () => stage.help.close());
  on(document, "keydown", (event) => key(stage, event));
  on(root, "pointerover", (event) => tellAll(stage, event.target.closest(".rv-numbers dd")));
  on(window, "resize", () => { fit(stage); reachAll(stage); });
  stage.sizes = new ResizeObserver(() => fit(stage));
  stage.sizes.observe(root);
  stage.formulas = new MutationObserver(() => reachAll(stage));
  on(document.fonts, "loadingdone", () => reachAll(stage));
  stage.formulas.observe(document.body, { childList: true, subtree: true });
  return stage;
}

function unmount(stage) {
  pause(stage);
  leave(stage);
  clearTimeout(stage.rest);
  stage.abort.abort();
  stage.passage.remove();
  stage.sizes.disconnect();
  stage.formulas.disconnect();
  for (const lane of stage.lanes.values()) window.Plotly?.purge(lane.plot);
  stages.delete(stage.root);
}

function show(stage, data) {
  stage.root.dataset.ready = "false";
  stage.words = data.words;
  stage.plotly = data.plotly; // where Plotly.js is
  document.documentElement.lang = data.language;
  stage.steps = data.steps;
  label(stage);
  const figures = Object.entries(data.figures);
  for (const [name, json] of figures) laneFor(stage, name).next = json;
  for (const [name, lane] of stage.lanes) if (!(name in data.figures)) stage.gone.push(lane);
  stage.lanes = new Map(figures.map(([name]) => [name, stage.lanes.get(name)])); // in the order to be shown
  for (const lane of stage.lanes.values()) read(lane);
  stage.range.max = 2 * stage.steps;
  if (stage.jump !== data.jump) {
    stage.jump = data.jump;
    pause(stage);
    stage.at = data.at;
    stage.large = data.figures[data.present] ? data.present : "";
    stage.reported = `${stage.at} ${stage.large}`;
    stage.watched = data.watched;
  }
  present(stage);
  go(stage, stage.at);
  fit(stage);
  redraw(stage);
}
