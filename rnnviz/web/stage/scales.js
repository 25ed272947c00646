// @ts-check
// Colours and widths of numbers. A ramp is symmetric about 0; it comes from rnnviz/figures/style.py.

/** @typedef {[number, string][]} Ramp  places 0 … 1 with their colours, from negative to positive */
/** @typedef {[number, number, number]} Colour */

const DARK_INK = "#000000";
const LIGHT_INK = "#ffffff";

/** The colour of ``value`` where the ramp ends at −``peak`` and ``peak``.
 * @param {Ramp} ramp @param {number} value @param {number} peak @returns {Colour} */
export function colour(ramp, value, peak) {
  const clear = Number.isNaN(value) ? 0 : value;
  const place = peak > 0 ? Math.min(1, Math.max(0, 0.5 + clear / (2 * peak))) : 0.5;
  const after = Math.max(1, ramp.findIndex(([end]) => end >= place));
  const [[low, first], [high, second]] = [ramp[after - 1], ramp[after]];
  const share = (place - low) / (high - low);
  const [from, to] = [channels(first), channels(second)];
  /** @param {number} channel */
  const mixed = (channel) => Math.round(from[channel] + share * (to[channel] - from[channel]));
  return [mixed(0), mixed(1), mixed(2)];
}

/** @param {Colour} colour */
export function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/** The ink that is read best on ``ground``.
 * @param {Colour} ground */
export function ink(ground) {
  return contrast(ground, channels(DARK_INK)) >= contrast(ground, channels(LIGHT_INK)) ? DARK_INK : LIGHT_INK;
}

/** The width of a line, in pixels, for what flows along it.
 * @param {number} flow @param {number} peak the largest size there is
 * @param {number} widest */
export function width(flow, peak, widest) {
  if (!Number.isFinite(flow)) return widest;
  return peak > 0 ? Math.max(0.6, widest * Math.min(1, Math.abs(flow) / peak)) : 0.6;
}

/** The largest finite size among ``values``, 0 if there is none.
 * @param {Iterable<number>} values */
export function peak(values) {
  let most = 0;
  for (const value of values) if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
  return most;
}

/** @param {Colour} first @param {Colour} second */
export function contrast(first, second) {
  const [brighter, darker] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

/** WCAG 2's relative luminance.
 * @param {Colour} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} hex @returns {Colour} */
function channels(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
