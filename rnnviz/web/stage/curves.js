// @ts-check
// The curves of the unrolled network, from the centre of their column: edges, and the arrows that come back.

/** @typedef {import("./geometry.js").Arrangement} Arrangement */
/** @typedef {import("./geometry.js").LevelPlace} LevelPlace */
/** Start, two handles, end.
 * @typedef {[number, number, number, number, number, number, number, number]} Curve */
/** @typedef {{ start: number, end: number, lag: number }} Way */

/** The curve from unit ``from`` to unit ``to``; ``reset`` where it begins with the initial state at the column's edge.
 * @param {Arrangement} places @param {Way} way @param {number} from @param {number} to @param {boolean} reset
 * @returns {Curve} */
export function edgeCurve(places, way, from, to, reset) {
  const [start, end] = [places.levels[way.start], places.levels[way.end]];
  const [source, target] = [start.tiles[from], end.tiles[to]];
  if (way.lag === 0 && way.start === way.end) return loop(start, source);
  if (way.lag) return fromBefore(places.column, start, source, end, target, way.start === way.end, reset);
  const [x, y, u, v] = [source.x, source.y - start.disc / 2, target.x, bottom(end, target)];
  const bend = Math.max(12, (y - v) * 0.5);
  if (way.end - way.start === 1) return [x, y, x, y - bend, u, v + bend, u, v];
  const side = places.column / 2 - 4; // past the level between them
  return [x, y, side, y - bend, side, v + bend, u, v];
}

/** @param {number} column @param {LevelPlace} start @param {{ x: number, y: number }} source @param {LevelPlace} end
 * @param {{ x: number, y: number }} target @param {boolean} level @param {boolean} reset @returns {Curve} */
function fromBefore(column, start, source, end, target, level, reset) {
  const x = reset ? -column / 2 : source.x + start.width / 2 - column;
  const [u, v] = level ? [target.x - end.width / 2, target.y] : [target.x, bottom(end, target)];
  const bend = Math.max(4, (u - x) * 0.5);
  if (level) return [x, source.y, x + bend, source.y, u - bend, v, u, v];
  return [x, source.y, x + bend, source.y, u, v + Math.max(14, (source.y - v) * 0.5), u, v];
}

/** @param {LevelPlace} level @param {{ x: number, y: number }} tile @returns {Curve} */
function loop(level, tile) {
  const [right, top] = [tile.x + level.width / 2, tile.y - level.disc / 2];
  return [right, tile.y, right + 14, tile.y - 4, right + 2, top - 12, right - 10, top];
}

/** Under a unit's disc; its gradient's box stands over the edges that end there.
 * @param {LevelPlace} level @param {{ y: number }} tile */
function bottom(level, tile) {
  return tile.y + level.disc / 2;
}

/** From the answer of the step before to what is read now, along the edge between both columns.
 * @param {Arrangement} places @param {number} from @param {number} to @param {boolean} target @returns {Curve} */
export function fedCurve(places, from, to, target) {
  const [top, first] = [places.levels[places.levels.length - 1], places.levels[0]];
  const [source, read] = [top.tiles[from], first.tiles[to]];
  const x = source.x + top.width / 2 - places.column;
  const side = -places.column / 2;
  const height = target && top.head ? source.y - top.disc / 2 - 6 : source.y;
  return [x, height, side + 14, height, side - 10, read.y, read.x - first.width / 2, read.y];
}

/** From the level above back to a unit of ``level``; ``lag`` 1 from that of the step after.
 * @param {Arrangement} places @param {number} level @param {number} unit @param {number} lag @returns {Curve} */
export function aboveCurve(places, level, unit, lag) {
  const [above, own] = [places.levels[level + 1], places.levels[level]];
  const source = above.tiles.reduce((low, tile) => (tile.y >= low.y ? tile : low));
  const lowest = above.tiles.filter((tile) => tile.y === source.y);
  const middle = lowest.reduce((sum, tile) => sum + tile.x, 0) / lowest.length + lag * places.column;
  const y = bottom(above, source) + above.box + 1;
  const tile = own.tiles[unit];
  const [u, v] = [tile.x, tile.y - own.disc / 2 - 5];
  const bend = Math.max(8, (v - y) * 0.45);
  return [middle, y, middle, y + bend, u, v - bend, u, v];
}

/** From a unit's gradient of the step after back to its own.
 * @param {Arrangement} places @param {number} level @param {number} unit @returns {Curve} */
export function futureCurve(places, level, unit) {
  const own = places.levels[level];
  const tile = own.tiles[unit];
  const y = tile.y + own.disc / 2 + own.box / 2;
  return straight(tile.x - own.width / 2 + 3 + places.column, y, tile.x + own.width / 2 + 3, y);
}

/** One arrow for all units of a crowded level: from the level above, and from the step after.
 * @param {Arrangement} places @param {number} level @param {number} lag @returns {{ above: Curve, future: Curve }} */
export function crowdCurves(places, level, lag) {
  const [above, own] = [places.levels[level + 1], places.levels[level]];
  const half = Math.max(...own.tiles.map(({ x }) => x)) + own.width / 2;
  const [first, last] = [own.tiles[0].y, own.tiles[own.tiles.length - 1].y];
  const top = Math.max(...above.tiles.map((tile) => bottom(above, tile))) + above.box + 1;
  const middle = (first + last + own.box) / 2;
  return {
    above: straight(lag * places.column, top, 0, first - own.disc / 2 - 5),
    future: straight(places.column - half - 1, middle, half + 2, middle),
  };
}

/** @param {number} x @param {number} y @param {number} u @param {number} v @returns {Curve} */
function straight(x, y, u, v) {
  return [x, y, x + (u - x) / 3, y + (v - y) / 3, u - (u - x) / 3, v - (v - y) / 3, u, v];
}

/** @param {Curve} curve */
export function path([x, y, a, b, c, d, u, v]) {
  return `M${round(x)} ${round(y)}C${round(a)} ${round(b)} ${round(c)} ${round(d)} ${round(u)} ${round(v)}`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** The point at ``share`` of a curve, 0 … 1.
 * @param {Curve} curve @param {number} share @returns {[number, number]} */
export function at([x, y, a, b, c, d, u, v], share) {
  const rest = 1 - share;
  const [first, second, third, last] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return [first * x + second * a + third * c + last * u, first * y + second * b + third * d + last * v];
}

/** The curve that passes nearest to a point, −1 where none is within ``reach``.
 * @param {Curve[]} curves @param {number} x @param {number} y @param {number} reach */
export function nearest(curves, x, y, reach) {
  let [found, least] = [-1, reach];
  curves.forEach((curve, place) => {
    for (let share = 0.04; share < 1; share += 0.04) {
      const [u, v] = at(curve, share);
      const distance = Math.hypot(u - x, v - y);
      if (distance < least) [found, least] = [place, distance];
    }
  });
  return found;
}
