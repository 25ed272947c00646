// @ts-check
// How a number is written: short in the pictures, with six digits in the arithmetic.

/** A number in a picture: four decimals, or a power of ten where those would hide it.
 * @param {number} value */
export function short(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return unbounded(value);
  if (value === 0 || (size >= 5e-5 && size < 1000)) return signed(value.toFixed(4));
  return signed(value.toPrecision(size < 1e6 && size >= 1000 ? 6 : 2).replace(/e([+-])(\d)$/, "e$1$2"));
}

/** The whole number, to be told.
 * @param {number} value */
export function exact(value) {
  return Number.isFinite(value) ? signed(String(value)) : unbounded(value);
}

/** @param {number} value */
function unbounded(value) {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

/** A minus sign, not a hyphen.
 * @param {string} text */
export function signed(text) {
  return text.replaceAll("-", "−");
}
