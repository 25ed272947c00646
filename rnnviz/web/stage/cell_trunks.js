// @ts-check
// Ways that begin at one place share a part. Going back, each part has its own number: what one reader sends on its own
// part, the sum of all at the root; what only some of them share has none that is known.

/** @typedef {import("./cell_roads.js").Point} Point */
/** @typedef {import("./cell_layout.js").CellLayout} CellLayout */
/** @typedef {CellLayout["ways"][number]} LaidWay */
/** @typedef {LaidWay & { role: "own" | "root" | "shared" }} WayPart */

/** All ways in parts, from fork to fork. @param {LaidWay[]} ways @returns {WayPart[]} */
export function partsOf(ways) {
  return ways.flatMap((way) => {
    const forks = ways.filter((other) => other !== way && other.net === way.net && other.branch).map(({ points }) => points[0]);
    const cuts = cutAt(way.points, forks);
    return cuts.map((points, index) => {
      const role = index === cuts.length - 1 ? "own" : index === 0 && !way.branch ? "root" : "shared";
      return { ...way, points, role, branch: way.branch || index > 0 };
    });
  });
}

/** @param {Point[]} points @param {Point[]} forks @returns {Point[][]} */
function cutAt(points, forks) {
  /** @type {Point[][]} */
  const parts = [[points[0]]];
  points.slice(1).forEach((end, index) => {
    const start = points[index];
    const here = forks.filter((fork) => between(start, fork, end) && !same(fork, points[0]) && !same(fork, start));
    const ordered = here.sort((a, b) => distance(start, a) - distance(start, b)).filter((fork, at, all) => !at || !same(fork, all[at - 1]));
    for (const fork of ordered) {
      parts[parts.length - 1].push(fork);
      parts.push([fork]);
    }
    if (!same(end, parts[parts.length - 1][0])) parts[parts.length - 1].push(end);
  });
  return parts.filter(({ length }) => length > 1);
}

/** @param {Point} a @param {Point} b */
function same(a, b) {
  return a[0] === b[0] && a[1] === b[1];
}

/** @param {Point} a @param {Point} b */
function distance(a, b) {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

/** @param {Point} start @param {Point} point @param {Point} end */
function between(start, point, end) {
  return Math.abs(distance(start, point) + distance(point, end) - distance(start, end)) < 1e-9;
}
