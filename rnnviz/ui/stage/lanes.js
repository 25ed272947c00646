// A lane is one picture: its words, its plot under a mask, its legend and the numbers of the cursor's column.

function laneFor(stage, name) {
  if (stage.lanes.has(name)) return stage.lanes.get(name);
  const root = element("section", "rv-lane");
  const [title, how, notice] = [element("h3"), element("p", "rv-how"), element("p", "rv-notice")];
  const [words, picture, plot] = [element("div", "rv-words"), element("div", "rv-picture"), element("div", "rv-plot")];
  const [pane, mask, numbers] = [element("div", "rv-window"), element("div", "rv-mask"), element("dl", "rv-numbers")];
  const [legend, ramp, high, low] = [element("div", "rv-legend"), element("i"), element("span"), element("span")];
  root.dataset.figure = name;
  const said = element("span");
  notice.append(said);
  words.append(title, how, notice);
  pane.append(mask);
  legend.append(ramp, high, low);
  picture.append(plot, pane, legend);
  root.append(words, picture, numbers);
  picture.setAttribute("role", "img");
  for (const part of [plot, pane, legend]) part.setAttribute("aria-hidden", "true");
  title.id = `rv-title-${name}`;
  root.setAttribute("aria-labelledby", title.id);
  const lane = { root, title, how, notice, said, picture, plot, pane, mask, legend, numbers, cells: [], drawn: null };
  stage.lanes.set(name, lane);
  return lane;
}

function read(lane) {
  if (lane.next === lane.json) return;
  lane.json = lane.next;
  lane.figure = JSON.parse(lane.json);
  const { layout } = lane.figure;
  const meta = (lane.meta = layout.meta);
  lane.values = table(meta.values);
  lane.root.dataset.direction = meta.direction;
  lane.title.textContent = meta.title;
  lane.how.textContent = meta.how;
  lane.notice.dataset.longest = fill(meta.notice, (name) => longest(meta.live[name])); // keeps room for it
  lane.picture.setAttribute("aria-label", `${meta.title}. ${meta.how}`); // what there is to see now follows at rest
  lane.plot.style.height = `${layout.height}px`;
  explain(lane.legend, meta.legend);
  lane.numbers.hidden = !meta.labels.length;
  lane.numbers.classList.toggle("rv-many", meta.labels.length > 6);
  if (meta.labels.join("\n") === lane.labels) return;
  lane.labels = meta.labels.join("\n");
  lane.cells = meta.labels.map(() => element("dd"));
  lane.numbers.replaceChildren(...meta.labels.map((name, row) => {
    const pair = element("div");
    pair.append(subscript(element("dt"), name), lane.cells[row]);
    return pair;
  }));
}

// Beside the picture, not in it: a colour bar of Plotly's is as slow as the rest of its figure.
function explain(legend, { colours, low, high }) {
  const [ramp, top, bottom] = legend.children;
  legend.hidden = !colours.length;
  ramp.style.background = `linear-gradient(to top, ${colours})`;
  top.textContent = high;
  bottom.textContent = low;
}

function longest(texts = []) {
  return texts.reduce((most, text) => ((text ?? "").length > most.length ? text : most), "");
}
