// @ts-check
// What of a cell's graph stands together: a box with the signal that it makes, a circle, a signal alone; and the
// columns that they form. Nothing here knows a cell: what stands where follows from the graph and the carried state.

/** @typedef {{ row: string[], weight: string, diagonal: boolean }} Term */
/** @typedef {{ key: string, kind: string, reads: string[], title: string, symbol: string, terms: Term[] }} Piece */
/** @typedef {{ pieces: Piece[], states: string[], road: string[], opening: string }} CellGraph */
/** @typedef {"card" | "box" | "circle" | "tower" | "join"} Shape  a tower is a card on the box that makes it */
/** @typedef {"" | "left" | "right" | "below"} Outside */
/** @typedef {{ key: string, shape: Shape, card: string, op: string, kind: string, reads: string[], outside: Outside,
 *   road: boolean, descends: boolean, beside: string, column: number }} Block
 * ``card`` and ``op`` are the pieces in it, ``reads`` are blocks, ``beside`` is the block at whose side it stands. */

const BOXES = new Set(["sum of weights", "function", "same"]);

/** All blocks by key, in the order of computing. Where room is short, the numbers of sums that are only squashed are
 * left out: their box alone stands there.
 * @param {CellGraph} graph @param {boolean} sums whether they are shown @returns {Map<string, Block>} */
export function blocksOf(graph, sums) {
  const pieces = new Map(graph.pieces.map((piece) => [piece.key, piece]));
  const left = new Set(sums ? [] : graph.pieces.filter((piece) => isOnlySquashed(piece, graph)).map(({ key }) => key));
  const held = heldBy(graph, pieces, left);
  /** @type {Map<string, Block>} */
  const blocks = new Map();
  for (const piece of graph.pieces) {
    if (left.has(piece.key)) continue;
    const key = held.get(piece.key) ?? "";
    const block = blocks.get(key) ?? emptyBlock(key);
    blocks.set(key, block);
    const isCard = piece.kind === "signal";
    block[isCard ? "card" : "op"] = piece.key;
    if (!isCard) block.kind = piece.kind;
    block.shape = block.card && block.op ? "tower" : isCard ? "card" : BOXES.has(piece.kind) ? "box" : "circle";
    block.reads.push(...piece.reads.map((read) => held.get(read) ?? "").filter((read) => read !== key));
    if (isCard) block.outside = outsideOf(graph, piece);
    block.road ||= graph.road.includes(piece.key);
  }
  descend(graph, blocks);
  standBeside(blocks);
  joinSources(blocks);
  return blocks;
}

/** @param {string} key @returns {Block} */
function emptyBlock(key) {
  return { key, shape: "card", card: "", op: "", kind: "", reads: [], outside: "", road: false, descends: false, beside: "", column: -1 };
}

/** @param {Piece} piece @param {CellGraph} graph */
function isOnlySquashed({ key, kind, reads }, { pieces, states }) {
  const readers = pieces.filter((other) => other.reads.includes(key));
  return kind === "signal" && reads.length > 0 && !states.includes(key) && readers.length === 1 && readers[0].kind === "function"
    && pieces.some((maker) => maker.key === reads[0] && (maker.kind === "sum of weights" || maker.kind === "plus"));
}

/** The block of every piece: what a box makes stands on it, but for the states, which leave the cell; a signal that is
 * ``left`` out is read where it is made.
 * @param {CellGraph} graph @param {Map<string, Piece>} pieces @param {Set<string>} left */
function heldBy(graph, pieces, left) {
  const held = new Map(graph.pieces.map(({ key }) => [key, key]));
  for (const { key, kind, reads } of graph.pieces) {
    if (left.has(key)) {
      held.set(key, reads[0]);
      continue;
    }
    const isMade = kind === "signal" && reads.length === 1 && !graph.states.includes(key);
    if (isMade && BOXES.has(pieces.get(reads[0])?.kind ?? "")) held.set(reads[0], key);
  }
  return held;
}

/** @param {CellGraph} graph @param {Piece} piece @returns {Outside} */
function outsideOf(graph, { key, reads }) {
  if (!reads.length) return key === "x" ? "below" : "left";
  return graph.states.includes(key) ? "right" : "";
}

/** What is made of the state that the road has carried hangs down from it.
 * @param {CellGraph} graph @param {Map<string, Block>} blocks */
function descend(graph, blocks) {
  const end = graph.road.at(-1) ?? "";
  for (const block of blocks.values()) {
    block.descends = !block.outside && block.reads.some((read) => read === end || blocks.get(read)?.descends);
  }
}

/** One minus a gate stands at the side of what it multiplies, where that is not on the road.
 * @param {Map<string, Block>} blocks */
function standBeside(blocks) {
  for (const block of blocks.values()) {
    const readers = [...blocks.values()].filter(({ reads }) => reads.includes(block.key));
    const [reader] = readers;
    const fits = readers.length === 1 && reader.shape === "circle" && !reader.road && reader.reads.length > 1;
    if (block.kind === "one minus" && fits) block.beside = reader.key;
  }
}

/** Where several sums read the same sources, these meet once: in a block of their own.
 * @param {Map<string, Block>} blocks */
function joinSources(blocks) {
  const isSource = (/** @type {string} */ key) => ["left", "below"].includes(blocks.get(key)?.outside ?? "");
  for (const block of [...blocks.values()]) {
    const sources = [...new Set(block.reads.filter(isSource))];
    if (block.kind !== "sum of weights" || sources.length < 2) continue;
    const key = sources.join("+");
    blocks.set(key, blocks.get(key) ?? { ...emptyBlock(key), shape: "join", reads: sources });
    block.reads = [key, ...block.reads.filter((read) => !isSource(read))];
  }
}

/** The blocks that have a column: all inside but those on the road, beside others, and where sources meet.
 * @param {Block} block */
export function hasColumn(block) {
  return !block.outside && !block.road && !block.beside && block.shape !== "join";
}

/** The blocks that ``block`` reads and that have a column, also through one that stands beside it.
 * @param {Block} block @param {Map<string, Block>} blocks @returns {Block[]} */
export function parentsOf(block, blocks) {
  return block.reads.flatMap((key) => {
    const read = blocks.get(key);
    if (!read) return [];
    if (read.beside) return parentsOf(read, blocks);
    if (read.outside === "right" && !read.road) return parentsOf(read, blocks);
    return hasColumn(read) ? [read] : [];
  });
}

/** Gives every block its column, numbered from the left; returns how many there are. A sum begins one; anything else
 * stands on what it reads, if nothing else does.
 * @param {Map<string, Block>} blocks */
export function assignColumns(blocks) {
  /** @type {Block[]} */
  const tops = [];
  for (const block of [...blocks.values()].filter(hasColumn)) {
    const below = parentsOf(block, blocks).filter((parent) => tops[parent.column] === parent).at(-1);
    block.column = block.kind === "sum of weights" || !below ? tops.length : below.column;
    tops[block.column] = block;
  }
  const order = bestOrder(blocks, tops.length);
  for (const block of blocks.values()) if (block.column >= 0) block.column = order.indexOf(block.column);
  return tops.length;
}

/** The order of columns with the shortest ways: single columns are moved as long as that helps.
 * @param {Map<string, Block>} blocks @param {number} count @returns {number[]} */
function bestOrder(blocks, count) {
  const costOf = orderCost(blocks, count);
  let best = Array.from({ length: count }, (_, column) => column);
  let least = costOf(best);
  for (let improved = true; improved; ) {
    improved = false;
    for (let from = 0; from < count; from++) for (let to = 0; to < count; to++) {
      const order = best.toSpliced(from, 1).toSpliced(to, 0, best[from]);
      const cost = costOf(order);
      if (cost < least - 1e-9) [best, least, improved] = [order, cost, true];
    }
  }
  return best;
}

const AGAINST_THE_ROAD = 50;

/** How long the ways are in an order of the columns; the road must run to the right, what hangs from its end stands there.
 * @param {Map<string, Block>} blocks @param {number} count @returns {(order: number[]) => number} */
function orderCost(blocks, count) {
  const all = [...blocks.values()];
  const pairs = all.filter(hasColumn).flatMap((block) => parentsOf(block, blocks).map((parent) => [block.column, parent.column]));
  const road = all.filter(({ road, outside }) => road && !outside).map((block) => parentsOf(block, blocks).map(({ column }) => column));
  const hanging = [...new Set(all.filter(({ descends, column }) => descends && column >= 0).map(({ column }) => column))];
  const leaving = all.filter(({ outside }) => outside === "right").flatMap((block) => parentsOf(block, blocks).map(({ column }) => column));
  return (order) => {
    const place = order.map((_, column) => order.indexOf(column));
    let cost = 0;
    for (const [from, to] of pairs) cost += Math.abs(place[from] - place[to]);
    for (let at = 1; at < road.length; at++) for (const before of road[at - 1]) for (const after of road[at]) {
      if (place[before] >= place[after]) cost += AGAINST_THE_ROAD;
    }
    for (const column of [...hanging, ...hanging, ...leaving]) cost += count - 1 - place[column];
    order.forEach((column, at) => (cost += 0.01 * Math.abs(column - at)));
    return cost;
  };
}
