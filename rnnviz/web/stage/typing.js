// @ts-check
// A weight in the arithmetic is typed in its place. The text goes to Python as it is: only there it is read.

import { element } from "./dom.js";

/** @param {HTMLElement} root @param {(typed: { name: string, row: number, column: number, text: string }) => void} send */
export function editable(root, send) {
  root.addEventListener("click", (event) => {
    const cell = weightOf(event.target);
    if (cell) open(cell);
  });
  root.addEventListener("keydown", (event) => {
    const cell = weightOf(event.target);
    if (cell && event.key === "Enter") {
      event.preventDefault();
      open(cell);
    }
  });

  /** @param {HTMLElement} cell */
  function open(cell) {
    if (root.querySelector(".rv-typing")) return;
    const box = cell.getBoundingClientRect();
    const input = /** @type {HTMLInputElement} */ (element("input", "rv-typing"));
    const before = String(Number(cell.dataset.value));
    const home = root.getBoundingClientRect();
    Object.assign(input.style, { left: `${box.left - home.left - 8}px`, top: `${box.top - home.top - 3}px`, width: `${box.width + 34}px` });
    input.value = before;
    input.setAttribute("aria-label", cell.dataset.key ?? "");
    let done = false;
    const close = (/** @type {boolean} */ taken) => {
      if (done) return;
      done = true;
      input.remove();
      const { weight, row, column } = cell.dataset;
      if (taken && input.value !== before) send({ name: weight ?? "", row: Number(row), column: Number(column), text: input.value });
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") close(event.key === "Enter");
    });
    input.addEventListener("blur", () => close(true));
    root.append(input);
    input.select();
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function weightOf(target) {
  return target instanceof Element ? target.closest("[data-weight]") : null;
}
