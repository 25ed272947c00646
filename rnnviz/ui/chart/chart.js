// One graph that stays while its numbers change. The stage on the same page loads Plotly.
export default function ({ data, parentElement }) {
  const node = parentElement.querySelector(".rnnviz-chart");
  node.setAttribute("aria-label", data.words);
  node.turn = (node.turn ?? 0) + 1;
  node.drawing = (node.drawing ?? Promise.resolve()).then(() => draw(node, node.turn, data)).catch(console.error);
  return () => node.isConnected || (node.drawing = node.drawing.then(() => window.Plotly?.purge(node))); // never while it is drawn
}

async function draw(node, turn, { figure, height }) {
  node.style.height = `${height}px`;
  while (!window.Plotly) await new Promise((resolve) => setTimeout(resolve, 50));
  if (turn !== node.turn || !node.isConnected) return; // newer numbers wait, or nobody
  const { data, layout } = JSON.parse(figure);
  const font = { ...layout.font, color: getComputedStyle(node).color };
  await window.Plotly.react(node, data, { ...layout, font }, { displayModeBar: false, responsive: true });
  const written = [...node.querySelectorAll(".heatmap-label text")].map((text) => text.getComputedTextLength());
  node.classList.toggle("rv-tight", Math.max(0, ...written) > cell(node)); // on a phone a tap tells the number
  node.dataset.points = node._fullData[0].x.length;
}

function cell({ data: [{ type, x }], _fullLayout: { xaxis } }) {
  return type === "heatmap" && x.length > 1 ? Math.abs(xaxis.l2p(x[1]) - xaxis.l2p(x[0])) : Infinity;
}
