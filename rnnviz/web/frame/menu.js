// @ts-check
// A button that opens a list: groups of entries, a line each. It closes when one is chosen or when it is left.

import { rove, stopAt } from "./roving.js";

/** @typedef {{ name: string, title: string, about: string, chosen: boolean, done?: boolean }} Item */
/** @typedef {{ label: string, hidden: boolean, done: string, groups: { title: string, items: Item[] }[] }} Menu */

/** @param {HTMLElement} root @param {(name: string) => void} choose */
export function makeMenu(root, choose) {
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
  const list = /** @type {HTMLElement} */ (root.querySelector("[role=menu]"));
  let written = "";

  /** @param {boolean} open */
  function set(open) {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) enter();
  }

  function enter() {
    const first = /** @type {HTMLElement | null} */ (list.querySelector("[aria-checked=true]") ?? list.querySelector("[role^=menuitem]"));
    stopAt(list, first);
    first?.focus();
  }

  button.addEventListener("click", () => set(list.hidden !== false));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    set(true);
  });
  rove(list);
  list.addEventListener("click", (event) => {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-name]"));
    if (!item) return;
    set(false);
    button.focus();
    if (event.detail) button.blur(); // the keys are the stage's again
    choose(item.dataset.name ?? "");
  });
  list.addEventListener("keydown", (event) => {
    event.stopPropagation(); // no key of the stage
    if (event.key !== "Escape") return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(/** @type {Node | null} */ (event.relatedTarget))) set(false);
  });
  root.addEventListener("mousedown", (event) => {
    if (!list.hidden && event.target !== button) event.preventDefault(); // the focus stays where it is
  });

  /** @param {Menu} menu */
  function show(menu) {
    root.hidden = menu.hidden;
    const wanted = JSON.stringify(menu);
    if (wanted === written) return;
    written = wanted;
    button.textContent = menu.label;
    list.setAttribute("aria-label", menu.label);
    list.replaceChildren(...menu.groups.map((group) => made(group, menu.done)));
  }

  return { show };
}

/** @param {Menu["groups"][number]} group @param {string} done */
function made(group, done) {
  const section = document.createElement("div");
  section.setAttribute("role", "group");
  section.setAttribute("aria-label", group.title);
  const title = Object.assign(document.createElement("div"), { className: "rv-frame-title", textContent: group.title });
  title.setAttribute("aria-hidden", "true");
  section.append(...(group.title ? [title] : []), ...group.items.map((item) => entry(item, done)));
  return section;
}

/** @param {Item} item @param {string} done */
function entry(item, done) {
  const node = document.createElement("button");
  node.type = "button";
  node.dataset.name = item.name;
  node.setAttribute("role", "menuitemradio");
  node.setAttribute("aria-checked", String(item.chosen));
  const [title, about, tick] = ["b", "span", "i"].map((tag) => document.createElement(tag));
  title.textContent = item.title;
  about.textContent = item.about;
  about.title = item.about;
  tick.textContent = item.done ? "✓" : "";
  if (item.done) tick.setAttribute("aria-label", done);
  if (item.done) tick.setAttribute("role", "img");
  node.append(tick, title, about);
  return node;
}
