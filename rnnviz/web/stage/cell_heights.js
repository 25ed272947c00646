// @ts-check
// How high everything inside a cell stands over its base: what is computed first at the bottom, the road over all of
// it, and what is made of the carried state hanging down from the road.

import { hasColumn, parentsOf } from "./cell_blocks.js";

/** @typedef {import("./cell_blocks.js").Block} Block */
/** @typedef {import("./cell_measure.js").Size} Size */
/** ``middles`` of all blocks with a column and of the ``road``, over the base. @typedef {{ middles: Map<string, number>, road: number, top: number }} Heights */

/** @param {Map<string, Block>} blocks @param {(key: string) => Size} size @param {number} gap @returns {Heights} */
export function heightsOf(blocks, size, gap) {
  const inside = [...blocks.values()].filter(hasColumn);
  const upper = rise(inside.filter(({ descends }) => !descends), blocks, size, gap);
  const highest = Math.max(0, ...upper.values());
  const onRoad = [...blocks.values()].filter(({ road, outside }) => road && !outside);
  const half = Math.max(0, ...onRoad.map(({ key }) => size(key).height / 2));
  const depth = hang(inside.filter(({ descends }) => descends), blocks, size, gap, half);
  let road = onRoad.length ? highest + gap + half : highest;
  for (const [key, lower] of depth) {
    const rising = parentsOf(/** @type {Block} */ (blocks.get(key)), blocks).map((parent) => (upper.get(parent.key) ?? -gap) + gap);
    road = Math.max(road, lower + Math.max(0, ...rising));
  }
  const middles = new Map(inside.map(({ key, descends }) => {
    const edge = descends ? road - (depth.get(key) ?? 0) + size(key).height : (upper.get(key) ?? 0);
    return [key, edge - size(key).height / 2];
  }));
  return { middles, road, top: road + half };
}

/** The upper edge of each block: over what it reads, and over what stands in its column.
 * @param {Block[]} rising @param {Map<string, Block>} blocks @param {(key: string) => Size} size @param {number} gap */
function rise(rising, blocks, size, gap) {
  /** @type {Map<string, number>} */
  const upper = new Map();
  /** @type {Map<number, number>} */
  const columns = new Map();
  for (const block of rising) {
    const under = parentsOf(block, blocks).map(({ key }) => upper.get(key) ?? -gap);
    const edge = Math.max(-gap, columns.get(block.column) ?? -gap, ...under) + gap + size(block.key).height;
    upper.set(block.key, edge);
    columns.set(block.column, edge);
  }
  return upper;
}

/** How far each block reaches down from the road's middle.
 * @param {Block[]} hanging @param {Map<string, Block>} blocks @param {(key: string) => Size} size @param {number} gap @param {number} half */
function hang(hanging, blocks, size, gap, half) {
  /** @type {Map<string, number>} */
  const depth = new Map();
  /** @type {Map<number, number>} */
  const columns = new Map();
  for (const block of hanging) {
    const over = parentsOf(block, blocks).map(({ key }) => depth.get(key) ?? 0);
    const edge = Math.max(half, columns.get(block.column) ?? 0, ...over) + gap + size(block.key).height;
    depth.set(block.key, edge);
    columns.set(block.column, edge);
  }
  return depth;
}
