// @ts-check
// Finding and making elements of a page.

/** The one element that ``selector`` finds in ``root``; the stage's own page has it.
 * @template {HTMLElement} [E=HTMLElement] @param {ParentNode} root @param {string} selector @returns {E} */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the stage has no ${selector}`);
  return /** @type {E} */ (found);
}

/** @param {string} tag @param {string} [className] @param {string} [text] */
export function element(tag, className = "", text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** ``text`` with every ``{name}`` written out.
 * @param {string} text @param {(name: string) => string} value */
export function fill(text, value) {
  return text.replace(/\{(\w+)\}/g, (_, name) => value(name));
}
