// @ts-check
// A few lines beside what is pointed at, inside the picture.

import { piece } from "./svg.js";

/** @typedef {{ show(lines: string[], x: number, y: number, width: number): void, hide(): void }} Tip */

/** @param {HTMLElement} root @returns {Tip} */
export function makeTip(root) {
  const box = piece("div", root, "rv-tip");
  box.hidden = true;
  return {
    show(lines, x, y, width) {
      box.textContent = lines.join("\n");
      box.hidden = false;
      const right = x > width / 2;
      Object.assign(box.style, {
        top: `${y + 14}px`,
        left: right ? "" : `${x + 12}px`,
        right: right ? `${width - x + 12}px` : "",
        maxWidth: `${(right ? x : width - x) - 16}px`,
      });
    },
    hide() {
      box.hidden = true;
    },
  };
}
