import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt, strongest } from "../../rnnviz/web/stage/strongest.js";

test("the strongest places come first, the start of the sequence is none, and what is no number neither", () => {
  assert.deepEqual(strongest([9, 0.1, -0.8, NaN, 0.8, 0.3], 3), [2, 4, 5]);
});

test("an excerpt stops at the ends of the text", () => {
  const word = [..."memory"];
  assert.deepEqual(excerpt(word, 1, 2, ""), { before: "", symbol: "m", after: "em" });
  assert.deepEqual(excerpt(word, 5, 3, ""), { before: "emo", symbol: "r", after: "y" });
  assert.deepEqual(excerpt(["to", "be", "or"], 2, 5, " "), { before: "to", symbol: "be", after: "or" });
});
