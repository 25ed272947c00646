import assert from "node:assert/strict";
import { test } from "node:test";

import { aboveCurve, at, edgeCurve, futureCurve, nearest, path } from "../../rnnviz/web/stage/curves.js";
import { LABEL_MARGIN, arrange, columns, fit, textWidth } from "../../rnnviz/web/stage/geometry.js";
import { closest, obstacles, overlap, pills } from "../../rnnviz/web/stage/pills.js";

const WIDTH = 810;
const size = (count, stacked, others = {}) => ({ count, stacked, whole: 2, before: 1, digits: 4, name: 0, head: 0, ...others });

/** Every number of units and steps, layers and heights, with the column's width. */
function* pictures() {
  for (let steps = 1; steps <= 12; steps++) {
    for (let units = 1; units <= 8; units++) {
      for (const layers of [1, 2, 3]) {
        for (const height of [220, 340, 560]) {
          const states = Array.from({ length: layers }, () => size(units, true));
          const sizes = [size(Math.min(units, 5), false), ...states, size(Math.min(units, 4), false, { head: 13 })];
          const column = columns(WIDTH, steps)[0].width;
          yield { steps, units, layers, height, column, places: arrange(sizes, column, height, steps % 2 > 0) };
        }
      }
    }
  }
}

const boxOf = (level, { x, y }) => ({
  left: x - level.width / 2,
  right: x + level.width / 2,
  top: y - level.disc / 2 - level.head,
  bottom: y + level.disc / 2 + level.box,
});

test("columns are of one width, side by side, after the labels", () => {
  for (let steps = 1; steps <= 200; steps++) {
    const all = columns(WIDTH, steps);
    assert.equal(all.length, steps + 1);
    assert.equal(all[0].left, LABEL_MARGIN);
    for (const [place, { left, centre, width }] of all.entries()) {
      assert.equal(width, all[0].width);
      assert.ok(Math.abs(centre - left - width / 2) < 1e-9);
      assert.ok(Math.abs(left - LABEL_MARGIN - place * width) < 1e-9);
    }
    assert.ok(all[steps].left + all[steps].width <= WIDTH);
  }
});

test("tiles never overlap and never leave the picture or their column", () => {
  for (const { column, height, places, ...which } of pictures()) {
    const boxes = places.levels.flatMap((level) => level.tiles.map((tile) => boxOf(level, tile)));
    for (const [place, box] of boxes.entries()) {
      const said = JSON.stringify({ ...which, height, box });
      assert.ok(box.left >= -column / 2 && box.right <= column / 2, said);
      assert.ok(box.top >= 20 && box.bottom <= height - 20, said);
      assert.ok(!boxes.slice(0, place).some((other) => overlap(box, other)), said);
    }
  }
});

test("levels stand one over the other, the first at the bottom", () => {
  for (const { places } of pictures()) {
    const ends = places.levels.map(({ tiles, disc, box }) => [tiles[0].y - disc / 2, tiles[tiles.length - 1].y + disc / 2 + box]);
    for (let level = 1; level < ends.length; level++) assert.ok(ends[level][1] < ends[level - 1][0]);
  }
});

test("numbers fit their tiles: fewer decimals where there is less room, none where there is none", () => {
  for (const { places } of pictures()) {
    for (const level of places.levels) {
      if (level.decimals < 0) continue;
      const text = "−0" + (level.decimals ? "." + "0".repeat(level.decimals) : "");
      assert.ok(textWidth(text, level.font) <= level.width, `${text} in ${level.width}`);
      assert.ok(level.font <= level.disc);
    }
  }
  assert.equal(fit(2, 4, 80, 27).decimals, 4);
  assert.equal(fit(2, 4, 30, 27).decimals, 3);
  assert.equal(fit(2, 4, 4, 27).decimals, -1);
  assert.equal(fit(2, 4, 80, 8).decimals, -1);
});

test("up to six steps of four units, every value has its number", () => {
  for (const { steps, units, layers, height, places } of pictures()) {
    if (steps > 6 || units > 4 || layers > 1 || height < 340) continue;
    assert.ok(places.levels.every((level) => level.decimals >= 2 && level.boxDecimals >= 2), `${steps} × ${units}`);
  }
});

test("the numbers on arrows stand neither on each other nor on a tile, and inside the picture", () => {
  for (const { layers, height, column, places, ...which } of pictures()) {
    const forks = Array.from({ length: layers }, (_, layer) => ({ level: layer + 1, lag: 0 }));
    const taken = obstacles(places);
    for (const pill of pills(places, forks).flatMap(({ above, future }) => [...above, ...future])) {
      if (!pill) continue;
      const [half, tall] = [pill.width / 2, pill.height / 2];
      const box = { left: pill.x - half, right: pill.x + half, top: pill.y - tall, bottom: pill.y + tall };
      assert.ok(!taken.some((other) => overlap(box, other)), JSON.stringify({ ...which, layers, height, box }));
      assert.ok(box.top >= 0 && box.bottom <= height && box.left >= -1.5 * column && box.right <= 1.5 * column);
      taken.push(box);
    }
  }
});

test("a number from above is closest to the disc that it comes to", () => {
  for (const { layers, places } of pictures()) {
    const forks = Array.from({ length: layers }, (_, layer) => ({ level: layer + 1, lag: 0 }));
    pills(places, forks).forEach(({ above }, layer) =>
      above.forEach((pill, unit) => assert.ok(!pill || closest(places.levels[layer + 1], [pill.x, pill.y]) === unit)),
    );
  }
});

test("where two numbers come back to two units, as in the first example, all stand there", () => {
  const places = arrange([size(2, false), size(2, true), size(1, false, { head: 13 })], 146, 340, false);
  const [{ above, future }] = pills(places, [{ level: 1, lag: 0 }]);
  assert.ok([...above, ...future].every((pill) => pill?.decimals === 4));
});

test("an edge leads from its unit to its unit; a reset one starts at the column's edge", () => {
  const places = arrange([size(2, false), size(3, true), size(1, false)], 120, 340, false);
  const h = places.levels[1];
  const memory = edgeCurve(places, { start: 1, end: 1, lag: 1 }, 0, 2, false);
  assert.deepEqual(memory.slice(0, 2), [h.tiles[0].x + h.width / 2 - 120, h.tiles[0].y]);
  assert.deepEqual(memory.slice(6), [h.tiles[2].x - h.width / 2, h.tiles[2].y]);
  assert.equal(edgeCurve(places, { start: 1, end: 1, lag: 1 }, 0, 2, true)[0], -60);
  assert.equal(nearest([memory, futureCurve(places, 1, 1)], ...at(memory, 0.5), 5), 0);
  assert.equal(nearest([memory], 0, -900, 5), -1);
  assert.match(path(aboveCurve(places, 1, 0, 0)), /^M[-\d. ]+C[-\d. ]+$/);
});
