// @ts-check
// The ways between the blocks of an opened cell: along the lines of a grid, round every block, with few corners; two
// ways may cross, but lie on each other only where they carry the same.

/** @typedef {[number, number]} Point */
/** @typedef {{ x: number, y: number, width: number, height: number }} Rect */
/** @typedef {{ at: Point, out: Point, cost: number }} Port  a place on a block's edge, the direction out of it */
/** @typedef {{ key: string, ports: Port[] }} Goal */
/** @typedef {{ key: string, from: Port[], to: Goal[] }} Net  what starts at one of the ports ``from`` */
/** @typedef {{ net: string, to: string, points: Point[], branch: boolean }} Way  ``branch``: it leaves another way */

const CLEAR = 3; // pixels between a way and a block
const NEAR = 8; // where there is room, it keeps further away
const APART_LINES = 6;
const CORNER = 16;
const CROSSING = 24;
const AMBIGUOUS = 400; // a corner on another way
/** @type {Point[]} */
const SIDES = [[1, 0], [0, 1], [-1, 0], [0, -1]];

/** Ways for all nets, one after the other; throws if there is none.
 * @param {Net[]} nets @param {Rect[]} blocks @param {number[]} xs @param {number[]} ys lines that ways may run on
 * @returns {Way[]} */
export function waysOf(nets, blocks, xs, ys) {
  const stubs = nets.flatMap(({ from, to }) => [...from, ...to.flatMap(({ ports }) => ports)]).map(stubOf);
  const grid = makeGrid(blocks, linesOf(stubs.map(([x]) => x), xs), linesOf(stubs.map(([, y]) => y), ys));
  /** @type {Set<string>} */
  const used = new Set();
  return nets.flatMap((net) => {
    /** @type {Map<number, number>} */
    const tree = new Map();
    return net.to.map((goal) => {
      const starts = tree.size ? [] : net.from.filter(({ at }) => !used.has(String(at)));
      const ends = goal.ports.filter(({ at }) => !used.has(String(at)));
      const found = grid.route(net.key, starts, tree, ends);
      if (!found) throw new Error(`there is no way from ${net.key} to ${goal.key}`);
      grid.occupy(net.key, found.nodes, tree);
      for (const port of [found.start, found.end]) if (port) used.add(String(port.at));
      const inner = found.nodes.map(grid.point);
      const points = [...(found.start ? [found.start.at] : []), ...inner, found.end.at];
      return { net: net.key, to: goal.key, points: straightened(points), branch: !found.start };
    });
  });
}

/** @param {Port} port @returns {Point} */
function stubOf({ at: [x, y], out: [dx, dy] }) {
  return [x + dx * (CLEAR + 1), y + dy * (CLEAR + 1)];
}

/** The corners only. @param {Point[]} points @returns {Point[]} */
export function straightened(points) {
  return points.filter(([x, y], index) => {
    if (index === 0 || index === points.length - 1) return true;
    const [[px, py], [nx, ny]] = [points[index - 1], points[index + 1]];
    return !((px === x && x === nx) || (py === y && y === ny));
  });
}

/** The lines that ports need, and the others that are not too close to one. @param {number[]} needed @param {number[]} others */
function linesOf(needed, others) {
  const lines = [...new Set(needed.map(half))];
  for (const line of others.map(half)) if (!lines.some((other) => Math.abs(other - line) < APART_LINES)) lines.push(line);
  return lines.sort((a, b) => a - b);
}

/** @param {number} value */
function half(value) {
  return Math.round(value * 2) / 2;
}

/** @param {Rect[]} blocks @param {number[]} xs @param {number[]} ys */
function makeGrid(blocks, xs, ys) {
  const [wide, count] = [xs.length, xs.length * ys.length];
  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {number} clear */
  const blocked = (x0, y0, x1, y1, clear) => blocks.some(({ x, y, width, height }) =>
    x1 > x - clear && x0 < x + width + clear && y1 > y - clear && y0 < y + height + clear);
  /** Whether the line at a node runs close along a block. @param {number} node @param {number} way */
  const crowded = (node, way) => {
    const [x, y] = [xs[node % wide], ys[(node / wide) | 0]];
    if (!free[way][node]) return true;
    return way ? blocked(x - NEAR, y, x + NEAR, ys[((node / wide) | 0) + 1], 0) : blocked(x, y - NEAR, xs[(node % wide) + 1], y + NEAR, 0);
  };
  // whether the line to the right of a node, and the one below it, is free
  const free = [new Uint8Array(count), new Uint8Array(count)];
  for (let node = 0; node < count; node++) {
    const [x, y] = [xs[node % wide], ys[(node / wide) | 0]];
    if (node % wide < wide - 1) free[0][node] = Number(!blocked(x, y, xs[(node % wide) + 1], y, CLEAR));
    if (node + wide < count) free[1][node] = Number(!blocked(x, y, x, ys[((node / wide) | 0) + 1], CLEAR));
  }
  const near = [free[0].map((_, node) => Number(crowded(node, 0))), free[1].map((_, node) => Number(crowded(node, 1)))];
  /** @type {[Map<number, string>, Map<number, string>]} */
  const taken = [new Map(), new Map()]; // by which net the lines are taken
  /** @type {Map<number, Set<string>>} */
  const passed = new Map(); // the nets at a node

  /** @param {number} node @returns {Point} */
  const point = (node) => [xs[node % wide], ys[(node / wide) | 0]];
  /** @param {Port} port */
  const nodeOf = (port) => {
    const [x, y] = stubOf(port).map(half);
    return ys.indexOf(y) * wide + xs.indexOf(x);
  };

  /** How many other nets pass a node. @param {number} node @param {string} net */
  const others = (node, net) => {
    const nets = passed.get(node);
    return nets ? nets.size - Number(nets.has(net)) : 0;
  };

  /** The cheapest way from a port, or from the net's tree, to a port.
   * @param {string} net @param {Port[]} starts @param {Map<number, number>} tree @param {Port[]} ends
   * @returns {{ nodes: number[], start: Port | null, end: Port } | null} */
  function route(net, starts, tree, ends) {
    const goals = new Map(ends.map((port) => [nodeOf(port), port]));
    const [goalXs, goalYs] = [0, 1].map((axis) => ends.map((port) => point(nodeOf(port))[axis]));
    const cost = new Float64Array(count * 4).fill(Infinity);
    const from = new Int32Array(count * 4).fill(-1);
    /** @type {Map<number, Port>} */
    const startAt = new Map();
    const heap = makeHeap();
    const ahead = (/** @type {number} */ node) => {
      const [x, y] = [xs[node % wide], ys[(node / wide) | 0]];
      let least = Infinity;
      for (let at = 0; at < goalXs.length; at++) least = Math.min(least, Math.abs(goalXs[at] - x) + Math.abs(goalYs[at] - y));
      return least;
    };
    /** @param {number} state @param {number} value @param {number} origin */
    const offer = (state, value, origin) => {
      if (value >= cost[state]) return;
      cost[state] = value;
      from[state] = origin;
      heap.push(state, value + ahead(state >> 2));
    };
    for (const port of starts) {
      const state = nodeOf(port) * 4 + SIDES.findIndex(([dx, dy]) => dx === port.out[0] && dy === port.out[1]);
      startAt.set(state, port);
      offer(state, port.cost, -1);
    }
    for (const node of tree.keys()) for (let side = 0; side < 4; side++) offer(node * 4 + side, CORNER / 2, -1);
    while (heap.size()) {
      const state = heap.pop();
      if (state < 0) return finish(-state - 1);
      const [node, side] = [state >> 2, state & 3];
      const end = goals.get(node);
      if (end) {
        const [dx, dy] = SIDES[side];
        const turns = dx === -end.out[0] && dy === -end.out[1] ? 0 : dx === end.out[0] && dy === end.out[1] ? 100 : 1;
        heap.push(-state - 1, cost[state] + end.cost + CORNER * turns);
      }
      for (let next = 0; next < 4; next++) {
        if (next === ((side + 2) & 3)) continue;
        const by = next === 0 ? 1 : next === 1 ? wide : next === 2 ? -1 : -wide;
        const line = by > 0 ? node : node + by;
        const way = next & 1;
        if (line < 0 || !free[way][line] || (taken[way].get(line) ?? net) !== net) continue;
        const corner = next === side ? 0 : others(node, net) ? AMBIGUOUS : CORNER;
        const distance = way ? ys[((line / wide) | 0) + 1] - ys[(line / wide) | 0] : xs[(line % wide) + 1] - xs[line % wide];
        const length = distance * (near[way][line] ? 1.5 : 1);
        const step = length + corner + CROSSING * others(node + by, net);
        offer((node + by) * 4 + next, cost[state] + step, state);
      }
    }
    return null;

    /** @param {number} last */
    function finish(last) {
      const nodes = [];
      let state = last;
      for (; ; state = from[state]) {
        nodes.unshift(state >> 2);
        if (from[state] < 0) break;
      }
      return { nodes, start: startAt.get(state) ?? null, end: /** @type {Port} */ (goals.get(last >> 2)) };
    }
  }

  /** @param {string} net @param {number[]} nodes @param {Map<number, number>} tree */
  function occupy(net, nodes, tree) {
    nodes.forEach((node, index) => {
      tree.set(node, index);
      passed.set(node, (passed.get(node) ?? new Set()).add(net));
      if (!index) return;
      const before = nodes[index - 1];
      taken[Math.abs(node - before) === 1 ? 0 : 1].set(Math.min(node, before), net);
    });
  }

  return { route, occupy, point };
}

/** A queue that gives what has the lowest value first. */
function makeHeap() {
  /** @type {[number, number][]} */
  const items = [];
  return {
    size: () => items.length,
    /** @param {number} item @param {number} value */
    push(item, value) {
      let at = items.push([item, value]) - 1;
      for (let up = (at - 1) >> 1; at > 0 && items[up][1] > value; up = (at - 1) >> 1) {
        items[at] = items[up];
        at = up;
      }
      items[at] = [item, value];
    },
    pop() {
      const [first] = items[0];
      const last = /** @type {[number, number]} */ (items.pop());
      if (!items.length) return first;
      let at = 0;
      for (;;) {
        let down = 2 * at + 1;
        if (down + 1 < items.length && items[down + 1][1] < items[down][1]) down += 1;
        if (down >= items.length || items[down][1] >= last[1]) break;
        items[at] = items[down];
        at = down;
      }
      items[at] = last;
      return first;
    },
  };
}
