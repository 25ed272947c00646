// @ts-check
// The picture of one opened cell: frame, ways, boxes and circles, cards; and a step's numbers written into it.

import { makeCard, written } from "./cell_card.js";
import { fitCell } from "./cell_layout.js";
import { emWidth, formulaOf, withinRoom } from "./cell_text.js";
import { placeTitles } from "./cell_titles.js";
import { makeWay } from "./cell_ways.js";
import { fill } from "./dom.js";
import { put, svgElement } from "./svg.js";

/** @typedef {import("./cell_blocks.js").CellGraph} CellGraph */
/** @typedef {import("./cell_blocks.js").Piece} Piece */
/** @typedef {import("./cell_layout.js").OpPlace} OpPlace */
/** @typedef {import("./cell.js").LayerNumbers} LayerNumbers */
/** @typedef {import("./cell.js").CellPeaks} CellPeaks */
/** @typedef {import("./cell_card.js").Ramps} Ramps */

const BEFORE = "_before";
const SIGNS = /** @type {Record<string, string>} */ ({ times: "×", plus: "+", "one minus": "1−", "sum of weights": "Σ", same: "=" });
const OP_FONT = 12.5;
const TOLD_FONT = 11.5;

/** @param {CellGraph} graph @param {import("./cell_measure.js").Units} units @param {{ width: number, height: number }} room
 * @param {Record<string, string>} words @param {string} end what the names of this layer's signals end in */
export function makeCellPicture(graph, units, room, words, end) {
  const { layout, zoom } = fitCell(graph, units, room.width, room.height);
  const pieces = new Map(graph.pieces.map((piece) => [piece.key, piece]));
  const titles = new Map(graph.pieces.map(({ key, title }) => [key, title]));
  const [width, height] = [layout.width * zoom, layout.height * zoom];
  const top = Math.max(0, (room.height - height) / 2);
  const root = svgElement("svg", {
    class: "rv-cell-picture", role: "img", width, height: height + top, viewBox: `0 ${-top / zoom} ${layout.width} ${layout.height + top / zoom}`,
  });
  root.append(svgElement("rect", { class: "rv-cell-frame", ...layout.frame, rx: 22 }));
  const ways = layout.ways.map((way) => makeWay(root, way));
  for (const [key, place] of layout.ops) root.append(...opElements(key, place));
  const cards = [...layout.cards].map(([key, place]) => {
    const box = [...layout.ops.values()].find(({ makes }) => makes === key);
    const more = fill(words.more ?? "+{count}", () => String(place.more));
    return { key, ...makeCard(root, key.replace(BEFORE, ""), titleOf(key), place, layout.measure, box, more) };
  });
  for (const { x, y, text, anchor } of placeTitles(layout, titleOf)) root.append(written("rv-cell-title", x, y, text, anchor));
  const told = svgElement("g", { class: "rv-cell-told", hidden: "" });
  root.append(told);
  const unitCells = cards.flatMap(({ cells }) => [...cells.values, ...cells.gradients]);
  /** @type {{ layer: LayerNumbers, step: number, gradients: boolean, values: boolean } | null} */
  let now = null;

  /** @param {string} key */
  function titleOf(key) {
    return key === "x" ? (words.input ?? "") : titles.get(key.replace(BEFORE, "")) ?? "";
  }

  /** A box or a circle with its sign. @param {string} key @param {OpPlace} place */
  function opElements(key, place) {
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    if (place.shape === "join") return [svgElement("circle", { class: "rv-cell-join", cx: x, cy: y, r: place.width / 2 })];
    const piece = /** @type {Piece} */ (pieces.get(key));
    const sign = SIGNS[piece.kind] ?? piece.symbol;
    const touch = { "data-piece": key, tabindex: -1 };
    if (place.shape === "circle") {
      const small = sign.length > 1 ? "rv-cell-op-small" : "rv-cell-op-circle";
      return [svgElement("circle", { class: "rv-cell-circle", cx: x, cy: y, r: place.width / 2 - 0.5, ...touch }), written(`rv-cell-op ${small}`, x, y, sign, "middle")];
    }
    const { x: left, y: upper, width: wide, height: high } = place;
    const box = svgElement("rect", { class: "rv-cell-box", x: left, y: upper, width: wide, height: high, rx: 5, ...touch });
    const label = written("rv-cell-op", x, y, sign, "middle");
    const beside = besideSign(piece, (wide - 10) - emWidth(sign) * OP_FONT);
    if (beside) {
      const name = svgElement("tspan", { class: "rv-cell-op-title", dx: 5 });
      name.textContent = beside;
      label.append(name);
    }
    return [box, label];
  }

  /** What else a box says, if there is room: a sum its formula.
   * @param {Piece} piece @param {number} free pixels */
  function besideSign(piece, free) {
    const formula = piece.kind === "sum of weights" ? formulaOf(piece, (key) => key.replace(BEFORE, "")) : "";
    return emWidth(formula) * 10.5 + 5 <= free ? formula : "";
  }

  /** @param {string} key */
  function madeBy(key) {
    return graph.pieces.find(({ kind, reads }) => kind === "signal" && reads.includes(key))?.key ?? "";
  }

  /** A step's numbers. @param {LayerNumbers} layer @param {number} step from 1 @param {{ values: boolean, gradients: boolean }} known
   * @param {Ramps} ramps @param {CellPeaks} peaks */
  function go(layer, step, known, ramps, peaks) {
    now = { layer, step, ...known };
    const t = step - 1;
    for (const { key, step: index, write } of cards) {
      const before = key.endsWith(BEFORE);
      const isSource = before || key === "x";
      const numbers = {
        values: known.values || isSource ? layer.values[key][t] : null,
        gradients: known.gradients ? layer.gradients[key][t] : null,
      };
      const valueName = key === "x" ? layer.input : key.replace(BEFORE, "") + end;
      const gradientName = before ? `d${key.replace(BEFORE, "")}${end}${BEFORE}` : `d${key}${end}`;
      write(numbers, ramps, peaks, (kind, unit) => `${kind === "values" ? `${valueName}@${before ? step - 1 : step}` : `${gradientName}@${step}`}[${unit}]`);
      index.textContent = String(before ? step - 1 : step);
    }
    const open = known.values && graph.opening ? mean(layer.values[graph.opening][t]) : 0;
    for (const each of ways) {
      if (known.gradients) each.back(flowBack(each.way.net, each.way.to, layer, t), peaks.back, ramps.gradients);
      else each.forward(each.way.net.endsWith(BEFORE) ? 1 : open);
    }
    root.classList.toggle("rv-cell-ahead", !known.values);
    put(root, { "aria-label": fill(words.cell ?? "{t}", () => String(step)) });
    tell(null);
  }

  /** What comes back on a way: the strongest entry of what all that it stands for sends. A way to where sources meet
   * brings the source's whole gradient. @param {string} net @param {string} to @param {LayerNumbers} layer @param {number} t */
  function flowBack(net, to, layer, t) {
    const target = pieces.get(to);
    const readers = target?.kind === "signal" && target.reads.length && !layout.ways.some((way) => way.net === target.reads[0] && way.to === to) ? target.reads : [to];
    const joins = layout.ops.get(to)?.shape === "join";
    const sources = layout.ops.get(net)?.shape === "join" ? net.split("+") : [net];
    let flow = 0;
    for (const reader of joins ? [] : readers) for (const source of sources) {
      const part = layer.back.get(`${reader} ${source}`)?.[t] ?? layer.back.get(`${reader} ${madeBy(source)}`)?.[t] ?? 0;
      if (!(Math.abs(part) <= Math.abs(flow))) flow = part;
    }
    if (joins) for (const value of layer.gradients[net][t]) if (!(Math.abs(value) <= Math.abs(flow))) flow = value;
    return flow;
  }

  /** Tells the formula and numbers of the box or circle pointed at; returns the keys of what it reads.
   * @param {Element | null} target @returns {string[] | null} */
  function tell(target) {
    const key = target?.getAttribute("data-piece");
    const piece = key ? pieces.get(key) : undefined;
    told.toggleAttribute("hidden", !piece);
    if (!piece || !now) return null;
    const { layer, step, values, gradients } = now;
    const source = piece.key in layer.values ? piece.key : madeBy(piece.key);
    const lines = [`${madeBy(key ?? "") || ""} ${formulaOf(piece, symbol)}`.trim().replace(/^(\w+) /, (_, name) => `${symbol(name)} = `)];
    if (madeBy(piece.key) === "") lines[0] = formulaOf(piece, symbol);
    const list = (/** @type {Float64Array} */ row) => `[${[...row.slice(0, 6)].map((value) => withinRoom(value, 5)).join("  ")}${row.length > 6 ? " …" : ""}]`;
    if (values) lines.push(`= ${list(layer.values[source][step - 1])}`);
    if (gradients) lines.push(`∂L/∂: ${list(layer.gradients[source][step - 1])}`);
    showTold(lines, /** @type {OpPlace} */ (layout.ops.get(piece.key)));
    return piece.reads.flatMap((read) => unitCells.filter(({ key: unit }) => unit.startsWith(`${keyOf(read)}[`)).map(({ key: unit }) => unit));
  }

  /** @param {string} read */
  function keyOf(read) {
    const step = now?.step ?? 1;
    if (read === "x") return `${now?.layer.input}@${step}`;
    return read.endsWith(BEFORE) ? `${read.replace(BEFORE, "")}${end}@${step - 1}` : `${read}${end}@${step}`;
  }

  /** A piece as it is written in a formula, with its step. @param {string} key @returns {string} */
  function symbol(key) {
    const piece = pieces.get(key);
    if (piece && piece.kind !== "signal") return piece.kind === "plus" ? `(${formulaOf(piece, symbol)})` : formulaOf(piece, symbol);
    return key.endsWith(BEFORE) ? `${key.replace(BEFORE, "")}${subscript((now?.step ?? 1) - 1)}` : `${key}${subscript(now?.step ?? 1)}`;
  }

  /** @param {string[]} lines @param {OpPlace} place */
  function showTold(lines, place) {
    const wide = Math.max(...lines.map((line) => emWidth(line) * TOLD_FONT)) + 16;
    const high = lines.length * 16 + 8;
    const x = Math.min(Math.max(2, place.x + place.width / 2 - wide / 2), Math.max(2, layout.width - wide - 2));
    const y = place.y - high - 6 > 0 ? place.y - high - 6 : place.y + place.height + 6;
    told.replaceChildren(svgElement("rect", { x, y, width: wide, height: high, rx: 6 }), ...lines.map((line, index) => written("", x + 8, y + 12 + 16 * index, line, "start")));
  }

  return { root, go, tell, units: unitCells, layout };
}

/** @param {Float64Array} row */
function mean(row) {
  return row.reduce((sum, value) => sum + value, 0) / row.length;
}

/** @param {number} step */
function subscript(step) {
  return [...String(step)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
