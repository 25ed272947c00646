// @ts-check
// SVG elements.

const SVG = "http://www.w3.org/2000/svg";

/** A new element with its attributes.
 * @param {string} tag @param {Record<string, string | number>} [attributes] @returns {SVGElement} */
export function svgElement(tag, attributes = {}) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  setAttributes(element, attributes);
  return element;
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
