// @ts-check
// Elements of a picture.

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name @param {Element} parent @param {string} [className]
 * @param {Record<string, string | number>} [attributes] @returns {SVGElement} */
export function shape(name, parent, className = "", attributes = {}) {
  const element = document.createElementNS(SVG, name);
  if (className) element.setAttribute("class", className);
  put(element, attributes);
  parent.append(element);
  return element;
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
export function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** @param {Element} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} name @param {Element} parent @param {string} className @returns {HTMLElement} */
export function piece(name, parent, className) {
  const element = document.createElement(name);
  element.className = className;
  parent.append(element);
  return element;
}

/** An element that is put into its place later.
 * @param {string} name @param {Record<string, string | number>} [attributes] @returns {SVGElement} */
export function svgElement(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  put(element, attributes);
  return element;
}
