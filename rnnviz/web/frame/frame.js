// @ts-check
// The frame of the page: what one looks at, how it is looked at, and the network in one sentence. It shows what Python
// says, and tells it what was clicked.

import { isOpen, point, reveal, setDrawer } from "./drawer.js";
import { makeLog } from "./log.js";
import { makeMenu } from "./menu.js";
import { rove, stopAt } from "./roving.js";
import { makeSharing } from "./sharing.js";

/** @typedef {{ visit: string, seen: number, words: Record<string, string>, example: import("./menu.js").Menu,
 *   lessons: import("./menu.js").Menu, lesson: string, views: { name: string, title: string, about: string }[], view: string,
 *   language: { code: string, name: string }, sentence: { text: string, field: string }[],
 *   greeting: Record<string, string> | null, jump: number, watched: string, shared: import("./sharing.js").Shared, sharing: boolean }} FrameData */
/** @typedef {{ data: FrameData, parentElement: ParentNode, setStateValue: (name: string, value: unknown) => void }} Component */

const frames = new WeakMap();

/** What Streamlit calls with new data. @param {Component} component */
export default function showFrame({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".rnnviz-frame"));
  if (!frames.has(root)) frames.set(root, mount(root));
  const frame = frames.get(root);
  frame.log.hear(data.visit, data.seen, (/** @type {unknown} */ log) => setStateValue("log", log));
  frame.show(data);
}

/** @param {HTMLElement} root */
function mount(root) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [views, tools, sentence, greeting] = [".rv-frame-views", ".rv-frame-tools", ".rv-frame-sentence", ".rv-frame-greeting"].map(find);
  const tool = (/** @type {string} */ name) => find(`[data-tool=${name}]`);
  const log = makeLog();
  const examples = makeMenu(find("[data-menu=example]"), (name) => log.add("example", name));
  const lessons = makeMenu(find("[data-menu=lesson]"), (name) => log.add("lesson", name));
  const sharing = makeSharing(find(".rv-frame-share"), tool("share"), (address) => log.add("share", address));
  /** @type {FrameData} */
  let data;
  let view = "";
  /** @type {string | null} */
  let lesson = null;
  let jump = -1;

  /** @param {string} name */
  function look(name) {
    view = name;
    log.add("view", name);
    showViews();
  }

  function showViews() {
    views.hidden = !data.views.length;
    views.setAttribute("aria-label", data.words.views);
    fill(views, data.views.map(({ name }) => name), (button, place) => {
      const { name, title, about } = data.views[place];
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", String(name === view));
      Object.assign(button, { textContent: title, title: about });
    });
    stopAt(views, views.querySelector("[aria-checked=true]"));
    tool("help").setAttribute("aria-pressed", String(view === "help"));
  }

  function showSentence() {
    sentence.setAttribute("aria-label", data.words.network);
    const wanted = JSON.stringify(data.sentence);
    if (sentence.dataset.said === wanted) return;
    sentence.dataset.said = wanted;
    sentence.replaceChildren(...data.sentence.map(({ text, field }) => {
      if (!field) return new Text(text);
      const word = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      word.dataset.field = field;
      return word;
    }));
    stopAt(sentence, null);
  }

  function showTools() {
    const { words } = data;
    tools.setAttribute("aria-label", words.tools);
    tool("share").textContent = words.share;
    tool("present").textContent = words.present;
    tool("present").title = words.presentHelp;
    Object.assign(tool("language"), { textContent: data.language.name, lang: data.language.code });
    tool("help").title = words.help;
    tool("help").setAttribute("aria-label", words.help);
  }

  function showGreeting() {
    greeting.hidden = !data.greeting;
    if (!data.greeting) return;
    const [said, begin, close] = [...greeting.children];
    said.textContent = data.greeting.said;
    begin.textContent = data.greeting.begin;
    close.setAttribute("aria-label", data.greeting.close);
  }

  /** A lesson stands in the drawer: it opens with the lesson and closes after it. */
  function showLesson() {
    root.dataset.lesson = data.lesson;
    if (lesson !== null && Boolean(lesson) !== Boolean(data.lesson)) setDrawer(Boolean(data.lesson));
    lesson = data.lesson;
  }

  /** @param {FrameData} given */
  function show(given) {
    data = given;
    if (log.done(data.seen)) view = data.view; // until then what was clicked is ahead
    examples.show(data.example);
    lessons.show(data.lessons);
    showViews();
    showTools();
    showSentence();
    showGreeting();
    showLesson();
    sharing.show(data.shared, data.words);
    if (data.jump !== jump && data.watched) point(data.watched);
    jump = data.jump;
    if (root.dataset.ready === "false" && data.sharing) sharing.set(true);
    root.dataset.ready = "true";
  }

  /** @type {Record<string, () => void>} */
  const TOOLS = {
    share: sharing.toggle,
    present: () => document.dispatchEvent(new CustomEvent("rnnviz:present")),
    language: () => log.add("language", data.language.code),
    help: () => look(view === "help" ? "step" : "help"),
  };

  rove(views, (button) => look(button.dataset.name ?? ""));
  rove(tools);
  rove(sentence);
  rove(greeting);
  stopAt(greeting, null);
  stopAt(tools, null);
  clicked(views, "name", look);
  clicked(tools, "tool", (name) => TOOLS[name]());
  clicked(sentence, "field", (name) => (name === "settings" && isOpen() ? setDrawer(false) : reveal(name)));
  clicked(greeting, "greet", (name) => {
    greeting.hidden = true;
    if (name === "begin") log.add("lesson", data.greeting?.lesson ?? "");
    else log.add("close", "greeting");
  });
  document.addEventListener("change", ({ target }) => {
    if (root.isConnected && !(target instanceof Element && target.closest("[type=range]"))) greeting.hidden = true;
  });
  return { log, show };
}

/** Call ``act`` with what the clicked button has as ``data-…``; after a mouse the keys are the stage's again.
 * @param {HTMLElement} root @param {string} kind @param {(name: string) => void} act */
function clicked(root, kind, act) {
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!button) return;
    if (event.detail) button.blur();
    act(button.dataset[kind] ?? "");
  });
}

/** A button for each name, the same as before where there is one.
 * @param {HTMLElement} root @param {string[]} names @param {(button: HTMLElement, place: number) => void} label */
function fill(root, names, label) {
  const before = [...root.children].map((button) => /** @type {HTMLElement} */ (button).dataset.name);
  if (before.join() !== names.join()) {
    root.replaceChildren(...names.map((name) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.dataset.name = name;
      return button;
    }));
  }
  [...root.children].forEach((button, place) => label(/** @type {HTMLElement} */ (button), place));
}
