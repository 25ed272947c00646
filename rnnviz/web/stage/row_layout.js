// @ts-check
// Where the rows over time stand: how high each is, and which of them there is room for.

const READ = 15; // pixels of a row whose numbers can be read
const HIGHEST = 22;
const GAP = 7; // between two signals

/** @typedef {{ rows: number, gradient: boolean }} Group */
/** @typedef {{ top: number, height: number }} Place  of a group; height is a row's */

/** The groups to show: all where every row can be read, else those of one kind.
 * @param {Group[]} groups @param {number} height @param {"values" | "gradients"} wanted @returns {boolean[]} */
export function chosenGroups(groups, height, wanted) {
  const all = together(groups, height);
  return groups.map(({ gradient }) => all || gradient === (wanted === "gradients"));
}

/** Whether values and gradients can be read below each other.
 * @param {Group[]} groups @param {number} height */
export function together(groups, height) {
  return rowHeight(groups, height) >= READ;
}

/** @param {Group[]} groups @param {number} height @returns {number} */
export function rowHeight(groups, height) {
  const count = groups.reduce((sum, { rows }) => sum + rows, 0);
  return Math.min(HIGHEST, (height - GAP * groups.length) / Math.max(1, count));
}

/** Where the shown groups stand, from the top.
 * @param {Group[]} groups @param {boolean[]} shown @param {number} height @returns {(Place | null)[]} */
export function groupPlaces(groups, shown, height) {
  const each = Math.max(1, rowHeight(groups.filter((_, index) => shown[index]), height));
  let top = 0;
  return groups.map(({ rows }, index) => {
    if (!shown[index]) return null;
    const place = { top, height: each };
    top += rows * each + GAP;
    return place;
  });
}

/** The columns that are known at cursor ``at``, from the first to before the last: values grow to the right,
 * gradients to the left. Column 0 is the initial state, whose gradient is known at the end.
 * @param {number} at 0 … 2T @param {number} steps @returns {{ values: [number, number], gradients: [number, number] }} */
export function knownColumns(at, steps) {
  const coming = at > steps;
  const t = coming ? 2 * steps + 1 - at : at;
  return {
    values: [0, coming ? steps + 1 : t + 1],
    gradients: coming ? [t > 1 ? t : 0, steps + 1] : [steps + 1, steps + 1],
  };
}
