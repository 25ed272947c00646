// @ts-check
// What lights up in the unrolled network when the same number is pointed at anywhere.

import { unitKeys, weightKeys } from "./network_telling.js";

/** @typedef {import("./network_model.js").NetworkModel} NetworkModel */
/** @typedef {import("./network_column.js").NetworkColumn} NetworkColumn */

/** @param {NetworkColumn} column @param {NetworkModel} model @param {Set<string>} lit */
export function lightColumn(column, model, lit) {
  for (const element of column.lit) element.classList.remove("rv-lit");
  column.lit = lit.size ? [...litTiles(column, model, lit), ...litLines(column, model, lit)] : [];
  if (lit.has(`L@${column.step}`)) column.lit.push(column.loss);
  for (const element of column.lit) element.classList.add("rv-lit");
}

/** @param {NetworkColumn} column @param {NetworkModel} model @param {Set<string>} lit */
function litTiles(column, model, lit) {
  const { step, tiles } = column;
  return tiles.flatMap((some, level) =>
    some.filter((_, place) => unitKeys(model, level, step, place).some((key) => lit.has(key))).map(({ group }) => group),
  );
}

/** @param {NetworkColumn} column @param {NetworkModel} model @param {Set<string>} lit */
function litLines(column, model, lit) {
  const weights = new Set([...lit].map((key) => key.split("[")[0]));
  const meant = model.edges.map((edge) => edge.parts.some((part) => weights.has(part.name)));
  return column.lines
    .filter(({ edge, from, to }) => meant[edge] && weightKeys(model, edge, column.step, from, to).some((key) => lit.has(key)))
    .map(({ line }) => line);
}
