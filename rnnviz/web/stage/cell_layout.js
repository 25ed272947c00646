// @ts-check
// Where everything of an opened cell stands: sums and gates rise from x and h, the road of the carried state runs over
// them; states enter at the left and leave at the right.

import { assignColumns, blocksOf, hasColumn, parentsOf } from "./cell_blocks.js";
import { heightsOf } from "./cell_heights.js";
import { BOX, CIRCLE, GLUE, cardSize, letterWidth, measuresFor, sizeOf } from "./cell_measure.js";
import { linesAround, netsOf } from "./cell_nets.js";
import { waysOf } from "./cell_roads.js";

/** @typedef {import("./cell_blocks.js").Block} Block */
/** @typedef {import("./cell_blocks.js").CellGraph} CellGraph */
/** @typedef {import("./cell_measure.js").Measure} Measure */
/** @typedef {import("./cell_measure.js").Units} Units */
/** @typedef {import("./cell_measure.js").Size} Size */
/** @typedef {import("./cell_roads.js").Rect} Rect */
/** @typedef {import("./cell_roads.js").Way} Way */
/** @typedef {Rect & import("./cell_measure.js").CardSize} CardPlace */
/** @typedef {Rect & { shape: "box" | "circle" | "join", kind: string, makes: string }} OpPlace */
/** @typedef {{ rects: Map<string, Rect>, frame: Rect, width: number, height: number, natural: number, measure: Measure }} Placed */
/** @typedef {{ width: number, height: number, frame: Rect, measure: Measure, cards: Map<string, CardPlace>,
 *   ops: Map<string, OpPlace>, rects: Map<string, Rect>, ways: (Way & { onRoad: boolean, joined: boolean })[] }} CellLayout */

const BESIDE = 46; // from the middle of a circle to what stands beside it
const GAP_MOST = 36;
const ROOMY = 54; // pixels of a cell with a number
const SPREAD_MOST = 64;
const LINE_OF_BUS = 11; // between the ways under the base

const ZOOMS = [1.5, 1.3, 1.15, 1]; // a small cell is drawn larger

/** The layout, and how much larger it is drawn. @param {CellGraph} graph @param {Units} units @param {number} width @param {number} height */
export function fitCell(graph, units, width, height) {
  const blocks = blocksOf(graph);
  const columns = assignColumns(blocks);
  for (const zoom of ZOOMS) {
    const placed = bestPlaces(blocks, columns, units, width / zoom, height / zoom);
    const fits = placed.natural <= width / zoom && placed.height <= height / zoom;
    const roomy = placed.measure.cell >= ROOMY && !placed.measure.narrow;
    if (zoom === 1 || (fits && roomy)) return { layout: withWays(blocks, units, placed), zoom };
  }
  throw new Error("the last zoom is 1");
}

/** @param {Map<string, Block>} blocks @param {number} columns @param {Units} units @param {number} width @param {number} height @returns {Placed} */
function bestPlaces(blocks, columns, units, width, height) {
  const placed = (/** @type {Measure} */ measure) => placeBlocks(blocks, columns, units, measure, width);
  const tried = measuresFor(units).map(placed);
  const fitting = tried.find((each) => each.natural <= width && each.height <= height);
  if (!fitting) return leastOverflow(tried, width);
  let best = fitting;
  for (let gap = fitting.measure.gap + 1; gap <= GAP_MOST; gap++) {
    const looser = placed({ ...fitting.measure, gap });
    if (looser.height > height) break;
    best = looser;
  }
  return best;
}

/** What is too high is scrolled down; only what is too wide everywhere is scrolled to the side.
 * @param {Placed[]} tried @param {number} width */
function leastOverflow(tried, width) {
  const over = (/** @type {Placed} */ { natural, height }) => Math.max(0, natural - width) * 1000 + height;
  return tried.reduce((best, each) => (over(each) < over(best) ? each : best));
}

/** @param {Map<string, Block>} blocks @param {number} columns @param {Units} units @param {Measure} measure @param {number} width @returns {Placed} */
function placeBlocks(blocks, columns, units, measure, width) {
  const all = [...blocks.values()];
  const sizes = new Map(all.map((block) => [block.key, sizeOf(block, units, measure)]));
  const size = (/** @type {string} */ key) => /** @type {Size} */ (sizes.get(key));
  const heights = heightsOf(blocks, size, measure.gap);
  const across = spread(blocks, columns, size, measure, width);
  /** @type {Map<string, Rect>} */
  const rects = new Map();
  /** @param {string} key @param {number} middle @param {number} up its middle over the base */
  const put = (key, middle, up) => {
    const { width: wide, height: high } = size(key);
    rects.set(key, { x: Math.round(middle - wide / 2), y: Math.round(-up - high / 2), width: wide, height: high });
  };
  for (const { key, column } of all.filter(hasColumn)) put(key, across.middles[column], heights.middles.get(key) ?? 0);
  putRoad(blocks, across, heights.road, size, put);
  putBeside(blocks, rects, put);
  putStates(blocks, across, heights, rects, size, put);
  const bus = putSources(all, across, rects, size, put);
  return measured(rects, across, heights.top + 14, bus, measure);
}

/** Everything from its own top. @param {Map<string, Rect>} rects @param {Across} across @param {number} top @param {number} bus @param {Measure} measure */
function measured(rects, across, top, bus, measure) {
  const highest = Math.min(-top, ...[...rects.values()].map(({ y }) => y)) - 1;
  for (const rect of rects.values()) rect.y -= highest;
  const frame = { x: across.frame, y: -top - highest, width: across.frameWidth, height: top + bus };
  const height = Math.max(frame.y + frame.height, ...[...rects.values()].map((rect) => rect.y + rect.height)) + 2;
  return { rects, frame, natural: across.natural, width: across.width, height, measure };
}

/** @typedef {{ middles: number[], frame: number, frameWidth: number, outer: number, natural: number, width: number }} Across */

/** The middles of the columns, and the frame from left to right; spare width stands between the columns.
 * @param {Map<string, Block>} blocks @param {number} columns @param {(key: string) => Size} size @param {Measure} measure @param {number} width @returns {Across} */
function spread(blocks, columns, size, { narrow }, width) {
  const all = [...blocks.values()];
  const widest = (/** @type {string} */ side) => Math.max(0, ...all.filter(({ outside }) => outside === side).map(({ key }) => size(key).width));
  const halves = Array.from({ length: columns }, (_, column) => halfWidth(all, column, size));
  const [outer, margin, least] = narrow ? [4, 20, 13] : [12, 30, 20];
  const [left, right] = [widest("left"), widest("right")];
  const inner = 2 * halves.reduce((sum, half) => sum + half, 0) + least * (columns - 1);
  const natural = left + right + 2 * outer + 2 * margin + inner;
  const more = Math.min(SPREAD_MOST, Math.max(0, width - natural - 2) / (columns + 1));
  const frame = Math.round(Math.max(0, width - natural - more * (columns + 1)) / 2 + left + outer);
  let edge = frame + margin + more;
  const middles = halves.map((half) => {
    const middle = Math.round(edge + half);
    edge += 2 * half + least + more;
    return middle;
  });
  return { middles, frame, frameWidth: Math.round(inner + 2 * margin + more * (columns + 1)), outer, natural: Math.ceil(natural) + 2, width };
}

/** @param {Block[]} all @param {number} column @param {(key: string) => Size} size */
function halfWidth(all, column, size) {
  const own = all.filter((block) => block.column === column);
  const withBeside = own.some(({ key }) => all.some(({ beside }) => beside === key));
  return Math.max(withBeside ? BESIDE + CIRCLE / 2 : 0, ...own.map(({ key }) => size(key).width / 2));
}

/** @typedef {(key: string, middle: number, up: number) => void} Put */

/** What is on the road stands over what comes to it, from left to right.
 * @param {Map<string, Block>} blocks @param {Across} across @param {number} road @param {(key: string) => Size} size @param {Put} put */
function putRoad(blocks, across, road, size, put) {
  const onRoad = [...blocks.values()].filter((block) => block.road && !block.outside);
  let edge = across.frame + 6;
  onRoad.forEach((block, index) => {
    const half = size(block.key).width / 2;
    const under = parentsOf(block, blocks).map(({ column }) => across.middles[column]);
    const last = across.frame + across.frameWidth - 10 - (onRoad.length - index - 0.5) * (2 * half + 18);
    const middle = Math.max(edge + 18 + half, Math.min(last, under.at(-1) ?? edge + 60));
    put(block.key, middle, road);
    edge = middle + half;
  });
}

/** @param {Map<string, Block>} blocks @param {Map<string, Rect>} rects @param {Put} put */
function putBeside(blocks, rects, put) {
  for (const block of blocks.values()) {
    const target = rects.get(block.beside);
    if (!target) continue;
    const fromRight = (parentsOf(block, blocks)[0]?.column ?? -1) > (blocks.get(block.beside)?.column ?? 0);
    put(block.key, target.x + target.width / 2 + (fromRight ? BESIDE : -BESIDE), -target.y - target.height / 2);
  }
}

/** The states after, each where what makes it stands, or lower.
 * @param {Map<string, Block>} blocks @param {Across} across @param {import("./cell_heights.js").Heights} heights
 * @param {Map<string, Rect>} rects @param {(key: string) => Size} size @param {Put} put */
function putStates(blocks, across, heights, rects, size, put) {
  const right = [...blocks.values()].filter(({ outside }) => outside === "right").map(({ key, reads }) => {
    const maker = rects.get(reads[0]);
    return { key, up: maker ? -maker.y - maker.height / 2 : heights.road };
  });
  let ceiling = Infinity;
  for (const { key, up } of right.sort((a, b) => b.up - a.up)) {
    const { width, height } = size(key);
    const middle = Math.min(up, ceiling - height / 2);
    put(key, across.frame + across.frameWidth + across.outer + width / 2, middle);
    ceiling = middle - height / 2 - 8;
  }
  for (const { key, road, outside } of blocks.values()) {
    if (outside === "left" && road) put(key, across.frame - across.outer - size(key).width / 2, heights.road);
  }
}

/** The other states before, x, and the places where they meet; returns how high the room under the base is.
 * @param {Block[]} all @param {Across} across @param {Map<string, Rect>} rects @param {(key: string) => Size} size @param {Put} put */
function putSources(all, across, rects, size, put) {
  const joins = all.filter(({ shape }) => shape === "join");
  const bus = 22 + LINE_OF_BUS * (joins.length + 1);
  all.filter(({ outside, road }) => outside === "left" && !road).forEach(({ key }, index) => {
    put(key, across.frame - across.outer - size(key).width / 2, -18 + index * (size(key).height + 8));
  });
  const { width, height } = size("x");
  const middle = across.frame + 8 + Math.round(width / 2);
  put("x", middle, -(bus + 12 + height / 2));
  joins.forEach(({ key }, index) => put(key, middle + 2 * LINE_OF_BUS * index, -(18 + LINE_OF_BUS * index)));
  return bus;
}

/** Cards and boxes apart, and the ways between all blocks.
 * @param {Map<string, Block>} blocks @param {Units} units @param {Placed} placed @returns {CellLayout} */
function withWays(blocks, units, { rects, frame, width, natural, height, measure }) {
  /** @type {Map<string, CardPlace>} */
  const cards = new Map();
  /** @type {Map<string, OpPlace>} */
  const ops = new Map();
  for (const block of blocks.values()) {
    const rect = /** @type {Rect} */ (rects.get(block.key));
    const tower = block.shape === "tower";
    if (block.card) {
      const card = cardSize(block, units, measure);
      const y = tower && block.descends ? rect.y + BOX + GLUE : rect.y;
      cards.set(block.card, { ...card, x: rect.x + Math.round((rect.width - card.width) / 2), y });
    }
    if (!block.op && block.shape !== "join") continue;
    const y = tower && !block.descends ? rect.y + rect.height - BOX : rect.y;
    const shape = tower ? "box" : /** @type {OpPlace["shape"]} */ (block.shape);
    const letter = tower ? letterWidth(measure) : 0;
    const box = { x: rect.x + letter, y, width: rect.width - letter, height: tower ? BOX : rect.height };
    ops.set(block.op || block.key, { ...box, shape, kind: block.kind, makes: tower ? block.card : "" });
  }
  const { xs, ys } = linesAround([...rects.values()], frame);
  const ways = waysOf(netsOf(blocks, rects), [...rects.values()], xs, ys).map((way) => ({
    ...way,
    joined: blocks.get(way.net)?.shape === "join",
    onRoad: Boolean(blocks.get(way.net)?.road && blocks.get(way.to)?.road),
  }));
  return { width: Math.max(width, natural), height, frame, measure, cards, ops, rects, ways };
}
