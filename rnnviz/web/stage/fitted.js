// @ts-check
// Numbers and words written in the room that there is.

import { textWidth } from "./geometry.js";
import { short, signed } from "./writing.js";

/** A number with so many decimals; what would round to 0 as a power of ten.
 * @param {number} value @param {number} decimals */
export function fitted(value, decimals) {
  if (decimals < 0) return "";
  if (decimals >= 4 || !Number.isFinite(value)) return short(value);
  const hidden = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  return signed(hidden && decimals ? value.toExponential(0) : value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1"));
}

/** The places before the point of every value, with a sign where one is negative; 4 decimals, or none for whole numbers.
 * @param {Iterable<number>} values @returns {{ whole: number, digits: number }} */
export function lengths(values) {
  let [largest, sign, whole] = [1, 0, true];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value));
    if (value < 0) sign = 1;
    if (value !== Math.round(value)) whole = false;
  }
  return { whole: Math.min(5, Math.floor(Math.log10(largest)) + 1) + sign, digits: whole ? 0 : 4 };
}

/** ``text``, cut where it is wider than ``width``.
 * @param {string} text @param {number} font @param {number} width */
export function clipped(text, font, width) {
  if (textWidth(text, font) <= width) return text;
  let kept = [...text];
  while (kept.length && textWidth(kept.join("") + "…", font) > width) kept = kept.slice(0, -1);
  return kept.length ? kept.join("") + "…" : "";
}
