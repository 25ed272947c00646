// @ts-check
// Playing: one step after the other, at the speed that is set.

import { sign } from "./bar.js";
import { go } from "./cursor.js";

/** @typedef {import("./stage.js").Stage} Stage */

const FIRST_SIGHT = 8000; // ms for the whole way there and back

/** @param {Stage} stage @param {number} [pace] ms from one step to the next */
export function play(stage, pace) {
  if (stage.at >= 2 * stage.steps) go(stage, 0);
  let last = performance.now();
  const frame = (/** @type {number} */ now) => {
    const each = pace ?? 1000 / Number(stage.speed.value);
    if (now - last >= each - 2) {
      last = Math.max(last + each, now - each);
      go(stage, stage.at + 1);
    }
    if (stage.at >= 2 * stage.steps) return pause(stage);
    stage.playing = requestAnimationFrame(frame);
  };
  stage.playing = requestAnimationFrame(frame);
  labelPlay(stage);
}

/** @param {Stage} stage */
export function pause(stage) {
  if (!stage.playing) return;
  cancelAnimationFrame(stage.playing);
  stage.playing = 0;
  labelPlay(stage);
  go(stage, stage.at);
}

/** Forward and back once, for who sees the page for the first time and does not mind motion. @param {Stage} stage */
export function playOnce(stage) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  play(stage, FIRST_SIGHT / (2 * stage.steps));
  const stop = () => {
    pause(stage);
    for (const event of ["keydown", "pointerdown"]) document.removeEventListener(event, stop, true);
  };
  for (const event of ["keydown", "pointerdown"]) document.addEventListener(event, stop, { capture: true, signal: stage.abort.signal });
}

/** @param {Stage} stage */
function labelPlay(stage) {
  const button = /** @type {HTMLButtonElement} */ (stage.bar.querySelector("[data-act=play]"));
  const act = stage.playing ? "pause" : "play";
  sign(button, act);
  button.title = stage.words[act];
  button.setAttribute("aria-label", stage.words[act]);
}
