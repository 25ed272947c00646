import assert from "node:assert/strict";
import { test } from "node:test";

import { matrices, numbers, rows } from "../../rnnviz/web/stage/arrays.js";

const pack = (values, shape) => ({ f8: Buffer.from(new Float64Array(values).buffer).toString("base64"), shape });

test("numbers come as they were, infinity and NaN too", () => {
  assert.deepEqual([...numbers(pack([0.1, -Infinity, NaN], [3]))], [0.1, -Infinity, NaN]);
});

test("rows and matrices are views in the order of the axes", () => {
  const packed = pack([1, 2, 3, 4, 5, 6], [3, 2]);
  assert.deepEqual(rows(packed).map((row) => [...row]), [[1, 2], [3, 4], [5, 6]]);
  assert.deepEqual(matrices(pack([1, 2, 3, 4], [2, 1, 2])).map((m) => m.map((r) => [...r])), [[[1, 2]], [[3, 4]]]);
});
