import assert from "node:assert/strict";
import { test } from "node:test";

import { cursorAt } from "../../rnnviz/web/stage/network_model.js";
import { sub, tellEdge, tellUnit } from "../../rnnviz/web/stage/network_telling.js";

const row = (...values) => new Float64Array(values);
const level = (name, gradientName, size, others = {}) => ({
  name, gradientName, units: [], sums: null, start: null, startGradient: null, varies: false,
  values: [row(...Array(size).fill(0.5)), row(...Array(size).fill(0.25))],
  gradient: [row(...Array(size).fill(-1)), row(...Array(size).fill(-2))],
  seen: [Array.from({ length: size }, (_, unit) => unit)],
  ...others,
});
const part = (name, others = {}) => ({
  name, first: 0, diagonal: false, signal: "h", lag: 1, weight: [row(2, 3), row(4, 5)], values: [row(0, 0), row(0.5, 0.5)], ...others,
});
const MODEL = {
  steps: 2,
  levels: [level("x", "dx", 1), level("h", "dh", 2, { start: row(0, 0), startGradient: row(7, 8) }), level("y", "dy", 1)],
  edges: [{ start: 1, end: 1, lag: 1, diagonal: false, flow: [], parts: [part("Wh"), part("u", { diagonal: true }), part("Wc", { first: 3 })] }],
  forks: [{ level: 1, lag: 0, above: [row(-3, -3), row(-4, -4)], future: [row(2, 2), row(0, 0)], dropped: [row(NaN, NaN), row(NaN, NaN)] }],
  target: [row(0.9), row(0.9)], losses: row(1, 2), counted: [1, 0], fed: ["", ""], resets: [], cuts: [], classes: null,
};
const WORDS = { above: "above", future: "from {t}", dropped: "cut", initial: "initial", target: "target", uncounted: "not counted", pending: "not yet" };

test("the cursor goes forward, then back", () => {
  assert.deepEqual(cursorAt(2, 4), { t: 2, known: 2, graded: 5, back: false });
  assert.deepEqual(cursorAt(5, 4), { t: 4, known: 4, graded: 4, back: true });
  assert.deepEqual(cursorAt(8, 4), { t: 1, known: 4, graded: 1, back: true });
});

test("an edge tells each weight × value, and lights both", () => {
  const { lines, keys } = tellEdge(MODEL, 0, 2, 1, 0);
  assert.deepEqual(lines, ["Wh[1,0] · h₁[1] = 4 · 0.5 = 2", "Wc[4,0] · h₁[1] = 4 · 0.5 = 2"]);
  assert.deepEqual(keys, ["Wh[1,0]", "h@1[1]", "Wc[4,0]", "h@1[1]"]);
  assert.ok(tellEdge(MODEL, 0, 2, 1, 1).keys.includes("u[0,1]"));
});

test("a unit tells its value, and its gradient with both addends once they are known", () => {
  assert.deepEqual(tellUnit(MODEL, 1, 1, 0, { known: false, graded: false }, WORDS).lines, ["h₁[0]", "not yet"]);
  const known = tellUnit(MODEL, 1, 1, 0, { known: true, graded: true }, WORDS);
  assert.deepEqual(known.lines, ["h₁[0] = 0.5", "∂L/∂h₁[0] = −1", "   above: −3", "+ from 2: 2"]);
  assert.deepEqual(known.keys, ["h@1[0]", "dh@1[0]"]);
  assert.deepEqual(tellUnit(MODEL, 1, 0, 1, { known: true, graded: true }, WORDS).lines, ["h₀[1] = 0 (initial)", "∂L/∂h₀[1] = 8"]);
  assert.deepEqual(tellUnit(MODEL, 2, 2, 0, { known: true, graded: false }, WORDS).lines, ["y₂[0] = 0.25", "target 0.9 (not counted)"]);
  assert.equal(sub(120), "₁₂₀");
});
