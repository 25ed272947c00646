// @ts-check
// Every key of the stage, and what each act does. The list that people read is in rnnviz/figures/stage_words.py.

import { atRest, go } from "./cursor.js";
import { pause, play } from "./play.js";
import { blacken, fullScreen, lighten, present } from "./present.js";
import { openCell } from "./screen.js";
import { choose } from "./switch.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @type {Record<string, string>} */
const KEYS = {
  ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back",
  Home: "first", End: "last", " ": "play", "?": "help", p: "present", f: "full", o: "open",
  1: "values", 2: "gradients", 3: "charts", 4: "text", c: "code",
};
/** @type {Record<string, string>} */
const PRESENTER_KEYS = { ".": "black", b: "black", F5: "full" }; // a clicker's, too

/** @type {Record<string, (stage: Stage) => void>} */
const ACTS = {
  first: (stage) => walk(stage, 0),
  back: (stage) => walk(stage, stage.at - 1),
  forward: (stage) => walk(stage, stage.at + 1),
  last: (stage) => walk(stage, 2 * stage.steps),
  play: (stage) => (stage.playing ? pause(stage) : play(stage)),
  help: (stage) => (stage.help.open ? stage.help.close() : stage.help.showModal()),
  values: (stage) => choose(stage, "values"),
  gradients: (stage) => choose(stage, "gradients"),
  charts: (stage) => choose(stage, "charts"),
  text: (stage) => stage.parts.text.any() && choose(stage, "text"),
  code: (stage) => stage.parts.sums.toggleCode(),
  open: (stage) => { openCell(stage); atRest(stage); },
  present, black: blacken, full: fullScreen,
};

/** @param {Stage} stage @param {number} at */
function walk(stage, at) {
  pause(stage);
  go(stage, at);
}

/** @param {Stage} stage @param {string} name */
export function act(stage, name) {
  if (!lighten(stage)) ACTS[name]?.(stage);
}

/** @param {Stage} stage @param {KeyboardEvent} event */
export function pressed(stage, event) {
  const key = event.key.length > 1 ? event.key : event.key.toLowerCase();
  const name = KEYS[key] ?? (stage.stand && PRESENTER_KEYS[key]);
  if (!name || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (needs(stage, event.target, event.key) || (stage.help.open && name !== "help")) return;
  event.preventDefault();
  act(stage, name);
}

// Fields keep the keys they need: text and menus all of them, buttons and boxes the space bar.
/** @param {Stage} stage @param {EventTarget | null} target @param {string} key */
function needs(stage, target, key) {
  if (!(target instanceof Element) || target === stage.range) return false;
  const fields = "input:not([type=checkbox]), textarea, select, canvas, [contenteditable=true]";
  const roles = ["grid", "gridcell", "combobox", "listbox", "option", "slider", "spinbutton", "radio", "tab", "menuitem"];
  if (/^(p|f|o|c|[1-4]|Page.*)$/i.test(key) && target.closest("[role=radio], [role=tab]")) return false; // they need arrows only
  if (target.closest(`${fields}, ${roles.map((role) => `[role=${role}]`).join()}`)) return true;
  // whoever clicked a button of the bar may go on with the keys; whoever came to it by the keys wants to press it
  if (stage.clicked === target) return false;
  return key === " " && target.closest("button:not([data-act=play]), a, summary, input, label") !== null;
}
