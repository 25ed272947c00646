// @ts-check
// The bar under the pictures: buttons, slider, speed.

import { act } from "./keys.js";
import { go } from "./cursor.js";
import { find } from "./dom.js";
import { pause } from "./play.js";
import { listen } from "./stage.js";
import { svgElement } from "./svg.js";

/** @typedef {import("./stage.js").Stage} Stage */

const SPEEDS = [1, 2, 5, 20, 60];
/** @type {Record<string, string>} */
const BAR_SIGNS = { // paths in a box of 24
  first: "M5 5h3v14H5zM20 5v14L9 12z", back: "M18 5v14L7 12z", play: "M7 4v16l13-8z", pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  forward: "M6 5v14l11-7z", last: "M4 5v14l11-7zM16 5h3v14h-3z",
  present: "M2 3h20v2h-1v11h-8v1.5l4 4.5h-2.6L12 19.3 9.6 22H7l4-4.5V16H3V5H2zM5 5v9h14V5z",
  open: "M4 4h7v2H6v5H4zM13 4h7v7h-2V6h-5zM4 13h2v5h5v2H4zM18 13h2v7h-7v-2h5zM9 9h6v6H9z",
};

/** @param {Stage} stage */
export function makeBar(stage) {
  for (const speed of SPEEDS) stage.speed.append(new Option(String(speed), String(speed), speed === 2, speed === 2));
  listen(stage, stage.range, "input", () => {
    const at = Number(stage.range.value); // a pause writes where the playing has come to
    pause(stage);
    go(stage, at);
  });
  listen(stage, stage.bar, "click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    stage.clicked = /** @type {MouseEvent} */ (event).detail ? button : null; // a press of the space bar has no detail
    if (button?.dataset.act) act(stage, button.dataset.act);
  });
  listen(stage, stage.bar, "focusout", () => { stage.clicked = null; });
  listen(stage, find(stage.help, "button"), "click", () => stage.help.close());
}

/** @param {Stage} stage */
export function labelBar(stage) {
  const { words } = stage;
  for (const button of stage.bar.querySelectorAll("button")) {
    const name = button.dataset.act ?? "";
    const shown = name === "play" && stage.playing ? "pause" : name;
    button.title = words[shown];
    button.setAttribute("aria-label", words[shown]);
    if (BAR_SIGNS[shown]) sign(button, shown);
  }
  stage.range.setAttribute("aria-label", words.step);
  stage.bar.setAttribute("aria-label", words.walk);
  find(stage.bar, ".rv-speed span").textContent = words.speed;
  stage.speed.setAttribute("aria-label", words.speed);
  stage.help.setAttribute("aria-label", words.help);
  find(stage.root, "h2").textContent = words.pictures;
  stage.passage.textContent = words.skip;
  find(stage.help, "pre").textContent = words.keys;
  find(stage.help, "button").textContent = words.close;
}

/** @param {HTMLElement} button @param {string} name */
export function sign(button, name) {
  const picture = svgElement("svg", { viewBox: "0 0 24 24" });
  picture.append(svgElement("path", { d: BAR_SIGNS[name] }));
  button.replaceChildren(picture);
}
