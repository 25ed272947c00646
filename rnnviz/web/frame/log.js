// @ts-check
// What was clicked, in order. All of the log is sent each time, so that no message must arrive for the next to count.

const MOST = 100; // entries; rnnviz/ui/state/events.py takes no more

/** @typedef {{ seq: number, act: string, args: [string] }} Entry */

export function makeLog() {
  /** @type {Entry[]} */
  let events = [];
  let visit = "";
  let seq = 0;
  /** @type {(log: { visit: string, events: Entry[] }) => void} */
  let send = () => {};

  /** What Python knows: in another visit the log begins anew.
   * @param {string} named @param {number} seen @param {typeof send} sender */
  function hear(named, seen, sender) {
    send = sender;
    if (named === visit) return;
    [visit, seq, events] = [named, seen, []];
  }

  /** @param {string} act @param {string} given */
  function add(act, given) {
    events = [...events, /** @type {Entry} */ ({ seq: ++seq, act, args: [given] })].slice(-MOST);
    send({ visit, events });
  }

  /** Whether all has been done. @param {number} seen */
  const done = (seen) => seen >= seq;

  return { hear, add, done };
}
