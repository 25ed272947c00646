// Numbers, names and words.

// Six decimals, or scientific where those would hide the number; the same as figures/writing.py writes.
function number(value, gap) {
  if (value === null || Number.isNaN(value)) return gap;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e6)) return value.toFixed(6).replace("-", "−");
  return value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2").replaceAll("-", "−");
}

function tellAll(stage, cell) {
  if (!cell) return;
  const lane = stage.lanes.get(cell.closest(".rv-lane").dataset.figure);
  const t = stage.at > stage.steps ? 2 * stage.steps + 1 - stage.at : stage.at;
  cell.title = String(lane.values[lane.cells.indexOf(cell)][t]);
}

// Plotly's base64 form of a (rows, columns) array of float64, or plain rows.
function table(values) {
  if (!values.bdata) return values;
  const flat = floats(values);
  const [rows, columns] = values.shape.split(",").map(Number);
  return Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
}

function floats(values) {
  return values.bdata ? new Float64Array(Uint8Array.from(atob(values.bdata), (c) => c.charCodeAt(0)).buffer) : values;
}

function subscript(target, name) {
  const [, letter, index, rest] = name.match(/^(.*[^\s_])_(\w+)(.*)$/) ?? [null, name];
  target.append(letter);
  if (index) target.append(Object.assign(document.createElement("sub"), { textContent: index }), rest);
  return target;
}

function element(tag, className = "") {
  return Object.assign(document.createElement(tag), { className });
}
