// @ts-check
// The cursor: where it is, what a step changes, and when Python hears of it.

import { reveal } from "./lanes.js";
import { tellAtRest } from "./telling.js";

/** @typedef {import("./stage.js").Stage} Stage */

const REST = 250; // ms without a step before Python hears of the cursor

/** The step in view, from 1, or 0 before the first. @param {Stage} stage */
export function step({ at, steps }) {
  return at > steps ? 2 * steps + 1 - at : at;
}

/** @param {Stage} stage @param {number} at */
export function go(stage, at) {
  const before = stage.at;
  stage.at = Math.max(0, Math.min(2 * stage.steps, at));
  const said = whereText(stage);
  stage.root.dataset.at = String(stage.at);
  stage.range.value = String(stage.at);
  stage.range.setAttribute("aria-valuetext", said);
  stage.where.textContent = stage.at === 0 ? `0 / ${stage.steps}` : said;
  const pulse = Math.abs(stage.at - before) === 1 && !(stage.playing && Number(stage.speed.value) > 5);
  for (const part of Object.values(stage.parts)) part.go?.(stage.at, { pulse });
  if (chartsInView(stage)) revealCharts(stage);
  atRest(stage);
}

/** Python and ears hear of where the stage is once it has come to rest. @param {Stage} stage */
export function atRest(stage) {
  clearTimeout(stage.rest);
  if (!stage.playing) stage.rest = setTimeout(() => settle(stage), REST);
}

/** @param {Stage} stage */
function settle(stage) {
  const said = whereText(stage);
  tellAtRest(stage, stage.news ? `${stage.news}. ${said}` : said);
  stage.news = "";
  stage.report();
}

/** @param {Stage} stage */
function whereText(stage) {
  const words = stage.words[stage.at === 0 ? "start" : stage.at > stage.steps ? "coming" : "ahead"];
  return words.replace("{t}", String(step(stage))).replace("{T}", String(stage.steps));
}

/** @param {Stage} stage */
export function chartsInView({ layout, under }) {
  return layout === "charts" || under === "charts";
}

/** @param {Stage} stage */
export function revealCharts(stage) {
  const { cursor, left, column, lanes } = stage.charts;
  cursor.style.transform = `translateX(${left + step(stage) * column}px)`;
  for (const lane of lanes.values()) reveal(stage, lane);
}
