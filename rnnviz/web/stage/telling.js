// @ts-check
// What is said to those who do not see the pictures: once the cursor has come to rest, so that playing floods nobody.

import { chartsInView } from "./cursor.js";
import { element } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./lanes.js").Lane} Lane */

const FEW = 6; // numbers that can be listened to; of more, the chart's own sentence is said

/** @param {Stage} stage @param {string} said */
export function tellAtRest(stage, said) {
  const told = [said, chartsInView(stage) ? chartsTold(stage) : stage.parts.sums.spoken?.() ?? ""];
  stage.live.textContent = told.filter(Boolean).join(". ");
}

/** @param {Stage} stage */
function chartsTold(stage) {
  const direction = stage.at > stage.steps ? "backward" : "forward";
  const told = [];
  for (const lane of stage.charts.lanes.values()) {
    const { title, how, direction: grows } = lane.meta;
    lane.picture.setAttribute("aria-label", `${title}. ${how} ${lane.said.textContent}`);
    const grown = grows === direction || (grows === "end" && stage.at === 2 * stage.steps);
    if (stage.at && grown) told.push(`${title}: ${laneSpoken(lane)}`);
  }
  return told.join(". ");
}

/** @param {Lane} lane */
function laneSpoken({ meta, cells, said }) {
  if (!cells.length || cells.length > FEW) return said.textContent;
  return cells.map((cell, row) => `${meta.labels[row].replace("_", " ")} = ${cell.textContent}`).join(", ");
}

/** The first thing that the Tab key comes to: a way past the top line to the buttons of the bar. @param {any} stage */
export function makePassage(stage) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", "rv-passage"));
  link.href = "#rnnviz-stage";
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address stays the link it is
    stage.bar.querySelector("[data-act=forward]").focus();
  });
  document.body.prepend(link);
  return link;
}
