// @ts-check
// The picture of one opened cell: frame, ways, boxes and circles, cards; and a step's numbers written into it.

import { makeCard, written } from "./cell_card.js";
import { fitCell } from "./cell_layout.js";
import { emWidth, formulaOf } from "./cell_text.js";
import { placeTitles } from "./cell_titles.js";
import { listed, makeTold, symbolAt } from "./cell_told.js";
import { partsOf } from "./cell_trunks.js";
import { makeWay } from "./cell_ways.js";
import { fill } from "./dom.js";
import { put, svgElement } from "./svg.js";

/** @typedef {import("./cell_blocks.js").CellGraph} CellGraph */
/** @typedef {import("./cell_blocks.js").Piece} Piece */
/** @typedef {import("./cell_layout.js").OpPlace} OpPlace */
/** @typedef {import("./cell_trunks.js").WayPart} WayPart */
/** @typedef {import("./cell.js").LayerNumbers} LayerNumbers */
/** @typedef {import("./cell.js").CellPeaks} CellPeaks */
/** @typedef {import("./cell_card.js").Ramps} Ramps */

const BEFORE = "_before"; // what the name of a state before ends in
const OP_SIGNS = /** @type {Record<string, string>} */ ({ times: "×", plus: "+", "one minus": "1−", "sum of weights": "Σ", same: "=" });
const OP_FONT = 12.5;
const TITLE_SIZE = 10.5;

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
  const ways = partsOf(layout.ways).map((part) => makeWay(root, part));
  for (const [key, place] of layout.ops) root.append(...opElements(key, place));
  const cards = [...layout.cards].map(([key, place]) => {
    const box = [...layout.ops.values()].find(({ makes }) => makes === key);
    const whole = fill(words.more ?? "+{count}", () => String(place.more));
    const more = emWidth(whole) * TITLE_SIZE <= place.width ? whole : `+${place.more}`;
    return { key, ...makeCard(root, key.replace(BEFORE, ""), titleOf(key), place, layout.measure, box, more) };
  });
  for (const { x, y, text, anchor } of placeTitles(layout, titleOf)) root.append(written("rv-cell-title", x, y, text, anchor));
  const told = makeTold(root);
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
    const sign = OP_SIGNS[piece.kind] ?? piece.symbol;
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
    return emWidth(formula) * TITLE_SIZE + 5 <= free ? formula : "";
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
    const open = known.values ? layer.open[t] : 0;
    for (const each of ways) {
      if (known.gradients) each.back(flowBack(each.way, layer, t), peaks.back, ramps.gradients);
      else each.forward(each.way.net.endsWith(BEFORE) ? 1 : open);
    }
    root.classList.toggle("rv-cell-ahead", !known.values);
    put(root, { "aria-label": fill(words.cell ?? "{t}", () => String(step)) });
    tell(null);
  }

  /** What comes back on a part of a way: its strongest entry, null where that is not known.
   * @param {WayPart} part @param {LayerNumbers} layer @param {number} t */
  function flowBack({ net, to, role }, layer, t) {
    if (role === "shared") return null;
    const joined = layout.ops.get(net)?.shape === "join";
    const sources = joined ? net.split("+") : [signalOf(net)];
    if (role === "root") return strongestFlow(sources.map((source) => (joined ? layer.back.get(`${net} ${source}`) : layer.total.get(source))?.[t] ?? 0));
    const target = pieces.get(to);
    const reader = target && layout.cards.has(to) && !target.reads.includes(net) ? target.reads[0] : to;
    return strongestFlow(sources.map((source) => layer.back.get(`${reader} ${source}`)?.[t] ?? layer.back.get(`${reader} ${net}`)?.[t] ?? 0));
  }

  /** The signal that stands for what makes it. @param {string} key */
  function signalOf(key) {
    return madeBy(key) || key;
  }

  /** Tells of the box or circle pointed at; returns the keys of what it reads.
   * @param {Element | null} target @returns {string[] | null} */
  function tell(target) {
    const piece = pieces.get(target?.getAttribute("data-piece") ?? "");
    if (!piece || !now) {
      told.hide();
      return null;
    }
    const { layer, step, values, gradients } = now;
    const made = madeBy(piece.key);
    const formula = formulaOf(piece, (key) => symbolAt(key, pieces, step));
    const lines = [made ? `${symbolAt(made, pieces, step)} = ${formula}` : formula];
    if (values) lines.push(`= ${listed(layer.values[made || piece.key][step - 1], units.h)}`);
    if (gradients) lines.push(`∂L/∂${made ? symbolAt(made, pieces, step) : `(${formula})`} = ${listed(layer.gradients[made || piece.key][step - 1], units.h)}`);
    told.show(lines, /** @type {OpPlace} */ (layout.ops.get(piece.key)), layout.width);
    return piece.reads.flatMap((read) => (cards.find(({ key }) => key === read)?.cells.values ?? []).map(({ key }) => key));
  }

  return { root, go, tell, units: unitCells, layout };
}

/** The largest in size. @param {number[]} flows */
function strongestFlow(flows) {
  return flows.reduce((most, flow) => (Math.abs(flow) <= Math.abs(most) ? most : flow), 0);
}
