// @ts-check
// Several buttons with one stop of the Tab key: the arrows lead from one to the next.

/** @type {Record<string, number>} */
const BY = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {HTMLElement} root @param {(button: HTMLElement) => void} [reached] what an arrow does besides */
export function rove(root, reached = () => {}) {
  root.addEventListener("keydown", (event) => {
    const buttons = buttonsOf(root);
    const to = target(event.key, buttons.findIndex((button) => button === document.activeElement), buttons.length);
    if (to < 0) return;
    event.preventDefault();
    buttons[to].focus();
    reached(buttons[to]);
  });
  root.addEventListener("focusin", (event) => stopAt(root, /** @type {HTMLElement} */ (event.target)));
}

/** The Tab key stops at ``chosen``, or at the first. @param {HTMLElement} root @param {Element | null} chosen */
export function stopAt(root, chosen) {
  const buttons = buttonsOf(root);
  const stop = buttons.find((button) => button === chosen) ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}

/** @param {HTMLElement} root */
function buttonsOf(root) {
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("button, [role^=menuitem]")]);
  return all.filter((button) => !button.hidden);
}

/** The place that ``key`` leads to from ``at``; -1 for none. @param {string} key @param {number} at @param {number} count */
export function target(key, at, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return BY[key] && count ? (at + BY[key] + count) % count : -1;
}
