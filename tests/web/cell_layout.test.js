import assert from "node:assert/strict";
import { test } from "node:test";

import { assignColumns, blocksOf } from "../../rnnviz/web/stage/cell_blocks.js";
import { fitCell } from "../../rnnviz/web/stage/cell_layout.js";
import { allProblems } from "./cell_problems.js";

const piece = (key, kind, ...reads) => ({ key, kind, reads, title: key, symbol: kind === "function" ? "σ" : "", terms: [] });
const SUM = "sum of weights";

const SIMPLE = {
  pieces: [piece("x", "signal"), piece("h_before", "signal"), piece("a.1", SUM, "x", "h_before"), piece("a", "signal", "a.1"),
    piece("h.1", "function", "a"), piece("h", "signal", "h.1")],
  states: ["h"], road: [], opening: "",
};
const CARRYING = {
  pieces: [
    ...["x", "h_before", "c_before"].map((key) => piece(key, "signal")),
    ...["f", "g"].flatMap((gate) => [piece(`a${gate}.1`, SUM, "x", "h_before"), piece(`a${gate}`, "signal", `a${gate}.1`),
      piece(`${gate}.1`, "function", `a${gate}`), piece(gate, "signal", `${gate}.1`)]),
    piece("c.1", "times", "f", "c_before"), piece("c.2", "one minus", "f"), piece("c.3", "times", "c.2", "g"), piece("c.4", "plus", "c.1", "c.3"),
    piece("c", "signal", "c.4"), piece("h.1", "function", "c"), piece("h", "signal", "h.1"),
  ],
  states: ["h", "c"], road: ["c_before", "c.1", "c.4", "c"], opening: "f",
};

test("a box and the signal that it makes stand together, a state outside", () => {
  const blocks = blocksOf(SIMPLE, true);
  assert.deepEqual([...blocks.values()].map(({ key, shape, outside }) => [key, shape, outside]), [
    ["x", "card", "below"], ["h_before", "card", "left"], ["a", "tower", ""], ["h.1", "box", ""], ["h", "card", "right"], ["x+h_before", "join", ""],
  ]);
  assert.equal(assignColumns(blocks), 1);
});

test("the road runs on top from left to right, what is made of its state hangs down", () => {
  const { layout } = fitCell(CARRYING, { x: 2, h: 2 }, 810, 510);
  const [times, plus] = ["c.1", "c.4"].map((key) => layout.ops.get(key));
  assert.equal(times.y, plus.y);
  assert.ok(times.x < plus.x);
  for (const [key, { y }] of layout.ops) assert.ok(y >= times.y, key);
  assert.ok(layout.ops.get("h.1").y > plus.y);
  const road = layout.ways.filter(({ onRoad }) => onRoad);
  assert.deepEqual(road.map(({ to }) => to).sort(), ["c", "c.1", "c.4"]);
  assert.ok(road.every(({ points }) => points.every(([, y]) => y === points[0][1])));
});

test("one minus a gate stands beside what it multiplies", () => {
  const { layout } = fitCell(CARRYING, { x: 2, h: 2 }, 810, 510);
  assert.equal(layout.ops.get("c.2").y, layout.ops.get("c.3").y);
});

test("states enter at the left and leave at the right, x comes from below", () => {
  const { layout: { cards, frame } } = fitCell(CARRYING, { x: 2, h: 2 }, 810, 510);
  for (const key of ["h_before", "c_before"]) assert.ok(cards.get(key).x + cards.get(key).width < frame.x);
  for (const key of ["h", "c"]) assert.ok(cards.get(key).x > frame.x + frame.width);
  assert.ok(cards.get("x").y > frame.y + frame.height);
});

test("nothing covers anything, no way runs through a block, with any number of units in any room", () => {
  for (const graph of [SIMPLE, CARRYING]) assert.deepEqual(allProblems(graph), []);
});

test("of many units the first are shown and the rest counted", () => {
  const card = fitCell(SIMPLE, { x: 2, h: 16 }, 810, 510).layout.cards.get("a");
  assert.deepEqual([card.shown, card.more], [8, 8]);
});
