// @ts-check
// What a link or a finding points to, a chart or another part of the page, comes into sight and is marked for a while.

/** @typedef {import("./stage.js").Stage} Stage */

/** @type {Record<string, string>} */
const PARTS = { network: ".rv-network", network_back: ".rv-network", worksheet: ".rv-sums" };

/** @param {Stage} stage */
export async function watch(stage) {
  const name = stage.watched;
  stage.watched = "";
  if (!name) return;
  /** @type {HTMLElement | null | undefined} */
  const node = stage.charts.lanes.get(name)?.root ?? document.querySelector(PARTS[name] ?? `.st-key-${CSS.escape(name)}`);
  if (!node?.checkVisibility({ visibilityProperty: true })) return;
  if (rightEdge(node) <= 0) await unfold(node);
  node.scrollIntoView({ block: node.clientHeight < innerHeight / 2 ? "center" : "start" });
  const mark = { outline: "3px solid #d99a00", outlineOffset: "2px" };
  node.animate([mark, { ...mark, offset: 0.7 }, { ...mark, outlineColor: "transparent" }], 3000);
}

/** @param {Element} node */
const rightEdge = (node) => Math.round(node.getBoundingClientRect().right);

/** The drawer is folded; while it opens it is laid out anew. @param {Element} node */
async function unfold(node) {
  document.querySelector(/** @type {"button"} */ ("[data-testid=stExpandSidebarButton]"))?.click();
  for (let frames = 0, still = 0, before = 0; still < 10 && frames < 200; frames++) {
    await new Promise(requestAnimationFrame);
    still = rightEdge(node) > 0 && rightEdge(node) === before ? still + 1 : 0;
    before = rightEdge(node);
  }
}
