// One graph that stays while its numbers change. The stage on the same page loads Plotly.
export default function ({ data, parentElement }) {
  const node = parentElement.querySelector(".rnnviz-chart");
  node.setAttribute("aria-label", data.words);
  node.turn = (node.turn ?? 0) + 1;
  node.drawing = (node.drawing ?? Promise.resolve()).then(() => draw(node, node.turn, data)).catch(console.error);
  return () => node.isConnected || window.Plotly?.purge(node);
}

async function draw(node, turn, { figure, height }) {
  node.style.height = `${height}px`;
  while (!window.Plotly) await new Promise((resolve) => setTimeout(resolve, 50));
  if (turn !== node.turn) return; // newer numbers wait
  const { data, layout } = JSON.parse(figure);
  const font = { ...layout.font, color: getComputedStyle(node).color };
  await window.Plotly.react(node, data, { ...layout, font }, { displayModeBar: false, responsive: true });
  node.dataset.points = node._fullData[0].x.length;
}
