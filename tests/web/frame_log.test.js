// The log of the frame: every click is sent with all before it, until Python is in another visit.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeLog } from "../../rnnviz/web/frame/log.js";

function heard(log, visit, seen) {
  const sent = [];
  log.hear(visit, seen, (entry) => sent.push(entry));
  return sent;
}

test("all clicks are sent, in order, with each", () => {
  const log = makeLog();
  const sent = heard(log, "a", 0);
  log.add("example", "four");
  log.add("view", "train");
  assert.deepEqual(sent.at(-1), {
    visit: "a",
    events: [{ seq: 1, act: "example", args: ["four"] }, { seq: 2, act: "view", args: ["train"] }],
  });
  assert.equal(log.done(1), false);
  assert.equal(log.done(2), true);
});

test("a page that comes back to its visit goes on counting, in another it begins anew", () => {
  const log = makeLog();
  let sent = heard(log, "a", 7);
  log.add("view", "why");
  assert.equal(sent[0].events[0].seq, 8);
  sent = heard(log, "b", 0);
  log.add("view", "step");
  assert.deepEqual(sent[0], { visit: "b", events: [{ seq: 1, act: "view", args: ["step"] }] });
});

test("no more than a hundred are kept", () => {
  const log = makeLog();
  const sent = heard(log, "a", 0);
  for (let click = 0; click < 130; click++) log.add("view", "why");
  assert.equal(sent.at(-1).events.length, 100);
  assert.equal(sent.at(-1).events[99].seq, 130);
});
