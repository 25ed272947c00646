// @ts-check
// A text coloured by one unit: its value or its gradient at every symbol, and the places where it is strongest.

import { rows as rowsOf } from "./arrays.js";
import { element, fill } from "./dom.js";
import { knownColumns } from "./row_layout.js";
import { colour, css, ink, peak } from "./scales.js";
import { excerpt, strongest } from "./strongest.js";
import { exact, short } from "./writing.js";

/** @typedef {import("./rows.js").RowsData & { tokens: string[], separator: string }} TextData */

const PLACES = 6; // listed where a unit is strongest
const AROUND = 7; // symbols on each side of such a place

/** @param {HTMLElement} root @param {{ point: (keys: string[] | null) => void, pick: (step: number) => void }} on */
export function makeText(root, on) {
  const chooser = /** @type {HTMLSelectElement} */ (element("select", "rv-text-unit"));
  const heading = element("label", "rv-text-heading");
  const said = element("span");
  const text = element("p", "rv-text");
  const places = element("ol", "rv-text-places");
  heading.append(said, chooser);
  root.append(heading, text, places);
  const state = {
    /** @type {TextData | null} */ data: null,
    /** @type {import("./rows.js").Ramps} */ ramps: { values: [], gradients: [] },
    /** @type {Record<string, string>} */ words: {},
    /** @type {HTMLElement[]} */ symbols: [],
    /** @type {ArrayLike<number>} */ values: [],
    chosen: "", at: 0,
  };

  chooser.addEventListener("change", () => { state.chosen = chooser.value; paint(); });
  text.addEventListener("click", (event) => {
    const step = state.symbols.indexOf(/** @type {HTMLElement} */ (event.target)) + 1;
    if (step) on.pick(step);
  });
  text.addEventListener("pointerover", (event) => {
    const step = state.symbols.indexOf(/** @type {HTMLElement} */ (event.target)) + 1;
    if (step) text.title = `${chooser.selectedOptions[0]?.text}, t = ${step}: ${exact(state.values[step])}`;
    on.point(step ? [keyOf(step)] : null);
  });

  /** @param {number} step */
  function keyOf(step) {
    const [group, row] = state.chosen.split(" ").map(Number);
    const signal = state.data?.groups[group];
    return signal ? `${signal.gradient ? "d" : ""}${signal.name}@${step}[${row}]` : "";
  }

  /** @param {TextData} data @param {import("./rows.js").Ramps} ramps @param {Record<string, string>} words */
  function show(data, ramps, words) {
    const before = chooser.options.length ? [...chooser.options].map(({ text: name }) => name).join() : "";
    Object.assign(state, { data, ramps, words });
    said.textContent = words.colouredBy;
    const options = data.tokens.length ? choices(data) : [];
    if (options.map(({ text: name }) => name).join() !== before) {
      chooser.replaceChildren(...options);
      state.chosen = chooser.value;
    }
    if (data.tokens.join() !== state.symbols.map(({ dataset }) => dataset.symbol).join()) spell(data);
    if (data.tokens.length) paint();
  }

  /** @param {TextData} data */
  function spell({ tokens, separator }) {
    state.symbols = tokens.map((symbol) => {
      const letter = element("span", "rv-symbol", symbol === "\n" ? "↵" : symbol === " " ? "␣" : symbol || "∅");
      letter.dataset.symbol = symbol;
      return letter;
    });
    text.replaceChildren(...state.symbols.flatMap((letter) => (separator ? [letter, separator] : [letter])));
  }

  function paint() {
    const { data, chosen, ramps, words, symbols } = state;
    if (!data) return;
    const [group, row] = chosen.split(" ").map(Number);
    const signal = data.groups[group];
    state.values = rowsOf(signal.numbers)[row];
    const kind = signal.gradient ? "gradients" : "values";
    const most = peak(Array.from(state.values).slice(1));
    symbols.forEach((letter, index) => {
      const ground = colour(ramps[kind], state.values[index + 1], most);
      Object.assign(letter.style, { background: css(ground), color: ink(ground) });
    });
    places.replaceChildren(element("li", "rv-text-title", words.strongest), ...strongest(state.values, PLACES).map(placeOf));
    go(state.at);
  }

  /** @param {number} t */
  function placeOf(t) {
    const { before, symbol, after } = excerpt(state.data?.tokens ?? [], t, AROUND, state.data?.separator ?? "");
    const item = element("li");
    const button = element("button", "rv-text-place");
    button.setAttribute("type", "button");
    button.append(`${t}: ${short(state.values[t])}  …${before}`, element("mark", "", symbol), `${after}…`);
    button.addEventListener("click", () => on.pick(t));
    item.append(button);
    return item;
  }

  /** @param {number} at */
  function go(at) {
    state.at = at;
    const { data, symbols, chosen } = state;
    if (!data?.tokens.length) return;
    const signal = data.groups[Number(chosen.split(" ")[0])];
    const [first, end] = knownColumns(at, data.steps)[signal?.gradient ? "gradients" : "values"];
    const now = at > data.steps ? 2 * data.steps + 1 - at : at;
    symbols.forEach((letter, index) => {
      letter.classList.toggle("rv-unknown", index + 1 < first || index + 1 >= end);
      letter.classList.toggle("rv-now", index + 1 === now);
    });
  }

  /** @param {TextData} data */
  function choices({ groups }) {
    return groups.flatMap(({ name, gradient, labels, numbers: { shape: [count] } }, group) =>
      Array.from({ length: count }, (_, row) => {
        const unit = labels[row] ?? String(row + 1);
        return new Option(fill(state.words.unitOf, (part) => ({ signal: gradient ? `∂L/∂${name}` : name, unit })[part] ?? ""), `${group} ${row}`);
      }));
  }

  return { show, go, any: () => (state.data?.tokens.length ?? 0) > 0 };
}
