// @ts-check
// The ways of an opened cell as lines with round corners and arrows; going back, the arrows turn round.

import { colour, css } from "./scales.js";
import { put, svgElement } from "./svg.js";

/** @typedef {import("./cell_layout.js").CellLayout} CellLayout */
/** @typedef {import("./cell_roads.js").Point} Point */
/** @typedef {import("./scales.js").Ramp} Ramp */
/** @typedef {CellLayout["ways"][number]} DrawnWay */

const ROUND = 7;
const ROAD_WIDEST = 11;
const BACK_WIDEST = 7;
const THIN = 1.4;

/** @param {Element} root @param {DrawnWay} way */
export function makeWay(root, way) {
  const line = svgElement("path", { class: way.onRoad ? "rv-cell-way rv-cell-road" : "rv-cell-way", d: rounded(way.points) });
  const head = svgElement("path", { class: "rv-cell-head" });
  root.append(line, head);
  if (way.branch) root.append(svgElement("circle", { class: "rv-cell-fork", cx: way.points[0][0], cy: way.points[0][1], r: 2.6 }));
  const { points } = way;
  const [end, beforeEnd, start, afterStart] = [points[points.length - 1], points[points.length - 2], points[0], points[1]];
  const silent = way.to.includes("+") && !way.onRoad; // where sources meet there is a dot, no arrow

  /** What flows on. @param {number} open of the road, 0 … 1 */
  function forward(open) {
    const width = way.onRoad ? 2 + (ROAD_WIDEST - 2) * Math.min(1, Math.max(0, open)) : way.joined ? 2.4 : THIN;
    draw(width, "", silent ? "" : arrow(beforeEnd, end, width));
  }

  /** What comes back. @param {number} flow @param {number} peak @param {Ramp} ramp */
  function back(flow, peak, ramp) {
    const share = peak > 0 ? Math.min(1, Math.abs(flow) / peak) : 0;
    const strength = flow ? Math.sign(flow) * (0.45 + 0.55 * Math.sqrt(share)) : 0; // a line must be seen on its ground
    const width = THIN + (BACK_WIDEST - THIN) * (Number.isFinite(flow) ? share : 1);
    draw(width, flow ? css(colour(ramp, Number.isFinite(flow) ? strength : 1, 1)) : "", arrow(afterStart, start, width));
  }

  /** @param {number} width @param {string} paint @param {string} tip */
  function draw(width, paint, tip) {
    put(line, { "stroke-width": width.toFixed(1), style: paint ? `stroke:${paint}` : "" });
    put(head, { d: tip, style: paint ? `fill:${paint}` : "" });
  }

  return { way, forward, back, line };
}

/** A triangle whose tip is at ``to``. @param {Point} from @param {Point} to @param {number} width of the line */
function arrow([fx, fy], [x, y], width) {
  const [dx, dy] = [Math.sign(x - fx), Math.sign(y - fy)];
  const [long, half] = [5 + width * 0.6, 3 + width * 0.55];
  const [bx, by] = [x - dx * long, y - dy * long];
  return `M${x} ${y}L${bx - dy * half} ${by + dx * half}L${bx + dy * half} ${by - dx * half}z`;
}

/** A path through ``points`` with round corners. @param {Point[]} points */
export function rounded(points) {
  let path = `M${points[0][0]} ${points[0][1]}`;
  for (let at = 1; at < points.length - 1; at++) {
    const [before, corner, after] = [points[at - 1], points[at], points[at + 1]];
    const [px, py] = towards(corner, before);
    const [nx, ny] = towards(corner, after);
    path += `L${px} ${py}Q${corner[0]} ${corner[1]} ${nx} ${ny}`;
  }
  const [x, y] = points[points.length - 1];
  return `${path}L${x} ${y}`;
}

/** The place on the way from ``corner`` to ``other`` where the round corner begins. @param {Point} corner @param {Point} other @returns {Point} */
function towards([x, y], [ox, oy]) {
  const length = Math.hypot(ox - x, oy - y);
  const share = Math.min(ROUND, length / 2) / (length || 1);
  return [x + (ox - x) * share, y + (oy - y) * share];
}
