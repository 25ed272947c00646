// @ts-check
// Which ways an opened cell needs: from where to where, at which edges they may begin and end, and along which lines.

/** @typedef {import("./cell_blocks.js").Block} Block */
/** @typedef {import("./cell_roads.js").Net} Net */
/** @typedef {import("./cell_roads.js").Port} Port */
/** @typedef {import("./cell_roads.js").Rect} Rect */

const LANE = 9; // between two ways beside each other
const SECOND_BEST = 70; // what an edge costs that is not the usual one

/** A net for each block that is read: first the road, then sources, then the rest, the nearest goals first.
 * @param {Map<string, Block>} blocks @param {Map<string, Rect>} rects @returns {Net[]} */
export function netsOf(blocks, rects) {
  const all = [...blocks.values()];
  const rect = (/** @type {string} */ key) => /** @type {Rect} */ (rects.get(key));
  const nets = all.map((block) => {
    const source = stateOnTheRoad(block, blocks);
    const readers = all.filter(({ reads }) => reads.includes(block.key));
    const distance = (/** @type {Block} */ reader) => (reader.road && block.road ? -1e6 : reader.shape === "join" ? -1e5 : 0)
      + Math.abs(middleOf(rect(reader.key))[0] - middleOf(rect(source.key))[0]) + Math.abs(middleOf(rect(reader.key))[1] - middleOf(rect(source.key))[1]);
    const to = readers.sort((a, b) => distance(a) - distance(b)).map((reader) => ({ key: reader.key, ports: inlets(reader, rect(reader.key), block) }));
    return { key: block.key, from: outlets(source, rect(source.key)), to };
  });
  const rank = (/** @type {Net} */ { key }) => (blocks.get(key)?.road ? 0 : blocks.get(key)?.outside ? 1 : blocks.get(key)?.shape === "join" ? 2 : 3);
  return merged(nets.filter(({ to }) => to.length), blocks).sort((a, b) => rank(a) - rank(b));
}

/** What reads a state after the step, reads it where it is made. @param {Block} block @param {Map<string, Block>} blocks */
function stateOnTheRoad(block, blocks) {
  return block.outside === "right" ? /** @type {Block} */ (blocks.get(block.reads[0])) : block;
}

/** A state's readers join those of what makes it: it is one and the same. @param {Net[]} nets @param {Map<string, Block>} blocks */
function merged(nets, blocks) {
  const kept = nets.filter(({ key }) => blocks.get(key)?.outside !== "right");
  for (const { key, to } of nets) {
    if (blocks.get(key)?.outside !== "right") continue;
    kept.find((net) => net.key === blocks.get(key)?.reads[0])?.to.push(...to);
  }
  return kept;
}

/** @param {Rect} rect @returns {[number, number]} */
function middleOf({ x, y, width, height }) {
  return [x + width / 2, y + height / 2];
}

/** The four edges of a block. @param {Rect} rect @returns {{ up: Port, down: Port, left: Port, right: Port }} */
function edges(rect) {
  const [x, y] = middleOf(rect);
  return {
    up: { at: [x, rect.y], out: [0, -1], cost: 0 },
    down: { at: [x, rect.y + rect.height], out: [0, 1], cost: 0 },
    left: { at: [rect.x, y], out: [-1, 0], cost: 0 },
    right: { at: [rect.x + rect.width, y], out: [1, 0], cost: 0 },
  };
}

/** @param {Port} port @returns {Port} */
function secondBest(port) {
  return { ...port, cost: SECOND_BEST };
}

/** @param {Block} block @param {Rect} rect @returns {Port[]} */
function outlets(block, rect) {
  const { up, down, left, right } = edges(rect);
  if (block.outside === "left") return [right];
  if (block.outside === "below") return [up];
  if (block.shape === "join") return [right, up];
  if (block.road) return [right];
  if (block.shape === "circle") return [up, right, down, left];
  return [block.descends ? down : up, secondBest(right), secondBest(left)];
}

/** @param {Block} block @param {Rect} rect @param {Block} from @returns {Port[]} */
function inlets(block, rect, from) {
  const { up, down, left, right } = edges(rect);
  if (block.outside) return [left];
  if (block.shape === "join") return from.outside === "below" ? [down] : [left, secondBest(up)];
  if (block.road && from.road) return [left];
  if (block.road) return [down, up];
  if (block.shape === "circle") return [down, left, right, up];
  return [block.descends ? up : down, secondBest(left), secondBest(right)];
}

/** The lines that ways may run on: between the blocks, and beside the frame's edges.
 * @param {Rect[]} rects @param {Rect} frame */
export function linesAround(rects, frame) {
  const xs = rects.flatMap(({ x, width }) => [x - LANE, x - 2 * LANE, x + width / 2, x + width + LANE, x + width + 2 * LANE]);
  const ys = rects.flatMap(({ y, height }) => [y - LANE, y + height / 2, y + height + LANE]);
  const inner = [frame.x + 8, frame.x + 8 + LANE, frame.x + frame.width - 8, frame.x + frame.width - 8 - LANE];
  const bottom = frame.y + frame.height;
  return { xs: [...xs, ...inner], ys: [...ys, frame.y + 8, bottom - 8, bottom - 8 - LANE, bottom - 8 - 2 * LANE] };
}
