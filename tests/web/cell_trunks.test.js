import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf } from "../../rnnviz/web/stage/cell_trunks.js";

const way = (to, points, branch) => ({ net: "z", to, points, branch, onRoad: false, joined: false });

test("a way that nothing leaves is one part", () => {
  assert.deepEqual(partsOf([way("h", [[0, 0], [9, 0]], false)]).map(({ role, points }) => [role, points]), [["own", [[0, 0], [9, 0]]]]);
});

test("what all share is the root, what some share is known to be shared, the rest is each reader's own", () => {
  const parts = partsOf([way("a", [[0, 0], [10, 0], [10, 10]], false), way("b", [[4, 0], [4, 8]], true), way("c", [[10, 5], [20, 5]], true)]);
  assert.deepEqual(parts.map(({ to, role, points }) => [to, role, points]), [
    ["a", "root", [[0, 0], [4, 0]]],
    ["a", "shared", [[4, 0], [10, 0], [10, 5]]],
    ["a", "own", [[10, 5], [10, 10]]],
    ["b", "own", [[4, 0], [4, 8]]],
    ["c", "own", [[10, 5], [20, 5]]],
  ]);
});
