// @ts-check
// Presenting: the whole stage over the window, in type that the last row can read. The browser does it alone: a modal
// dialog lies over the page, keeps the keys to itself, and borrows what is on the stage.

import { go } from "./cursor.js";
import { element } from "./dom.js";
import { fitScreen } from "./screen.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** Over the whole window, or back to the page. @param {Stage} stage */
export function present(stage) {
  if (stage.stand) return leave(stage);
  const stand = /** @type {HTMLDialogElement} */ (element("dialog", "rv-present"));
  stand.setAttribute("aria-label", stage.words.pictures);
  stand.tabIndex = -1;
  stand.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen();
    else if (!lighten(stage)) leave(stage);
  });
  stand.addEventListener("click", (event) => event.target === stand && lighten(stage));
  stand.addEventListener("close", () => stage.stand === stand && leave(stage)); // a browser may insist on closing
  stage.root.append(stand);
  stand.append(stage.screen, stage.bar, stage.live);
  stage.stand = stand;
  stand.showModal();
  stand.focus();
  fitScreen(stage);
  go(stage, stage.at);
}

/** @param {Stage} stage */
export function leave(stage) {
  const { stand } = stage;
  if (!stand) return;
  stage.stand = null;
  stage.help.before(stage.screen, stage.bar, stage.live);
  stand.close(); // gives the focus back
  stand.remove();
  fitScreen(stage);
  go(stage, stage.at);
}

/** Nothing but black, while the class looks at the board. @param {Stage} stage */
export function blacken(stage) {
  stage.stand?.classList.add("rv-black");
}

/** Whether it was dark: then a key or a click does no more than bring the stage back. @param {Stage} stage */
export function lighten(stage) {
  const dark = stage.stand?.classList.contains("rv-black") ?? false;
  stage.stand?.classList.remove("rv-black");
  return dark;
}

export function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // the browser or its frame may not allow it
}
