// @ts-check
// How the room of the screen is shared: the network, what stands under it in the same columns, the arithmetic beside.

import { drawCharts } from "./charts.js";
import { outgrown, placeCharts } from "./fit.js";
import { columns } from "./geometry.js";

/** @typedef {import("./stage.js").Stage} Stage */

const NETWORK = 0.56; // of the height on the left

/** Everything gets its size; called when the window, the data or the choice under the network changes. @param {Stage} stage */
export function fitScreen(stage) {
  const { root, left, parts } = stage;
  root.dataset.under = stage.under;
  root.dataset.opened = String(stage.opened && stage.layout === "whole");
  const width = left.clientWidth;
  if (stage.layout === "whole" && width) {
    const height = left.clientHeight;
    const net = Math.round(height * NETWORK);
    root.style.setProperty("--rv-network-height", `${net}px`);
    if (stage.opened) parts.cell.size(width, height);
    else parts.network.size(width, net);
    if (!stage.opened) parts.rows.size(columns(width, stage.steps), height - net - 34);
    parts.switch.label();
  }
  placeCharts(stage);
  if (outgrown(stage)) drawCharts(stage);
}

/** The step in view opened, or the whole network again. @param {Stage} stage @param {boolean} [open] */
export function openCell(stage, open = !stage.opened) {
  stage.opened = open;
  fitScreen(stage);
}
