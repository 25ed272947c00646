// Where an arrow leads among several buttons with one stop of the Tab key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { target } from "../../rnnviz/web/frame/roving.js";

test("arrows go round, Home and End to the ends, other keys nowhere", () => {
  assert.deepEqual(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => target(key, 0, 3)), [1, 1, 2, 2]);
  assert.equal(target("ArrowRight", 2, 3), 0);
  assert.equal(target("Home", 2, 3), 0);
  assert.equal(target("End", 0, 3), 2);
  assert.equal(target("a", 0, 3), -1);
  assert.equal(target("ArrowRight", 0, 0), -1);
});
