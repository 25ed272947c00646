import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenGroups, groupPlaces, knownColumns, together } from "../../rnnviz/web/stage/row_layout.js";

const FOUR = [[2, false], [1, false], [1, true], [2, true], [2, true]].map(([rows, gradient]) => ({ rows, gradient }));
const LARGE = [[32, false], [23, false], [23, true], [32, true]].map(([rows, gradient]) => ({ rows, gradient }));

test("values and gradients stand below each other where all can be read", () => {
  assert.ok(together(FOUR, 230));
  assert.deepEqual(chosenGroups(FOUR, 230, "values"), [true, true, true, true, true]);
  assert.deepEqual(chosenGroups(LARGE, 230, "values"), [true, true, false, false]);
  assert.deepEqual(chosenGroups(LARGE, 230, "gradients"), [false, false, true, true]);
});

test("no group overlaps another or leaves the room", () => {
  for (const groups of [FOUR, LARGE]) {
    for (const height of [160, 260, 500]) {
      const shown = chosenGroups(groups, height, "values");
      const places = groupPlaces(groups, shown, height);
      let end = 0;
      places.forEach((place, index) => {
        assert.equal(place === null, !shown[index]);
        if (!place) return;
        assert.ok(place.top >= end);
        end = place.top + place.height * groups[index].rows;
      });
      assert.ok(end <= height);
    }
  }
});

test("values are known up to the cursor, gradients from it on, and dL/dh0 at the end", () => {
  assert.deepEqual(knownColumns(0, 4), { values: [0, 1], gradients: [5, 5] });
  assert.deepEqual(knownColumns(2, 4), { values: [0, 3], gradients: [5, 5] });
  assert.deepEqual(knownColumns(5, 4), { values: [0, 5], gradients: [4, 5] });
  assert.deepEqual(knownColumns(7, 4), { values: [0, 5], gradients: [2, 5] });
  assert.deepEqual(knownColumns(8, 4), { values: [0, 5], gradients: [0, 5] });
});
