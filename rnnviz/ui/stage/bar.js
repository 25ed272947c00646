// The bar under the pictures: buttons, slider, keys, playing.

const SPEEDS = [1, 2, 5, 20, 60];
const TURNING = 1000; // ms within which a smooth scroll has ended
const SIGNS = { // paths in a box of 24
  first: "M5 5h3v14H5zM20 5v14L9 12z", back: "M18 5v14L7 12z", play: "M7 4v16l13-8z", pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  forward: "M6 5v14l11-7z", last: "M4 5v14l11-7zM16 5h3v14h-3z",
  present: "M2 3h20v2h-1v11h-8v1.5l4 4.5h-2.6L12 19.3 9.6 22H7l4-4.5V16H3V5H2zM5 5v9h14V5z",
  full: "M4 4h6v2.5H6.5V10H4zM14 4h6v6h-2.5V6.5H14zM4 14h2.5v3.5H10V20H4zM17.5 14H20v6h-6v-2.5h3.5z",
  leave: "M6 4l6 6 6-6 2 2-6 6 6 6-2 2-6-6-6 6-2-2 6-6-6-6z", before: "M12 6l9 10H3z", after: "M12 18L3 8h18z",
};
const KEYS = {
  ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back",
  Home: "first", End: "last", " ": "play", "?": "help", p: "present", f: "full",
};

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
  stage.help.setAttribute("aria-label", stage.words.help);
  stage.root.querySelector("h2").textContent = stage.words.pictures;
  stage.passage.textContent = stage.words.skip;
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

function act(stage, name) {
  if (lighten(stage)) return;
  if (name in SLIDE) return SLIDE[name](stage);
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
  if (stage.slide) return coming !== before && turnRound(stage);
  const box = stage.time.getBoundingClientRect();
  if (coming === before || box.bottom < innerHeight / 3) return;
  const lanes = [...stage.time.children].filter((node) => node.matches(".rv-lane"));
  const turn = lanes.findIndex((node) => node.dataset.direction === "backward");
  const seen = lanes[coming ? Math.min(turn + 1, lanes.length - 1) : Math.min(2, Math.max(turn - 1, 0))].getBoundingClientRect();
  const scrolling = performance.now() - stage.turned < TURNING; // what is in view now does not stay there
  if (!scrolling && seen.top > 40 && seen.bottom < innerHeight - 60) return;
  stage.turned = performance.now();
  const smooth = !scrolling && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  lanes[coming ? Math.max(turn - 2, 0) : 0].scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "instant" });
}

function key(stage, event) {
  const pressed = event.key.length > 1 ? event.key : event.key.toLowerCase();
  const name = KEYS[pressed] ?? (stage.slide && SLIDE_KEYS[pressed]);
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
  if (/^(p|f|Page.*)$/i.test(pressed) && target.closest("[role=radio], [role=tab]")) return false; // they need arrows only
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
