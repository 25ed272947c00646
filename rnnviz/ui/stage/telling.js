// What is said to those who do not see the pictures: once the cursor has come to rest, so that playing floods nobody.

const FORMULAS = ".katex-display, .equation";
const FEW = 6; // numbers that can be listened to; of more, the picture's own sentence is said

function tell(stage, said) {
  const direction = stage.at > stage.steps ? "backward" : "forward";
  const told = [said];
  const large = stage.lanes.get(stage.large);
  for (const lane of large ? [large] : stage.lanes.values()) {
    const { title, how } = lane.meta;
    lane.picture.setAttribute("aria-label", `${title}. ${how} ${lane.said.textContent}`);
    const grown = lane.meta.direction === direction || (lane.meta.direction === "end" && stage.at === 2 * stage.steps);
    if (stage.at && grown) told.push(`${title}: ${spoken(lane)}`);
  }
  stage.live.textContent = told.join(". ");
}

function spoken({ meta, cells, said }) {
  if (!cells.length || cells.length > FEW) return said.textContent;
  return cells.map((cell, row) => `${meta.labels[row].replace("_", " ")} = ${cell.textContent}`).join(", ");
}

// The first thing that the Tab key comes to: a way past settings and examples to the buttons of the bar.
function passage(stage) {
  const link = Object.assign(document.createElement("a"), { className: "rv-passage", href: "#rnnviz-stage" });
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address stays the link it is
    stage.bar.querySelector("[data-act=forward]").focus();
  });
  document.body.prepend(link);
  return link;
}

function reachAll(stage) {
  stage.measuring ||= setTimeout(() => { stage.measuring = 0; document.querySelectorAll(FORMULAS).forEach(reach); }, REST);
}

// What has to be scrolled can be reached by keys.
function reach(box) {
  if (box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
