// @ts-check
// What the colours mean, in sight; and colours that stand still while one edits, until one asks for new ones.

import { element } from "./dom.js";
import { short } from "./writing.js";

/** @typedef {import("./rows.js").Ramps} Ramps */
/** @typedef {import("./rows.js").Peaks} Peaks */

/** @param {HTMLElement} root @param {() => void} fitColours what to do when new colours are asked for */
export function makeLegend(root, fitColours) {
  const bars = { values: bar(), gradients: bar() };
  const button = element("button", "rv-fit");
  button.setAttribute("type", "button");
  button.addEventListener("click", fitColours);
  root.append(bars.values.root, bars.gradients.root, button);

  /** @param {Ramps} ramps @param {Peaks} peaks @param {boolean} outdated whether the numbers have other ends by now
   * @param {Record<string, string>} words */
  function show(ramps, peaks, outdated, words) {
    for (const kind of /** @type {const} */ (["values", "gradients"])) {
      const { low, ramp, high, name } = bars[kind];
      ramp.style.background = `linear-gradient(to right, ${ramps[kind].map(([, colour]) => colour)})`;
      low.textContent = short(-peaks[kind]);
      high.textContent = short(peaks[kind]);
      name.textContent = words[kind];
    }
    button.textContent = words.fit;
    button.title = words.fitHelp;
    button.hidden = !outdated;
  }

  return { show };
}

function bar() {
  const root = element("span", "rv-legend-bar");
  const [name, low, ramp, high] = [element("span"), element("span"), element("i"), element("span")];
  root.append(name, low, ramp, high);
  return { root, name, low, ramp, high };
}
