// @ts-check
// The window with the page's address: to copy, and as a code to scan. It follows the address while it is open.

import { reveal } from "./drawer.js";

const OFTEN = 500; // ms between two looks at the address

/** @typedef {{ address?: string, said?: string, local?: string, code?: string }} Shared */

/** @param {HTMLElement} root @param {HTMLElement} button @param {(address: string) => void} ask */
export function makeSharing(root, button, ask) {
  const part = (/** @type {string} */ selector) => /** @type {any} */ (root.querySelector(selector));
  const [input, copy, page, picture] = ["input", "[data-share=copy]", "[data-share=page]", "img"].map(part);
  let asked = "";
  let timer = 0;
  /** @type {Record<string, string>} */
  let words = {};

  function look() {
    if (location.href === asked) return;
    asked = input.value = location.href;
    ask(asked);
  }

  /** @param {boolean} open */
  function set(open) {
    root.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    clearInterval(timer);
    if (!open) return;
    asked = "";
    copy.textContent = words.copy;
    look();
    timer = window.setInterval(() => (root.isConnected ? look() : clearInterval(timer)), OFTEN);
    input.focus();
    input.select();
  }

  async function copyIt() {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      document.execCommand("copy"); // where the page came by http
    }
    copy.textContent = words.copied;
  }

  copy.addEventListener("click", copyIt);
  page.addEventListener("click", () => { set(false); reveal("handouts"); });
  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") [set(false), button.focus()];
  });
  document.addEventListener("pointerdown", (event) => {
    const there = /** @type {Node} */ (event.target);
    if (!root.hidden && !root.contains(there) && !button.contains(there)) set(false);
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== button && !root.contains(/** @type {Node} */ (relatedTarget))) set(false);
  });

  /** @param {Shared} shared @param {Record<string, string>} said */
  function show(shared, said) {
    words = said;
    root.setAttribute("aria-label", said.share);
    input.setAttribute("aria-label", said.address);
    if (root.hidden) copy.textContent = said.copy;
    page.textContent = said.page;
    const current = shared.address === asked;
    part(".rv-frame-said").textContent = (current && shared.said) || "";
    part(".rv-frame-local").textContent = (current && shared.local) || "";
    page.hidden = part(".rv-frame-local").hidden = !(current && shared.local);
    picture.hidden = !(current && shared.code);
    picture.alt = said.code;
    if (current && shared.code) picture.src = shared.code;
  }

  return { show, set, toggle: () => set(root.hidden !== false) };
}
