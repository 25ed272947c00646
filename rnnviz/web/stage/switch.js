// @ts-check
// What stands under the network: values, gradients, charts, or the text that is read.

import { atRest, chartsInView, revealCharts } from "./cursor.js";
import { drawCharts } from "./charts.js";
import { element } from "./dom.js";
import { fitScreen } from "./screen.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./stage.js").Under} Under */

/** @type {Under[]} */
const CHOICES = ["values", "gradients", "charts", "text"];

/** @param {Stage} stage @param {HTMLElement} root */
export function makeSwitch(stage, root) {
  const buttons = CHOICES.map((name) => {
    const button = element("button", "rv-choice");
    button.dataset.under = name;
    button.setAttribute("type", "button");
    button.setAttribute("role", "radio");
    button.addEventListener("click", () => choose(stage, name));
    return button;
  });
  root.append(...buttons);
  root.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const shown = buttons.filter((button) => !button.hidden);
    const next = shown[(shown.findIndex((button) => button === document.activeElement) + by + shown.length) % shown.length];
    next.focus();
    next.click();
  });

  /** Labels, and what is chosen; one button where values and gradients are in sight together. */
  function label() {
    const both = stage.parts.rows.both();
    root.setAttribute("aria-label", stage.words.under);
    for (const button of buttons) {
      const name = /** @type {Under} */ (button.dataset.under);
      const chosen = name === stage.under || (both && name === "values" && stage.under === "gradients");
      button.textContent = stage.words[both && name === "values" ? "numbers" : name];
      button.hidden = (both && name === "gradients") || (name === "text" && !stage.parts.text.any());
      button.setAttribute("aria-checked", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
  }

  return { label };
}

/** @param {Stage} stage @param {Under} under */
export function choose(stage, under) {
  stage.under = under;
  if (under === "values" || under === "gradients") stage.parts.rows.choose(under);
  fitScreen(stage);
  if (chartsInView(stage)) {
    revealCharts(stage);
    drawCharts(stage);
  }
  atRest(stage); // the server sends the charts when it hears that they are asked for
}
