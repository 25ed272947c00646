// @ts-check
// The drawer with the settings is Streamlit's sidebar; it is opened and closed by Streamlit's own buttons.

const OPEN = "[data-testid=stExpandSidebarButton]";
const CLOSE = "[data-testid=stSidebarCollapseButton] button";
const FIELD = "input:not([disabled]), textarea, [role=combobox]";
const LONGEST = 120; // frames to wait for what is being opened

const sidebar = () => document.querySelector("[data-testid=stSidebar]");
export const isOpen = () => sidebar()?.getAttribute("data-collapsed") === "false";

/** @param {boolean} open */
export function setDrawer(open) {
  if (open !== isOpen()) /** @type {HTMLElement | null} */ (document.querySelector(open ? OPEN : CLOSE))?.click();
}

/** The drawer opened, and the setting ``name`` in view with the keys on it; without one, all settings.
 * @param {string} name */
export async function reveal(name) {
  setDrawer(true);
  const box = await found(`.st-key-${name}, [class*="st-key-${name}-"]`);
  const fold = /** @type {HTMLElement | null} */ (box?.querySelector("details:not([open]) > summary"));
  fold?.click();
  const within = box ?? sidebar();
  const field = fold ?? /** @type {HTMLElement | null} */ (within?.querySelector(box ? FIELD : "button:not([kind^=header])"));
  field?.focus({ preventScroll: true });
  box?.scrollIntoView({ block: fold || box.clientHeight > innerHeight / 2 ? "start" : "center" });
  return box;
}

/** The same, and marked for a while: a link pointed to it. @param {string} name */
export async function point(name) {
  const mark = { outline: "3px solid #d99a00", outlineOffset: "2px" };
  (await reveal(name))?.animate([mark, { ...mark, offset: 0.7 }, { ...mark, outlineColor: "transparent" }], 3000);
}

/** What ``selector`` finds, once it stands still in the window. @param {string} selector */
async function found(selector) {
  let before = NaN;
  for (let frame = 0; frame < LONGEST; frame++) {
    await new Promise(requestAnimationFrame);
    const box = sidebar()?.querySelector(selector);
    const left = box?.getBoundingClientRect().left;
    if (box && left === before && left !== undefined && left >= 0) return box;
    before = left ?? NaN;
  }
  return null;
}
