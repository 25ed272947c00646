// What is wrong with the layout of an opened cell, in words: overlaps, ways through blocks, ways that are not straight.

import { fitCell } from "../../rnnviz/web/stage/cell_layout.js";
import { placeTitles } from "../../rnnviz/web/stage/cell_titles.js";

export const ROOMS = [[810, 510], [810, 480], [350, 640], [1300, 640]];
export const UNITS = [{ x: 1, h: 2 }, { x: 3, h: 5 }, { x: 10, h: 16 }];

const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** All problems of a graph in every room with every number of units. */
export function allProblems(graph) {
  return ROOMS.flatMap(([width, height]) => UNITS.flatMap((units) => {
    const { layout, zoom } = fitCell(graph, units, width, height);
    const found = problems(graph, layout);
    if (layout.width * zoom > width + 0.5) found.push(`it is ${layout.width * zoom} wide`);
    return found.map((problem) => `${JSON.stringify(units)} in ${width} × ${height}: ${problem}`);
  }));
}

export function problems(graph, layout) {
  return [...overlaps(layout), ...layout.ways.flatMap((way) => through(way, layout)), ...missing(graph, layout), ...covered(layout)];
}

/** Cards, boxes, circles. */
function overlaps({ cards, ops }) {
  const all = [...cards, ...ops];
  return all.flatMap(([first, a], index) => all.slice(index + 1).filter(([, b]) => meets(a, b)).map(([second]) => `${first} covers ${second}`));
}

function through({ net, to, points }, { cards, ops, frame }) {
  const found = [];
  points.slice(1).forEach(([x, y], index) => {
    const [px, py] = points[index];
    if (Math.abs(x - px) > 0.01 && Math.abs(y - py) > 0.01) found.push(`${net} → ${to} is not straight`);
    const line = { x: Math.min(x, px), y: Math.min(y, py), width: Math.abs(x - px), height: Math.abs(y - py) };
    for (const [key, place] of [...cards, ...ops]) {
      const inner = { x: place.x + 1, y: place.y + 1, width: place.width - 2, height: place.height - 2 };
      if (meets(line, inner)) found.push(`${net} → ${to} runs through ${key}`);
    }
    if (line.y < frame.y || line.y + line.height > frame.y + frame.height + 40) found.push(`${net} → ${to} leaves the frame`);
  });
  return found;
}

/** Every signal that is not only squashed has a card, and everything that is read a way that goes there. */
function missing({ pieces }, { cards, ops, ways, measure }) {
  const drawn = pieces.filter(({ key, kind }) => (kind === "signal" ? !cards.has(key) && measure.sums : !ops.has(key)));
  const arrived = new Set(ways.map(({ to }) => to));
  const unread = [...cards.keys()].filter((key) => !arrived.has(key) && key !== "x" && !key.endsWith("_before"));
  return [...drawn.map(({ key }) => `${key} is not drawn`), ...unread.map((key) => `nothing goes to ${key}`)];
}

/** Titles that cover something. */
function covered(layout) {
  const titles = placeTitles(layout, (key) => (key.startsWith("a") ? "Pre-activation" : "What the gate leaves"));
  return titles.flatMap(({ key, x, y, text, anchor }) => {
    const width = text.length * 5.2;
    const rect = { x: anchor === "end" ? x - width : x, y: y - 5, width, height: 10 };
    const others = [...layout.cards, ...layout.ops].filter(([other, place]) => other !== key && meets(rect, place));
    return others.map(([other]) => `the title of ${key} covers ${other}`);
  });
}
