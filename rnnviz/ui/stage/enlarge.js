// The large picture: the figure of a lane once more, in type that the last row can read. All pictures over time have
// the same margins here, too, so that the pointer stays where it is when one picture gives way to another.

const SMALLEST = 16; // pixels of a number in a cell; smaller ones are left out
const WIDTH = 0.58; // of a character, in its height

function enlarge(stage) {
  const { slide } = stage;
  const lane = stage.lanes.get(stage.large);
  const frame = measure(stage, slide, lane);
  const timed = frame.columns > 0;
  slide.beam.hidden = !timed;
  slide.column = timed ? frame.width / frame.columns : 0;
  const tall = { top: "0", height: `${frame.t + frame.height}px` };
  Object.assign(slide.beam.style, tall, { left: `${frame.l}px`, width: `${slide.column}px` });
  point(slide);
  const rows = { top: `${frame.t}px`, height: `${frame.height}px` };
  Object.assign(slide.pane.style, rows, { left: `${frame.l}px`, width: `${frame.width}px` });
  Object.assign(slide.legend.style, rows, { left: `${frame.l + frame.width + 8}px`, fontSize: `${frame.size}px` });
  const turn = (slide.turn = (slide.turn ?? 0) + 1);
  stage.drawing = stage.drawing.catch(console.error).then(() => paint(stage, slide, turn));
}

// First the picture itself, then its mirror behind it: the turn of the pass finds it drawn.
async function paint(stage, slide, turn) {
  await loaded(stage).catch(() => {}); // the page says it
  for (const name of [stage.large, twin(stage, stage.large)]) {
    if (!window.Plotly || turn !== slide.turn || stage.slide !== slide) return;
    if (name) await drawLarge(stage, slide, name);
    for (const [other, { plot }] of slide.plots) plot.classList.toggle("rv-behind", other !== stage.large);
  }
}

async function drawLarge(stage, slide, name) {
  const lane = stage.lanes.get(name);
  const ink = getComputedStyle(slide.root).color;
  const frame = measure(stage, slide, lane);
  const state = `${ink} ${JSON.stringify(frame)} ${lane.json}`;
  const drawn = slide.plots.get(name) ?? { plot: element("div", "rv-plot rv-behind") };
  if (drawn.state === state) return;
  slide.plots.set(name, drawn);
  if (!drawn.state) slide.picture.prepend(drawn.plot);
  drawn.plot.setAttribute("role", "img");
  drawn.plot.setAttribute("aria-label", lane.plot.getAttribute("aria-label"));
  const { data, layout } = large(lane.figure, frame, ink, ticks(stage));
  await window.Plotly.react(drawn.plot, data, layout, CONFIG);
  if (!drawn.state) drawn.plot.on("plotly_click", (event) => pick(stage, event.points[0]));
  drawn.state = state;
}

// Pixels: the picture's margins, the width and height between them, the type's size, and the columns there are.
function measure(stage, slide, lane) {
  const { clientWidth, clientHeight } = slide.picture;
  const size = Math.max(SMALLEST, Math.round(parseFloat(getComputedStyle(slide.picture).fontSize)));
  const timed = lane.root.dataset.direction === "forward" || lane.root.dataset.direction === "backward";
  const { margin } = lane.figure.layout;
  const grown = size / 12;
  const edges = timed
    ? { l: 14 + WIDTH * size * widest(stage), r: 5.4 * size, t: 2.9 * size, b: (captioned(ticks(stage)) ? 3.1 : 1.8) * size }
    : { l: margin.l * grown, r: size, t: 0.5 * size, b: below(lane.figure.layout, size) };
  for (const edge in edges) edges[edge] = Math.round(edges[edge]);
  return {
    ...edges, size, columns: timed ? stage.steps + 1 : 0,
    width: clientWidth - edges.l - edges.r, height: clientHeight - edges.t - edges.b,
  };
}

// Room for the names under the matrices, two lines or upright.
function below({ xaxis: { tickangle, ticktext } }, size) {
  return tickangle ? size * (1 + 1.1 * WIDTH * Math.max(...ticktext.map(bare))) : 3 * size;
}

function bare(text) {
  return String(text).replace(/<[^>]*>|&\w+;/g, "").length;
}

// Characters of the longest name beside a row of any picture over time.
function widest(stage) {
  let most = 6;
  for (const { figure: { data } } of stage.lanes.values()) {
    for (const { type, y } of data) {
      if (type === "heatmap" && Array.isArray(y)) most = Math.max(most, ...y.map(bare));
    }
  }
  return most;
}

// The steps' numbers, with what is read at each: they stand under few pictures of the page, but under each large one.
function ticks(stage) {
  const axes = [...stage.lanes.values()].map(({ figure }) => figure.layout.xaxis).filter((axis) => axis?.tickmode === "array");
  const { tickvals, ticktext } = axes.find(captioned) ?? axes.find((axis) => axis.ticktext.length) ?? {};
  return { tickvals, ticktext };
}

function captioned({ ticktext = [] }) {
  return ticktext.some((text) => text.includes("<br>"));
}

function large({ data, layout: { meta, ...layout } }, frame, ink, ticks) {
  const { l, r, t, b, width, height, size, columns } = frame;
  const grown = size / 12;
  const rows = Object.keys(layout).filter((name) => name.startsWith("yaxis"));
  const names = data.find(({ type }) => type === "heatmap")?.y.length;
  const each = (height + b) / rows.length; // between two rows of matrices is as much room as under the last
  const axes = Object.fromEntries(rows.map((name, row) => {
    const domain = [Math.max(0, 1 - ((row + 1) * each - b) / height), 1 - (row * each) / height];
    return [name, spaced({ ...layout[name], domain }, height, size, names)];
  }));
  if (columns) axes.xaxis = { ...layout.xaxis, ...ticks };
  return {
    data: data.map((trace) => thick(trace, layout, frame)),
    layout: {
      ...layout, ...axes, width: l + width + r, height: t + height + b,
      margin: { l, r, t, b, autoexpand: false },
      font: { ...layout.font, size, color: ink },
      shapes: layout.shapes?.map((shape) => ({ ...shape, line: { ...shape.line, width: shape.line.width * grown } })),
      annotations: layout.annotations?.map((note) => ({ ...note, text: inked(note), font: { size, color: ink } })),
    },
  };
}

// A curve's name in the ink's colour, the piece of its line in its own.
function inked({ text, font }) {
  return text.replace(/^<b>(.*?)<br>/, `<b><span style="color:${font.color}">$1</span><br>`);
}

// Names and numbers of rows only as close as they can be read.
function spaced(axis, height, size, names) {
  if (axis.type === "category" && names) return { ...axis, tick0: 0, dtick: Math.ceil((1.3 * size * names) / height) };
  const [low, high] = axis.domain ?? [0, 1];
  const row = axis.range && (height * (high - low)) / Math.abs(axis.range[0] - axis.range[1]);
  if (!axis.dtick || !row) return axis;
  return { ...axis, dtick: [axis.dtick, 5, 10, 25].find((every) => every >= axis.dtick && every * row >= size) ?? 50 };
}

function thick(trace, layout, frame) {
  const grown = frame.size / 12;
  const bigger = (value) => value * grown;
  const most = frame.columns ? (0.55 * frame.width) / frame.columns : Infinity; // marks of neighbours stay apart
  const mark = (value) => Math.max(value, Math.min(value * grown, most));
  const line = (given) => given && { ...given, ...("width" in given && { width: bigger(given.width) }) };
  const { marker } = trace;
  return {
    ...trace,
    ...(trace.line && { line: line(trace.line) }),
    ...(marker && { marker: { ...marker, ...("size" in marker && { size: mark(marker.size) }), line: line(marker.line) } }),
    ...(trace.textfont && { textfont: { ...trace.textfont, size: bigger(trace.textfont.size) } }),
    ...(trace.texttemplate && inCells(trace, layout, frame)),
  };
}

// The size of the numbers in a heatmap's cells, or none where they would be too small.
function inCells(trace, layout, { width, height, size }) {
  const { xaxis = "x", yaxis = "y", x, y, z, zmin, zmax, texttemplate, textfont } = trace;
  const across = layout[xaxis.replace("x", "xaxis")];
  const down = layout[yaxis.replace("y", "yaxis")];
  const [left, right] = across.range;
  const [low, high] = down.domain ?? [0, 1];
  const rows = down.range ? Math.abs(down.range[0] - down.range[1]) : (y.length ?? table(z).length);
  const [first, second] = x ? floats(x) : [0, 1];
  const cell = (width * ((second ?? first + 1) - first)) / (right - left);
  const decimals = Number(texttemplate.match(/\.(\d)/)?.[1] ?? 5);
  const characters = 2 + decimals + String(Math.trunc(Math.max(Math.abs(zmin), Math.abs(zmax)))).length;
  const row = (height * (high - low)) / rows;
  const fits = Math.floor(Math.min((0.92 * cell) / (WIDTH * characters), 0.5 * row, 1.7 * size));
  return fits < SMALLEST ? { texttemplate: "" } : { textfont: { ...textfont, size: fits } };
}
