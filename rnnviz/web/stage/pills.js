// @ts-check
// Room for the numbers on arrows: each stands at its arrow, none over another or over a tile; else it is left out.

import { aboveCurve, at, futureCurve } from "./curves.js";
import { textWidth } from "./geometry.js";

/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {{ x: number, y: number, width: number, height: number, font: number, decimals: number }} Pill */
/** @typedef {{ level: number, lag: number }} ForkPlace */

const HEIGHT = 13;
const PILL_FONT = 10.5;

/** @param {Box} one @param {Box} other */
export function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** What may not be covered: discs with their boxes and targets, of a column and its neighbours.
 * @param {Arrangement} places @returns {Box[]} */
export function obstacles(places) {
  const boxes = places.levels.flatMap((level) =>
    level.tiles.map(({ x, y }) => ({
      left: x - level.width / 2,
      top: y - level.disc / 2 - level.head,
      right: x + level.width / 2,
      bottom: y + level.disc / 2 + level.box,
    })),
  );
  const { column } = places;
  return [-column, 0, column].flatMap((by) => boxes.map((box) => ({ ...box, left: box.left + by, right: box.right + by })));
}

/** A place for the number of each arrow, fork by fork: from above, then from the step after; null where none is free
 * or a level is crowded: then its units share one arrow.
 * @param {Arrangement} places @param {ForkPlace[]} forks @returns {{ above: (Pill | null)[], future: (Pill | null)[] }[]} */
export function pills(places, forks) {
  /** @param {ReturnType<typeof placed>} found */
  const whole = (found) =>
    found.every(({ above, future }, fork) => {
      return places.levels[forks[fork].level].across > 1 || ![...above, ...future].includes(null);
    });
  return [4, 3, 2].map((decimals) => placed(places, forks, decimals)).find(whole) ?? placed(places, forks, 3);
}

/** @param {Arrangement} places @param {ForkPlace[]} forks @param {number} decimals */
function placed(places, forks, decimals) {
  const taken = obstacles(places);
  const bounds = { left: -places.column * 1.5, right: places.column * 1.5, top: places.losses, bottom: places.height };
  const inside = { ...bounds, right: places.column / 2 };
  /** @param {[number, number][]} points @param {Box} within @returns {Pill | null} */
  const place = (points, within) => {
    const width = textWidth("−0." + "0".repeat(decimals), PILL_FONT) + 3;
    for (const [x, y] of points) {
      const box = { left: x - width / 2, right: x + width / 2, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
      const fits = box.left >= within.left && box.right <= within.right && box.top >= within.top && box.bottom <= within.bottom;
      if (!fits || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return { x, y, width, height: HEIGHT, font: PILL_FONT, decimals };
    }
    return null;
  };
  const aside = textWidth("−0." + "0".repeat(decimals), PILL_FONT) / 2 + 4;
  return forks.map(({ level, lag }) => {
    const own = places.levels[level];
    if (own.across > 1) return { above: own.tiles.map(() => null), future: own.tiles.map(() => null) };
    const future = own.tiles.map((_, unit) => place(along(futureCurve(places, level, unit), 9), bounds));
    const above = own.tiles.map((_, unit) => place(abovePoints(places, level, unit, lag, aside), lag ? bounds : inside));
    return { above, future };
  });
}

/** On the arrow or, near its end, beside the disc.
 * @param {Arrangement} places @param {number} level @param {number} unit @param {number} lag @param {number} aside
 * @returns {[number, number][]} */
function abovePoints(places, level, unit, lag, aside) {
  const own = places.levels[level];
  const { x, y } = own.tiles[unit];
  const sides = [own.width / 2 + aside, -own.width / 2 - aside];
  const beside = sides.flatMap((dx) => [-2, -6, 2].map((dy) => /** @type {[number, number]} */ ([x + dx, y + dy])));
  const points = [...along(aboveCurve(places, level, unit, lag), 12), ...beside];
  return points.filter((point) => closest(own, point) === unit);
}

/** The unit whose disc is closest to a point: a number beside another's disc would be taken for its own.
 * @param {import("./geometry.js").LevelPlace} level @param {[number, number]} point */
export function closest(level, [x, y]) {
  const distances = level.tiles.map((tile) => {
    const [aside, away] = [Math.abs(x - tile.x) - level.width / 2, Math.abs(y - tile.y) - level.disc / 2];
    return Math.hypot(Math.max(0, aside), Math.max(0, away) * 1.5);
  });
  return distances.indexOf(Math.min(...distances));
}

/** Points on a curve and beside it, the best first: near its end, where it belongs to one unit alone.
 * @param {import("./curves.js").Curve} curve @param {number} aside @returns {[number, number][]} */
function along(curve, aside) {
  const shares = [0.6, 0.66, 0.72, 0.54, 0.48, 0.8, 0.42, 0.88, 0.36, 0.3];
  const sides = [[0, 0], [0, -aside], [0, aside], [24, 0], [-24, 0], [34, -4], [-34, -4]];
  return sides.flatMap(([dx, dy]) =>
    shares.map((share) => {
      const [x, y] = at(curve, share);
      return /** @type {[number, number]} */ ([x + dx, y + dy]);
    }),
  );
}
