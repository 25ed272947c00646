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

/** Six decimals, or scientific where those would hide the number; the same as figures/writing.py writes.
 * @param {number | null} value @param {string} gap what is said where there is none */
export function withDigits(value, gap) {
  if (value === null || Number.isNaN(value)) return gap;
  if (!Number.isFinite(value)) return unbounded(value);
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e6)) return signed(value.toFixed(6));
  return signed(value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2"));
}

/** ``name`` in ``target``, what follows ``_`` as a subscript.
 * @param {HTMLElement} target @param {string} name */
export function subscripted(target, name) {
  const [, letter, index, rest] = name.match(/^(.*[^\s_])_(\w+)(.*)$/) ?? [null, name];
  target.append(letter ?? "");
  if (index) target.append(Object.assign(document.createElement("sub"), { textContent: index }), rest ?? "");
  return target;
}
