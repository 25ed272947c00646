// The cursor: where it is, what it hides, and when Python hears of it.

const REST = 250; // ms without a step before Python hears of the cursor

function go(stage, at) {
  stage.at = Math.max(0, Math.min(2 * stage.steps, at));
  const coming = stage.at > stage.steps;
  const t = coming ? 2 * stage.steps + 1 - stage.at : stage.at;
  const words = stage.words[stage.at === 0 ? "start" : coming ? "coming" : "ahead"];
  const said = words.replace("{t}", t).replace("{T}", stage.steps);
  stage.root.dataset.at = stage.at;
  stage.range.value = stage.at;
  stage.range.setAttribute("aria-valuetext", said);
  stage.where.textContent = stage.at === 0 ? `0 / ${stage.steps}` : said;
  stage.cursor.style.transform = `translateX(${stage.left + t * stage.column}px)`;
  for (const lane of stage.lanes.values()) reveal(stage, lane, t, coming);
  follow(stage, t, coming);
  clearTimeout(stage.rest);
  if (!stage.playing) stage.rest = setTimeout(() => settle(stage, said), REST);
}

function settle(stage, said) {
  tell(stage, stage.news ? `${stage.news}. ${said}` : said);
  stage.news = "";
  const place = `${stage.at} ${stage.large}`;
  if (stage.reported !== place) stage.report();
  stage.reported = place;
}

// A forward figure hides what lies right of the cursor, a backward one what lies left of it.
function reveal(stage, lane, t, coming) {
  const columns = stage.steps + 1;
  const { direction, live, notice, gap } = lane.meta;
  const hidden = {
    forward: coming ? 1 : (t + 1) / columns,
    backward: coming ? (t > 1 ? t : 0) / columns - 1 : 0,
    end: stage.at === 2 * stage.steps ? 1 : 0,
  }[direction] ?? 1;
  lane.mask.style.transform = `translateX(${100 * hidden}%)`;
  const known = direction === "backward" ? coming : direction !== "end" || hidden === 1;
  const there = known && Object.values(live).every((texts) => texts[t] !== null);
  lane.said.textContent = there ? fill(notice, (name) => live[name]?.[t] ?? "") : stage.words.pending;
  lane.numbers.inert = !known;
  for (let row = 0; row < lane.cells.length; row++) {
    lane.cells[row].textContent = known ? number(lane.values[row][t], t ? gap : "—") : "·";
  }
}

function fill(text, value) {
  return text.replace(/\{(\w+)\}/g, (_, name) => value(name));
}
