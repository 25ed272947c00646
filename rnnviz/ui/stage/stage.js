// The stage draws each figure once and owns the cursor, 0 … 2T. A step moves one band, slides the masks and
// writes the numbers: no Plotly call, no node made, no word to the server until the cursor has come to rest.

const SPEEDS = [1, 2, 5, 20, 60];
const CONFIG = { displayModeBar: false };
const REST = 250; // ms without a step before Python hears of the cursor
const SIGNS = { // paths in a box of 24
  first: "M5 5h3v14H5zM20 5v14L9 12z", back: "M18 5v14L7 12z", play: "M7 4v16l13-8z", pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  forward: "M6 5v14l11-7z", last: "M4 5v14l11-7zM16 5h3v14h-3z",
};
const KEYS = {
  ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back",
  Home: "first", End: "last", " ": "play", "?": "help",
};
const stages = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".rnnviz-stage");
  let stage = stages.get(root);
  if (!stage) stages.set(root, (stage = mount(root)));
  stage.report = () => setStateValue("cursor", { at: stage.at, jump: stage.jump });
  stage.pick = (picked) => setTriggerValue("picked", picked);
  show(stage, data);
  return () => root.isConnected || unmount(stage); // Streamlit also calls this for data that newer data has overtaken
}

function mount(root) {
  const find = (selector) => root.querySelector(selector);
  const stage = {
    root, at: 0, steps: 0, jump: null, playing: 0, rest: 0, drawing: Promise.resolve(), lanes: new Map(), gone: [],
    time: find(".rv-time"), whole: find(".rv-whole"), cursor: find(".rv-cursor"), bar: find(".rv-transport"),
    range: find("input[type=range]"), where: find(".rv-where"), speed: find(".rv-speed select"),
    live: find(".rv-live"), help: find(".rv-help"), abort: new AbortController(),
  };
  const on = (target, event, listener) => target.addEventListener(event, listener, { signal: stage.abort.signal });
  for (const speed of SPEEDS) stage.speed.append(new Option(speed, speed, speed === 2, speed === 2));
  on(stage.range, "input", () => { pause(stage); walk(stage, Number(stage.range.value)); });
  on(stage.bar, "click", (event) => {
    const button = event.target.closest("button");
    stage.clicked = event.detail ? button : null; // a press of the space bar has no detail
    act(stage, button?.dataset.act);
  });
  on(stage.bar, "focusout", () => { stage.clicked = null; });
  on(stage.help.querySelector("button"), "click", () => stage.help.close());
  on(document, "keydown", (event) => key(stage, event));
  on(root, "pointerover", (event) => tellAll(stage, event.target.closest(".rv-numbers dd")));
  on(window, "resize", () => fit(stage));
  stage.sizes = new ResizeObserver(() => fit(stage));
  stage.sizes.observe(root);
  return stage;
}

function unmount(stage) {
  pause(stage);
  clearTimeout(stage.rest);
  stage.abort.abort();
  stage.sizes.disconnect();
  for (const lane of stage.lanes.values()) window.Plotly?.purge(lane.plot);
  stages.delete(stage.root);
}

// ---- what Python sent: figures, words, and where to start

function show(stage, data) {
  stage.root.dataset.ready = "false";
  stage.words = data.words;
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
    stage.at = stage.reported = data.at;
    stage.watched = data.watched;
  }
  go(stage, stage.at);
  fit(stage);
  redraw(stage);
}

// One drawing at a time, and only the newest to its end: Plotly cannot change a graph that it is drawing.
function redraw(stage) {
  const turn = (stage.turn = (stage.turn ?? 0) + 1);
  stage.drawing = stage.drawing.catch(console.error).then(() => draw(stage, turn));
}

function label(stage) {
  for (const button of stage.bar.querySelectorAll("button")) {
    const act = button.dataset.act;
    button.title = stage.words[act];
    button.setAttribute("aria-label", stage.words[act]);
    if (SIGNS[act]) sign(button, act);
  }
  stage.range.setAttribute("aria-label", stage.words.step);
  stage.bar.setAttribute("aria-label", stage.words.walk);
  stage.bar.querySelector(".rv-speed span").textContent = stage.words.speed;
  stage.speed.setAttribute("aria-label", stage.words.speed);
  stage.help.querySelector("pre").textContent = stage.words.keys;
  stage.help.querySelector("button").textContent = stage.words.close;
}

function sign(button, act) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", SIGNS[act]);
  svg.append(path);
  button.replaceChildren(svg);
}

function laneFor(stage, name) {
  if (stage.lanes.has(name)) return stage.lanes.get(name);
  const root = element("section", "rv-lane");
  const [title, how, notice] = [element("h3"), element("p", "rv-how"), element("p", "rv-notice")];
  const [words, picture, plot] = [element("div", "rv-words"), element("div", "rv-picture"), element("div", "rv-plot")];
  const [pane, mask, numbers] = [element("div", "rv-window"), element("div", "rv-mask"), element("dl", "rv-numbers")];
  const [legend, ramp, high, low] = [element("div", "rv-legend"), element("i"), element("span"), element("span")];
  root.dataset.figure = name;
  const said = element("span");
  notice.append(said);
  words.append(title, how, notice);
  pane.append(mask);
  legend.append(ramp, high, low);
  picture.append(plot, pane, legend);
  root.append(words, picture, numbers);
  plot.setAttribute("role", "img");
  const lane = { root, title, how, notice, said, picture, plot, pane, mask, legend, numbers, cells: [], drawn: null };
  stage.lanes.set(name, lane);
  return lane;
}

function read(lane) {
  if (lane.next === lane.json) return;
  lane.json = lane.next;
  lane.figure = JSON.parse(lane.json);
  const { layout } = lane.figure;
  const meta = (lane.meta = layout.meta);
  lane.values = table(meta.values);
  lane.root.dataset.direction = meta.direction;
  lane.title.textContent = meta.title;
  lane.how.textContent = meta.how;
  lane.notice.dataset.longest = fill(meta.notice, (name) => longest(meta.live[name])); // keeps room for it
  lane.plot.setAttribute("aria-label", `${meta.title}. ${meta.how}`);
  lane.plot.style.height = `${layout.height}px`;
  explain(lane.legend, meta.legend);
  lane.numbers.hidden = !meta.labels.length;
  lane.numbers.classList.toggle("rv-many", meta.labels.length > 6);
  if (meta.labels.join("\n") === lane.labels) return;
  lane.labels = meta.labels.join("\n");
  lane.cells = meta.labels.map(() => element("dd"));
  lane.numbers.replaceChildren(...meta.labels.map((name, row) => {
    const pair = element("div");
    pair.append(subscript(element("dt"), name), lane.cells[row]);
    return pair;
  }));
}

// Beside the picture, not in it: a colour bar of Plotly's is as slow as the rest of its figure.
function explain(legend, { colours, low, high }) {
  const [ramp, top, bottom] = legend.children;
  legend.hidden = !colours.length;
  ramp.style.background = `linear-gradient(to top, ${colours})`;
  top.textContent = high;
  bottom.textContent = low;
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
    await loaded();
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
    const { data, layout: { meta, ...layout } } = lane.figure; // a changed meta would have Plotly draw the axes again
    const graph = { data, layout: { ...layout, width, font: { ...layout.font, color: ink } } };
    const { newPlot, redraw } = window.Plotly; // react would first compare every number with what is there
    await (lane.drawn ? redraw(Object.assign(lane.plot, graph)) : newPlot(lane.plot, { ...graph, config: CONFIG }));
    if (!lane.drawn) lane.plot.on("plotly_click", (event) => pick(stage, event.points[0]));
    lane.drawn = state;
    lane.width = width;
  }
  fit(stage);
  stage.root.dataset.ready = "true";
  if (stage.watched) stage.lanes.get(stage.watched)?.root.scrollIntoView({ block: "center" });
  stage.watched = "";
}

// A part of the gradient says in its meta which loss it is of; only such can be asked for their chain.
function pick(stage, { data, pointNumber, x, customdata }) {
  const loss = data.meta?.losses ? data.meta.losses[pointNumber[0]] : data.meta?.piece && customdata;
  const shown = stage.at > stage.steps && x >= 2 * stage.steps + 1 - stage.at; // the rest is hatched
  if (loss && shown && x <= loss) stage.pick({ loss: Number(loss), state: Number(x) });
}

function loaded() {
  window.rnnvizPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("plotly/plotly.min.js", document.baseURI);
    script.onload = resolve;
    script.onerror = () => { window.rnnvizPlotly = undefined; script.remove(); reject(new Error(script.src)); };
    document.head.append(script);
  });
  return window.rnnvizPlotly;
}

// ---- the cursor

function go(stage, at) {
  stage.at = Math.max(0, Math.min(2 * stage.steps, at));
  const coming = stage.at > stage.steps;
  const t = coming ? 2 * stage.steps + 1 - stage.at : stage.at;
  const words = stage.words[stage.at === 0 ? "start" : coming ? "coming" : "ahead"];
  const said = words.replace("{t}", t).replace("{T}", stage.steps);
  stage.root.dataset.at = stage.at;
  stage.range.value = stage.at;
  stage.range.setAttribute("aria-valuetext", said);
  stage.where.textContent = stage.at === 0 ? `0 / ${stage.steps}` : said;
  stage.cursor.style.transform = `translateX(${stage.left + t * stage.column}px)`;
  for (const lane of stage.lanes.values()) reveal(stage, lane, t, coming);
  clearTimeout(stage.rest);
  if (!stage.playing) stage.rest = setTimeout(() => settle(stage, said), REST);
}

function settle(stage, said) {
  stage.live.textContent = said;
  if (stage.reported !== stage.at) stage.report();
  stage.reported = stage.at;
}

// A forward figure hides what lies right of the cursor, a backward one what lies left of it.
function reveal(stage, lane, t, coming) {
  const columns = stage.steps + 1;
  const { direction, live, notice, gap } = lane.meta;
  const hidden = {
    forward: coming ? 1 : (t + 1) / columns,
    backward: coming ? (t > 1 ? t : 0) / columns - 1 : 0,
    end: stage.at === 2 * stage.steps ? 1 : 0,
  }[direction] ?? 1;
  lane.mask.style.transform = `translateX(${100 * hidden}%)`;
  const known = direction === "backward" ? coming : direction !== "end" || hidden === 1;
  const there = known && Object.values(live).every((texts) => texts[t] !== null);
  lane.said.textContent = there ? fill(notice, (name) => live[name]?.[t] ?? "") : stage.words.pending;
  for (let row = 0; row < lane.cells.length; row++) {
    lane.cells[row].textContent = known ? number(lane.values[row][t], t ? gap : "—") : "·";
  }
}

function fill(text, value) {
  return text.replace(/\{(\w+)\}/g, (_, name) => value(name));
}

function longest(texts = []) {
  return texts.reduce((most, text) => ((text ?? "").length > most.length ? text : most), "");
}

function act(stage, name) {
  if (name === "play") return stage.playing ? pause(stage) : play(stage);
  if (name === "help") return stage.help.open ? stage.help.close() : stage.help.showModal();
  if (!(name in SIGNS)) return;
  pause(stage);
  walk(stage, { first: 0, back: stage.at - 1, forward: stage.at + 1, last: 2 * stage.steps }[name]);
}

// Where the pass turns round, the figures of the other direction come into view; whoever reads below stays there.
function walk(stage, at) {
  const before = stage.at > stage.steps;
  go(stage, at);
  const coming = stage.at > stage.steps;
  const box = stage.time.getBoundingClientRect();
  if (coming === before || box.bottom < innerHeight / 3) return;
  const lanes = [...stage.time.children].filter((node) => node.matches(".rv-lane"));
  const turn = lanes.findIndex((node) => node.dataset.direction === "backward");
  const seen = lanes[coming ? Math.min(turn + 1, lanes.length - 1) : Math.min(2, Math.max(turn - 1, 0))].getBoundingClientRect();
  if (seen.top > 40 && seen.bottom < innerHeight - 60) return;
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  lanes[coming ? Math.max(turn - 2, 0) : 0].scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "instant" });
}

function key(stage, event) {
  const name = KEYS[event.key];
  if (!name || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (needs(event.target, event.key, stage) || (stage.help.open && name !== "help")) return;
  event.preventDefault();
  act(stage, name);
}

// Fields keep the keys they need: text and menus all of them, buttons and boxes the space bar.
function needs(target, pressed, stage) {
  if (!(target instanceof Element) || target === stage.range) return false;
  const fields = "input:not([type=checkbox]), textarea, select, canvas, [contenteditable=true]";
  const roles = ["grid", "gridcell", "combobox", "listbox", "option", "slider", "spinbutton", "radio", "tab", "menuitem"];
  if (target.closest(`${fields}, ${roles.map((role) => `[role=${role}]`).join()}`)) return true;
  // whoever clicked a button of the bar may go on with the keys; whoever came to it by the keys wants to press it
  if (stage.clicked === target) return false;
  return pressed === " " && target.closest("button:not([data-act=play]), a, summary, input, label") !== null;
}

function play(stage) {
  if (stage.at >= 2 * stage.steps) walk(stage, 0);
  const button = stage.bar.querySelector("[data-act=play]");
  let last = performance.now();
  const frame = (now) => {
    const pace = 1000 / Number(stage.speed.value);
    if (now - last >= pace - 2) {
      last = Math.max(last + pace, now - pace);
      walk(stage, stage.at + 1);
    }
    if (stage.at >= 2 * stage.steps) return pause(stage);
    stage.playing = requestAnimationFrame(frame);
  };
  stage.playing = requestAnimationFrame(frame);
  sign(button, "pause");
  button.setAttribute("aria-label", (button.title = stage.words.pause));
}

function pause(stage) {
  if (!stage.playing) return;
  cancelAnimationFrame(stage.playing);
  stage.playing = 0;
  label(stage);
  go(stage, stage.at);
}

// ---- geometry: all time figures have the same margins, so one column is as wide in each

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

// ---- numbers and words

// Six decimals, or scientific where those would hide the number; the same as figures/style.py writes.
function number(value, gap) {
  if (value === null || Number.isNaN(value)) return gap;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e6)) return value.toFixed(6).replace("-", "−");
  return value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2").replaceAll("-", "−");
}

function tellAll(stage, cell) {
  if (!cell) return;
  const lane = stage.lanes.get(cell.closest(".rv-lane").dataset.figure);
  const t = stage.at > stage.steps ? 2 * stage.steps + 1 - stage.at : stage.at;
  cell.title = String(lane.values[lane.cells.indexOf(cell)][t]);
}

// Plotly's base64 form of a (rows, columns) array of float64, or plain rows.
function table(values) {
  if (!values.bdata) return values;
  const bytes = Uint8Array.from(atob(values.bdata), (c) => c.charCodeAt(0));
  const flat = new Float64Array(bytes.buffer);
  const [rows, columns] = values.shape.split(",").map(Number);
  return Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
}

function subscript(target, name) {
  const [, letter, index, rest] = name.match(/^(.*[^\s_])_(\w+)(.*)$/) ?? [null, name];
  target.append(letter);
  if (index) target.append(Object.assign(document.createElement("sub"), { textContent: index }), rest);
  return target;
}

function element(tag, className = "") {
  return Object.assign(document.createElement(tag), { className });
}
