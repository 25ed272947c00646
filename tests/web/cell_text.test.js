import assert from "node:assert/strict";
import { test } from "node:test";

import { emWidth, formulaOf, withinRoom } from "../../rnnviz/web/stage/cell_text.js";
import { rounded } from "../../rnnviz/web/stage/cell_ways.js";

test("a number is written as exact as there is room, and never as a zero that it is not", () => {
  assert.equal(withinRoom(-0.123456, 4), "−0.1235");
  assert.equal(withinRoom(-0.123456, 3.2), "−0.123");
  assert.equal(withinRoom(0, 3.2), "0.0000");
  assert.equal(withinRoom(1234567, 3.2), "1.23e6");
  assert.equal(withinRoom(-0.00000123, 3.2), "−1e−6");
  assert.equal(withinRoom(-Infinity, 3.2), "−∞");
  assert.equal(withinRoom(NaN, 3.2), "NaN");
  assert.equal(withinRoom(1, 0.2), "");
  for (const value of [1e-300, -1e300, 0.5, 99999.5, -12.345]) assert.ok(emWidth(withinRoom(value, 3.2)) <= 3.2);
});

test("pieces are written as formulas", () => {
  const piece = (kind, reads, more = {}) => ({ key: "k", kind, reads, title: "", symbol: "", terms: [], ...more });
  const same = (key) => key;
  assert.equal(formulaOf(piece("times", ["f", "c"]), same), "f ⊙ c");
  assert.equal(formulaOf(piece("one minus", ["z"]), same), "1 − z");
  assert.equal(formulaOf(piece("function", ["a"], { symbol: "tanh" }), same), "tanh(a)");
  const terms = [{ row: ["x", "h"], weight: "Wc", diagonal: false }, { row: ["c"], weight: "u", diagonal: true }, { row: [], weight: "b", diagonal: false }];
  assert.equal(formulaOf(piece("sum of weights", ["x"], { terms }), same), "[x, h] Wc + c ⊙ u + b");
});

test("corners are round", () => {
  assert.equal(rounded([[0, 0], [20, 0], [20, 20]]), "M0 0L13 0Q20 0 20 7L20 20");
});
