import assert from "node:assert/strict";
import { test } from "node:test";

import { colour, contrast, css, ink, peak, width } from "../../rnnviz/web/stage/scales.js";

const RAMP = [[0, "#0000ff"], [0.5, "#ffffff"], [1, "#ff0000"]];

test("a ramp is white at 0, and ends at its peak and beyond", () => {
  assert.deepEqual(colour(RAMP, 0, 2), [255, 255, 255]);
  assert.deepEqual(colour(RAMP, 2, 2), [255, 0, 0]);
  assert.deepEqual(colour(RAMP, -Infinity, 2), [0, 0, 255]);
  assert.deepEqual(colour(RAMP, 1, 0), [255, 255, 255]);
  assert.equal(css([1, 2, 3]), "rgb(1 2 3)");
});

test("ink is read on every colour of a ramp", () => {
  for (let value = -1; value <= 1; value += 0.05) {
    const ground = colour([[0, "#2166ac"], [0.5, "#f7f7f7"], [1, "#b2182b"]], value, 1);
    const chosen = ink(ground) === "#ffffff" ? [255, 255, 255] : [0, 0, 0];
    assert.ok(contrast(ground, chosen) >= 4.5, `${value}`);
  }
});

test("width grows with what flows; the peak skips what is no number", () => {
  assert.equal(peak([1, -3, Infinity, NaN]), 3);
  assert.equal(width(-3, 3, 6), 6);
  assert.ok(width(0, 3, 6) < width(1, 3, 6));
});
