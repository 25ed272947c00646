// @ts-check
// Where in a text a unit is strongest.

/** The steps, from 1, where ``values`` are largest in size, the strongest first.
 * @param {ArrayLike<number>} values of columns 0 … T; column 0 is before the text @param {number} count */
export function strongest(values, count) {
  const steps = Array.from({ length: values.length - 1 }, (_, index) => index + 1).filter((t) => Number.isFinite(values[t]));
  return steps.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b).slice(0, count);
}

/** A piece of the text around a step: what stands before it, the symbol itself, what follows.
 * @param {string[]} tokens @param {number} t from 1 @param {number} around symbols on each side @param {string} separator */
export function excerpt(tokens, t, around, separator) {
  const joined = (/** @type {number} */ from, /** @type {number} */ to) => tokens.slice(Math.max(0, from), to).join(separator);
  return { before: joined(t - 1 - around, t - 1), symbol: tokens[t - 1], after: joined(t, t + around) };
}
