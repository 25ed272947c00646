// All time figures have the same margins, so one column is as wide in each.

function fit(stage) {
  place(stage);
  const lanes = [...stage.lanes.values()];
  if (lanes.some(({ drawn, width, picture }) => drawn && picture.clientWidth && picture.clientWidth !== width)) redraw(stage);
}

function place(stage) {
  const box = stage.root.getBoundingClientRect();
  stage.bar.style.left = `${box.left}px`;
  stage.bar.style.width = `${box.width}px`;
  for (const lane of stage.lanes.values()) {
    if (!lane.root.isConnected) continue;
    const { margin, height } = lane.figure.layout;
    const width = lane.picture.clientWidth;
    const rows = { top: `${margin.t}px`, height: `${height - margin.t - margin.b}px` };
    Object.assign(lane.pane.style, rows, { left: `${margin.l}px`, width: `${width - margin.l - margin.r}px` });
    Object.assign(lane.legend.style, rows, { left: `${width - margin.r + 6}px` });
  }
  const first = stage.time.querySelector(".rv-picture");
  if (!first) return;
  const { margin } = stage.lanes.values().next().value.figure.layout;
  stage.column = (first.clientWidth - margin.l - margin.r) / (stage.steps + 1);
  stage.left = first.getBoundingClientRect().left - stage.time.getBoundingClientRect().left + margin.l;
  stage.cursor.style.width = `${stage.column}px`;
  const at = stage.at > stage.steps ? 2 * stage.steps + 1 - stage.at : stage.at;
  stage.cursor.style.transform = `translateX(${stage.left + at * stage.column}px)`;
}
