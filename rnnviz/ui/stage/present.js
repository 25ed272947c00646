// Presenting: one picture over the whole window, for the last row. The browser does it alone, and the page stays as it
// is behind: a modal dialog lies over all of it, keeps the keys to itself, and borrows the bar.

const SLIDE_KEYS = { ArrowUp: "before", ArrowDown: "after", ".": "black", b: "black", F5: "full" }; // a clicker's, too
const SLIDE = {
  present: (stage) => (stage.slide ? leave(stage) : choose(stage, inSight(stage))),
  full: fullScreen,
  before: (stage) => chooseBy(stage, (now) => now - 1),
  after: (stage) => chooseBy(stage, (now) => now + 1),
  black: (stage) => stage.slide?.root.classList.add("rv-black"),
};
for (let digit = 1; digit <= 9; digit++) {
  SLIDE_KEYS[digit] = `picture ${digit}`;
  SLIDE[`picture ${digit}`] = (stage) => chooseBy(stage, () => digit - 1);
}
const WIDE = 641; // pixels; a picture on a smaller window has all of it already
const MOST = 60; // numbers that are tried for room beside the picture

function choose(stage, name) {
  if (innerWidth < WIDE) return;
  stage.large = name;
  stage.news = stage.lanes.get(name).meta.title;
  present(stage);
  go(stage, stage.at);
}

function chooseBy(stage, place) {
  const names = [...stage.lanes.keys()];
  const name = names[place(names.indexOf(stage.large))];
  if (name && name !== stage.large) choose(stage, name);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // the browser or its frame may not allow it
}

// The picture that was large before, or else the first that is seen as a whole.
function inSight(stage) {
  if (stage.lanes.has(stage.shown)) return stage.shown;
  const end = stage.bar.getBoundingClientRect().top;
  const seen = ([, { picture }]) => picture.getBoundingClientRect().top >= 0 && picture.getBoundingClientRect().bottom <= end;
  return ([...stage.lanes].find(seen) ?? [...stage.lanes][0])[0];
}

// Where the pass turns round, a picture gives way to its mirror, if that is there.
function turnRound(stage) {
  const other = twin(stage, stage.large);
  const direction = stage.at > stage.steps ? "backward" : "forward";
  if (other && stage.lanes.get(other).meta.direction === direction) choose(stage, other);
}

function twin(stage, name) {
  const { mirror } = stage.lanes.get(name).meta;
  return stage.lanes.has(mirror) ? mirror : [...stage.lanes].find(([, { meta }]) => meta.mirror === name)?.[0];
}

// Makes what lies over the page agree with the stage: its words, its room for numbers, its picture.
function present(stage) {
  if (!stage.lanes.has(stage.large) || innerWidth < WIDE) return leave(stage);
  const slide = (stage.slide ??= stand(stage));
  const names = [...stage.lanes.keys()];
  const { meta } = stage.lanes.get((stage.shown = stage.large));
  const [red, green, blue] = getComputedStyle(stage.root).color.match(/[\d.]+/g).map(Number);
  slide.root.dataset.ground = red + green + blue > 382 ? "dark" : "light";
  slide.root.setAttribute("aria-label", meta.title);
  slide.root.dataset.direction = meta.direction;
  slide.count.textContent = `${names.indexOf(stage.large) + 1} / ${names.length}`;
  slide.menu.replaceChildren(...names.map((name) => new Option(stage.lanes.get(name).meta.title, name)));
  slide.menu.value = stage.large;
  slide.menu.setAttribute("aria-label", stage.words.picture);
  for (const button of slide.root.querySelectorAll("header button")) {
    const { act } = button.dataset;
    sign(button, act === "present" ? "leave" : act);
    button.setAttribute("aria-label", (button.title = stage.words[act === "present" ? "leave" : act]));
  }
  slide.notice.dataset.longest = stage.lanes.get(stage.large).notice.dataset.longest;
  slide.reading.textContent = meta.how;
  explain(slide.legend, meta.legend);
  list(stage, slide);
  enlarge(stage);
}

function stand(stage) {
  const root = stage.root.parentElement.querySelector(".rv-stand").content.firstElementChild.cloneNode(true);
  const find = (selector) => root.querySelector(selector);
  const slide = {
    root, clicked: stage.clicked, count: find(".rv-count"), menu: find("select"), step: find(".rv-step"),
    notice: find(".rv-notice"), said: find(".rv-notice span"), reading: find(".rv-reading"), picture: find(".rv-large"),
    pane: find(".rv-window"), mask: find(".rv-mask"), beam: find(".rv-beam"), flag: find(".rv-beam b"),
    legend: find(".rv-legend"), numbers: find("dl"), cells: [], plots: new Map(), column: 0, t: 0,
  };
  root.querySelector("header").addEventListener("click", (event) => {
    act(stage, event.target.closest("button")?.dataset.act);
    if (event.detail && !event.target.closest("select")) root.focus(); // whoever clicked may go on with the keys
  });
  slide.menu.addEventListener("change", () => { choose(stage, slide.menu.value); root.focus(); });
  root.addEventListener("click", (event) => event.target === root && lighten(stage));
  root.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen();
    else if (!lighten(stage)) leave(stage);
  });
  root.addEventListener("close", () => stage.slide === slide && leave(stage)); // a browser may insist on closing
  stage.root.append(root);
  root.showModal();
  root.append(stage.bar, stage.live);
  root.focus();
  slide.sizes = new ResizeObserver(() => {
    if (innerWidth < WIDE) return leave(stage);
    list(stage, slide);
    enlarge(stage);
  });
  slide.sizes.observe(slide.picture);
  return slide;
}

function point(slide) {
  slide.beam.style.transform = `translateX(${slide.t * slide.column}px)`;
}

function leave(stage) {
  const { slide } = stage;
  if (!slide) return;
  stage.slide = null;
  stage.large = "";
  slide.sizes.disconnect();
  stage.help.before(stage.bar, stage.live);
  slide.root.close(); // gives the focus back
  stage.clicked = slide.clicked;
  slide.root.remove();
  for (const { plot } of slide.plots.values()) window.Plotly?.purge(plot);
  fit(stage);
  go(stage, stage.at);
}

// Whether it was dark: then a key or a click does no more than bring the picture back.
function lighten(stage) {
  const dark = stage.slide?.root.classList.contains("rv-black");
  stage.slide?.root.classList.remove("rv-black");
  return dark;
}

// The column's numbers in big type, as many as there is room for.
function list(stage, { numbers, ...slide }) {
  const lane = stage.lanes.get(stage.large);
  const { labels } = lane.meta;
  const more = element("div", "rv-more");
  numbers.classList.toggle("rv-stacked", longest(labels).length > 7);
  numbers.replaceChildren(...labels.slice(0, MOST).map((name, row) => {
    const pair = element("div");
    pair.append(subscript(element("dt"), name), element("dd"));
    pair.lastChild.textContent = lane.cells[row].textContent;
    return pair;
  }), more);
  let shown = numbers.childElementCount - 1;
  const tell = () => {
    more.textContent = shown < labels.length ? stage.words.more.replace("{count}", labels.length - shown) : "";
  };
  for (tell(); shown > 1 && numbers.scrollHeight > numbers.clientHeight; tell()) numbers.children[--shown].remove();
  stage.slide.cells = [...numbers.querySelectorAll("dd")];
}

// What the lane has just been told in a step, the slide shows large: no Plotly here either.
function follow(stage, t, coming) {
  const { slide } = stage;
  if (!slide) return;
  const lane = stage.lanes.get(stage.large);
  slide.said.textContent = lane.said.textContent;
  slide.step.textContent = stage.where.textContent;
  slide.mask.style.transform = lane.mask.style.transform;
  slide.flag.textContent = coming ? `← ${t}` : t ? `${t} →` : "0";
  slide.beam.style.transitionDuration = stage.playing ? `${Math.min(140, 400 / Number(stage.speed.value))}ms` : "";
  slide.t = t;
  point(slide);
  for (let row = 0; row < slide.cells.length; row++) slide.cells[row].textContent = lane.cells[row].textContent;
}
