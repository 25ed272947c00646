// @ts-check
// Numbers and words written in the room that there is.

import { textWidth } from "./geometry.js";
import { short, signed } from "./writing.js";

/** A number with so many decimals where it has ``digits`` before the point, with fewer where it has more; what would
 * round to 0 or be too long as a power of ten.
 * @param {number} value @param {number} decimals −1: no number @param {number} digits */
export function fitted(value, decimals, digits = 1) {
  if (decimals < 0) return "";
  const room = digits + (decimals ? decimals + 1 : 0) + (value < 0 ? 1 : 0);
  const whole = short(value);
  if (!Number.isFinite(value) || (decimals >= 4 && whole.length <= room)) return whole;
  const hidden = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  for (let left = decimals; left >= 0 && !(hidden && decimals); left--) {
    const said = value.toFixed(left);
    if (said.length <= room) return signed(said.replace(/^-(0\.?0*)$/, "$1"));
  }
  return signed(value.toExponential(0).replace("+", ""));
}

/** The places before the point of every value and a sign, if only for what an edit may bring; 4 decimals, or none for
 * whole numbers.
 * @param {Iterable<number>} values @returns {{ whole: number, before: number, digits: number }} */
export function lengths(values) {
  let [largest, sign, whole] = [1, 0, true];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value));
    if (value < 0) sign = 1;
    if (value !== Math.round(value)) whole = false;
  }
  const before = Math.min(5, Math.floor(Math.log10(largest)) + 1);
  return { whole: before + (whole ? sign : 1), before, digits: whole ? 0 : 4 };
}

/** ``text``, cut where it is wider than ``width``.
 * @param {string} text @param {number} font @param {number} width */
export function clipped(text, font, width) {
  if (textWidth(text, font) <= width) return text;
  let kept = [...text];
  while (kept.length && textWidth(kept.join("") + "…", font) > width) kept = kept.slice(0, -1);
  return kept.length ? kept.join("") + "…" : "";
}
