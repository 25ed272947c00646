// Tables of cells. A committed text goes to Python as it was typed; edits that Python has not seen yet are sent
// again with the next one, so that fast typing loses none.

const SMALL = 400; // cells; a larger matrix is built when it is unfolded
const tables = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".rnnviz-matrices");
  if (!tables.has(root)) tables.set(root, begin(root));
  const table = tables.get(root);
  const shape = data.cell + data.help + data.matrices.map(({ name, cells }) => `${name} ${cells.length} ${cells[0].length}`).join();
  table.send = (id, text) => {
    table.edits.delete(id);
    table.edits.set(id, { id, text, count: ++table.count });
    setStateValue("edits", { count: table.count, cells: [...table.edits.values()].map(({ id, text }) => [...id.split(" "), text]) });
  };
  table.data = data;
  for (const [id, { count }] of table.edits) if (count <= data.seen) table.edits.delete(id);
  if (table.shape !== shape) build(table, shape);
  fill(table);
}

function begin(root) {
  const input = root.querySelector("[name=weights]");
  const table = { shape: "", inputs: new Map([["text", input]]), edits: new Map(), count: 0, root };
  input.addEventListener("change", () => table.send("text", input.value));
  return table;
}

function build(table, shape) {
  table.shape = shape;
  const [title, help] = table.root.querySelectorAll(".rv-matrix-text span, .rv-matrix-text small");
  title.textContent = table.data.title;
  help.textContent = table.data.help;
  table.inputs = new Map([["text", table.inputs.get("text")]]);
  table.root.querySelector(".rv-matrix-list").replaceChildren(...table.data.matrices.map(({ name, cells }) => {
    const large = cells.length * cells[0].length > SMALL;
    const [box, head, grid] = [large ? "details" : "section", "h4", "div"].map((tag) => document.createElement(tag));
    const size = Object.assign(document.createElement("small"), { textContent: ` ${cells.length}×${cells[0].length}` });
    head.append(name, size);
    grid.className = "rv-matrix-cells";
    grid.style.gridTemplateColumns = `repeat(${cells[0].length}, minmax(4.7rem, 1fr))`;
    if (large) {
      const summary = document.createElement("summary");
      summary.append(head);
      box.append(summary, grid);
      box.addEventListener("toggle", () => { addCells(table, grid, name, cells); fill(table); }, { once: true });
    } else {
      box.append(head, grid);
      addCells(table, grid, name, cells);
    }
    return box;
  }));
}

function addCells(table, grid, name, cells) {
  for (let row = 0; row < cells.length; row++) {
    for (let column = 0; column < cells[0].length; column++) {
      const input = document.createElement("input");
      const id = `${name} ${row} ${column}`;
      const words = { name, row: row + 1, column: column + 1 };
      input.setAttribute("aria-label", table.data.cell.replace(/\{(\w+)\}/g, (_, word) => words[word]));
      input.maxLength = 400;
      input.inputMode = "decimal";
      input.spellcheck = false;
      input.addEventListener("change", () => table.send(id, input.value));
      input.addEventListener("keydown", (event) => move(table, event, name, row, column));
      table.inputs.set(id, input);
      grid.append(input);
    }
  }
}

function fill(table) {
  const wrong = new Map(table.data.wrong.map(([name, row, column, text]) => [`${name} ${row} ${column}`, text]));
  write(table, "text", table.data.text, false);
  for (const { name, cells } of table.data.matrices) {
    for (let row = 0; row < cells.length; row++) {
      for (let column = 0; column < cells[0].length; column++) {
        const id = `${name} ${row} ${column}`;
        write(table, id, wrong.get(id) ?? cells[row][column], wrong.has(id));
      }
    }
  }
}

function write(table, id, text, wrong) {
  const input = table.inputs.get(id);
  if (!input || table.edits.has(id)) return;
  if (input.title !== text) input.title = text;
  if ((document.activeElement !== input || input.dataset.text !== text) && input.value !== text) input.value = text;
  input.dataset.text = text;
  input.setAttribute("aria-invalid", String(wrong));
}

function move(table, event, name, row, column) {
  const rows = { ArrowUp: row - 1, ArrowDown: row + 1 }[event.key];
  const next = table.inputs.get(`${name} ${rows} ${column}`);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}
