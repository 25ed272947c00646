// @ts-check
// What is told of a unit or an edge that is pointed at, and the keys by which the same numbers light up elsewhere.

import { gradientAt, unitAt, valueAt } from "./network_model.js";
import { exact } from "./writing.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {{ lines: string[], keys: string[] }} Told */

/** @param {NetworkModel} model @param {number} level @param {number} t @param {number} place */
export function unitKeys(model, level, t, place) {
  const { name, gradientName } = model.levels[level];
  const unit = unitAt(model.levels[level], t, place);
  const keys = [`${name}@${t}[${unit}]`, `${gradientName}@${t}[${unit}]`];
  return level === model.levels.length - 1 ? [...keys, `t@${t}[${unit}]`] : keys;
}

/** A unit at step ``t``.
 * @param {NetworkModel} model @param {number} index @param {number} t @param {number} place
 * @param {{ known: boolean, graded: boolean }} state @param {any} words @returns {Told} */
export function tellUnit(model, index, t, place, state, words) {
  const level = model.levels[index];
  const unit = unitAt(level, t, place);
  const top = index === model.levels.length - 1;
  const name = `${level.name}${sub(t)}[${unit}]${level.units[unit] === undefined ? "" : ` “${level.units[unit]}”`}`;
  const [value, ...others] = unitKeys(model, index, t, place);
  if (!state.known) return { lines: [name, words.pending], keys: [value] };
  const lines = [`${name} = ${exact(valueAt(level, t, unit))}`];
  if (!t) lines[0] += ` (${words.initial})`;
  if (level.sums) lines.push(`y${sub(t)}[${unit}] = ${exact(level.sums[t - 1][unit])}`);
  if (top) lines.push(`${words.target} ${exact(model.target[t - 1][unit])}${model.counted[t - 1] ? "" : ` (${words.uncounted})`}`);
  if (!index && model.fed[t - 1]) lines.push(words.fed[model.fed[t - 1]]);
  if (!state.graded) return { lines, keys: [value] };
  lines.push(`∂L/∂${level.gradientName.slice(1)}${sub(t)}[${unit}] = ${exact(gradientAt(level, t, unit))}`);
  const fork = model.forks.find((one) => one.level === index);
  if (fork && t) lines.push(...addends(model, fork, t, unit, words));
  return { lines, keys: [value, ...others] };
}

/** @param {NetworkModel} model @param {import("./network_model.js").NetworkFork} fork @param {number} t
 * @param {number} unit @param {any} words */
function addends(model, fork, t, unit, words) {
  const lines = [`   ${words.above}: ${exact(fork.above[t - 1][unit])}`];
  const cut = fork.dropped[t - 1][unit];
  if (!Number.isNaN(cut) && model.cuts.includes(t)) lines.push(`   ✂\ufe0e ${words.dropped} ${exact(cut)}`);
  else if (t < model.steps) lines.push(`+ ${words.future.replace("{t}", String(t + 1))}: ${exact(fork.future[t - 1][unit])}`);
  return lines;
}

/** The weights of an edge.
 * @param {NetworkModel} model @param {number} index @param {number} t @param {number} from @param {number} to */
export function weightKeys(model, index, t, from, to) {
  return edgeParts(model, index, t, from, to).map(({ weight }) => weight);
}

/** @param {NetworkModel} model @param {number} index @param {number} t @param {number} from @param {number} to */
function edgeParts(model, index, t, from, to) {
  const edge = model.edges[index];
  const [start, end] = [model.levels[edge.start], model.levels[edge.end]];
  const before = start.varies ? t : Math.max(1, t - edge.lag);
  const [row, column] = [unitAt(start, before, from), unitAt(end, t, to)];
  return edge.parts
    .filter((part) => !part.diagonal || row === column)
    .map((part) => {
      const read = part.lag && model.resets.includes(t - 1) ? 0 : t - part.lag;
      return {
        weight: `${part.name}[${part.diagonal ? 0 : part.first + row},${column}]`,
        value: `${part.signal}@${read}[${row}]`,
        signal: `${part.signal}${sub(read)}[${row}]`,
        number: part.weight[start.varies ? row : from][end.varies ? column : to],
        read: part.values[t - 1][from],
      };
    });
}

/** An edge to step ``t``: every weight × what it multiplies.
 * @param {NetworkModel} model @param {number} index @param {number} t @param {number} from @param {number} to
 * @returns {Told} */
export function tellEdge(model, index, t, from, to) {
  const parts = edgeParts(model, index, t, from, to);
  const lines = parts.map(
    ({ weight, signal, number, read }) =>
      `${weight} · ${signal} = ${exact(number)} · ${exact(read)} = ${exact(number * read)}`,
  );
  return { lines, keys: parts.flatMap(({ weight, value }) => [weight, value]) };
}

/** A loss.
 * @param {NetworkModel} model @param {number} t @param {any} words @returns {Told} */
export function tellLoss(model, t, words) {
  const counts = model.counted[t - 1] ? "" : ` (${words.uncounted})`;
  return { lines: [`L${sub(t)} = ${exact(model.losses[t - 1])}${counts}`], keys: [`L@${t}`] };
}

/** A step's number as a subscript.
 * @param {number} t */
export function sub(t) {
  return String(t).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
}
