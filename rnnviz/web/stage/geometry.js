// @ts-check
// Where everything in the unrolled network stands, in pixels: columns in time, tiles in columns, text in tiles.

export const LABEL_MARGIN = 72;
const RIGHT_MARGIN = 8;
const LETTER = 0.58; // the width of a digit, of its font's size

/** @typedef {{ left: number, centre: number, width: number }} Column */
/** How a level is to be placed: a stacked one has a unit under the other, others stand side by side.
 * ``before`` are the most digits before a point, ``whole`` these and a sign, ``digits`` the decimals wanted.
 * @typedef {{ count: number, stacked: boolean, whole: number, before: number, digits: number, name: number, head: number }} LevelSize */
/** Centres of the tiles from the column's centre and the picture's top. ``decimals`` is −1 where no number fits.
 * @typedef {{ tiles: { x: number, y: number }[], width: number, disc: number, box: number, font: number,
 *   decimals: number, before: number, across: number, named: boolean, boxFont: number, boxDecimals: number, head: number }} LevelPlace */
/** @typedef {{ levels: LevelPlace[], top: number, losses: number, tokens: number, steps: number, height: number,
 *   column: number }} Arrangement */

/** The columns of the steps: 0 is the initial state, 1 … T the steps, all of one width.
 * @param {number} width @param {number} steps @returns {Column[]} */
export function columns(width, steps) {
  const each = Math.max(1, (width - LABEL_MARGIN - RIGHT_MARGIN) / (steps + 1));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const left = LABEL_MARGIN + step * each;
    return { left, centre: left + each / 2, width: each };
  });
}

/** Places for the levels, given from bottom to top, in a column of ``width`` and a picture of ``height``.
 * @param {LevelSize[]} sizes @param {number} width @param {number} height @param {boolean} tokens
 * @returns {Arrangement} */
export function arrange(sizes, width, height, tokens) {
  const losses = 34;
  const bottom = 24 + (tokens ? 15 : 0);
  const room = height - losses - bottom;
  const across = sizes.map((size) => perRow(size, width));
  while (tallness(sizes, across, 12.5, 5, 2, 16) > room && widen(sizes, across, width)) continue;
  const measure = measures(sizes, across, room);
  const gaps = sizes.length - 1;
  const left = room - tallness(sizes, across, measure.disc, measure.box, measure.between, 0);
  const gap = gaps ? Math.min(left / gaps, 96) : 0;
  let y = losses + (left - gap * gaps) / 2;
  /** @type {LevelPlace[]} */
  const levels = [];
  for (const place of sizes.map((_, index) => sizes.length - 1 - index)) {
    levels[place] = levelPlace(sizes[place], across[place], width, y, measure);
    y += levelHeight(sizes[place], across[place], measure.disc, measure.box, measure.between) + gap;
  }
  const end = height - bottom + 4;
  return { levels, top: 2, losses, tokens: end + 12, steps: height - 5, height: end, column: width };
}

/** How many units stand beside each other.
 * @param {LevelSize} size @param {number} width */
function perRow(size, width) {
  if (size.stacked) return 1;
  const wanted = Math.min(41, (size.whole + size.digits + 2) * 7) + Math.min(size.name, 6) * 6;
  const most = Math.max(1, Math.min(size.count, Math.floor((width - 6) / (wanted + 3))));
  return Math.ceil(size.count / Math.ceil(size.count / most));
}

/** One more unit beside the others in the tallest level that has room for it.
 * @param {LevelSize[]} sizes @param {number[]} across @param {number} width */
function widen(sizes, across, width) {
  const rows = sizes.map(({ count }, place) => {
    const fits = (width - 6) / (across[place] + 1) >= 18;
    return fits && across[place] < count ? Math.ceil(count / across[place]) : 0;
  });
  const tallest = rows.indexOf(Math.max(...rows));
  if (rows[tallest] < 2) return false;
  across[tallest] += 1;
  return true;
}

/** @param {LevelSize[]} sizes @param {number[]} across @param {number} disc @param {number} box
 * @param {number} between @param {number} gap */
function tallness(sizes, across, disc, box, between, gap) {
  const levels = sizes.map((size, place) => levelHeight(size, across[place], disc, box, between));
  return levels.reduce((sum, tall) => sum + tall, gap * (sizes.length - 1));
}

/** @param {LevelSize} size @param {number} across @param {number} disc @param {number} box @param {number} between */
function levelHeight(size, across, disc, box, between) {
  const rows = Math.ceil(size.count / across);
  return rows * (disc + box + size.head) + (rows - 1) * between;
}

/** The largest measures of tiles that leave room for the edges: both numbers written, the value alone, or none.
 * @param {LevelSize[]} sizes @param {number[]} across @param {number} room */
function measures(sizes, across, room) {
  const both = shrinking(27, 12.5).map((disc) => ({ disc, box: Math.max(11.1, disc * 0.6), between: disc > 21 ? disc / 2 : disc / 4, gap: Math.max(16, disc * 1.35) }));
  const one = shrinking(17, 12.5).map((disc) => ({ disc, box: 5, between: 2, gap: 16 }));
  const none = shrinking(12, 4).map((disc) => ({ disc, box: disc / 2.5, between: 1, gap: disc }));
  const all = [...both, ...one, ...none];
  const fits = all.find(({ disc, box, between, gap }) => tallness(sizes, across, disc, box, between, gap) <= room);
  return fits ?? all[all.length - 1];
}

/** @param {number} from @param {number} to */
function shrinking(from, to) {
  return Array.from({ length: Math.floor((from - to) / 0.5) + 1 }, (_, step) => from - step / 2);
}

/** @param {LevelSize} size @param {number} across @param {number} column @param {number} top
 * @param {{ disc: number, box: number, between: number }} measure @returns {LevelPlace} */
function levelPlace(size, across, column, top, { disc, box, between }) {
  const rows = Math.ceil(size.count / across);
  const room = (column - 6) / across - 3;
  const widest = 64 + Math.min(size.name, 6) * 6;
  const width = Math.max(2, across > 1 || !size.stacked ? Math.min(widest, room) : stackedWidth(column, widest));
  const spread = across === 1 && rows > 1 && size.stacked ? Math.max(0, Math.min(column - width - 30, (rows - 1) * 52)) : 0;
  const tiles = Array.from({ length: size.count }, (_, unit) => {
    const row = Math.floor(unit / across);
    const inRow = Math.min(across, size.count - row * across);
    const x = ((unit % across) - (inRow - 1) / 2) * (width + 3) + (rows > 1 ? (row / (rows - 1) - 0.5) * spread : 0);
    return { x, y: top + size.head + row * (disc + box + size.head + between) + disc / 2 };
  });
  const named = fit(size.whole, Math.min(2, size.digits), width - 4 - Math.min(size.name, 6) * 6, disc).decimals >= 0;
  const free = width - 4 - (size.name && named ? Math.min(size.name, 6) * 6 : 0);
  const value = fit(size.whole, size.digits, free, disc);
  const gradient = fit(2, 4, width - 5, box * 1.1);
  return {
    tiles, width, disc, box, across, before: size.before, head: size.head, named: named && size.name > 0,
    font: value.font, decimals: value.decimals, boxFont: gradient.font, boxDecimals: gradient.decimals,
  };
}

/** Narrow enough that what comes from the step before can be seen.
 * @param {number} column @param {number} widest */
function stackedWidth(column, widest) {
  return Math.min(widest, Math.max(column * 0.44, Math.min(46, column - 8)));
}

/** The most decimals that fit, and the size of their font: smaller letters first, then fewer decimals.
 * @param {number} whole digits before the point, with the sign @param {number} wanted @param {number} width
 * @param {number} height @returns {{ decimals: number, font: number }} */
export function fit(whole, wanted, width, height) {
  const tall = Math.min(13.5, height * 0.62);
  if (tall < 7.5) return { decimals: -1, font: 0 };
  for (let decimals = wanted; decimals >= 0; decimals--) {
    const font = Math.min(tall, width / (textLength(whole, decimals) * LETTER));
    if (font >= Math.min(tall, 9)) return { decimals, font };
  }
  return { decimals: -1, font: 0 };
}

/** @param {number} whole @param {number} decimals */
function textLength(whole, decimals) {
  return whole + (decimals ? decimals + 0.6 : 0);
}

/** The width of ``text``, at most.
 * @param {string} text @param {number} font */
export function textWidth(text, font) {
  let letters = 0;
  for (const letter of text) letters += letter > "⺀" ? 1.75 : 1;
  return letters * LETTER * font;
}
