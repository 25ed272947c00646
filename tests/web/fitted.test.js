import assert from "node:assert/strict";
import { test } from "node:test";

import { clipped, fitted, lengths } from "../../rnnviz/web/stage/fitted.js";

test("a number has as many decimals as fit, and a power of ten where it would be 0 or too long", () => {
  assert.equal(fitted(-0.12345, 4), "−0.1235");
  assert.equal(fitted(-0.12345, 2), "−0.12");
  assert.equal(fitted(0, 2), "0.00");
  assert.equal(fitted(4e-7, 2), "4e−7");
  assert.equal(fitted(123.456, 2), "123");
  assert.equal(fitted(621257.45, 3), "6e5");
  assert.equal(fitted(91584.53, 4, 5), "91584.5");
  assert.equal(fitted(NaN, 2), "NaN");
  assert.equal(fitted(0.5, -1), "");
});

test("no number is longer than its room", () => {
  for (let power = -320; power < 308; power++) {
    for (const value of [10 ** power, -(10 ** power) * 1.23456]) {
      for (const decimals of [2, 3]) assert.ok(fitted(value, decimals).length <= decimals + 4 + (value < 0), `${value}`);
    }
  }
});

test("a level of whole numbers needs no decimals", () => {
  assert.deepEqual(lengths([0, 1, 1]), { whole: 1, before: 1, digits: 0 });
  assert.deepEqual(lengths([0.5, -12, NaN]), { whole: 3, before: 2, digits: 4 });
});

test("a long word is cut", () => {
  assert.equal(clipped("short", 12, 100), "short");
  assert.equal(clipped("a very long word", 12, 40), "a ve…");
  assert.equal(clipped("word", 12, 2), "");
});
