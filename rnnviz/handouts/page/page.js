// What Streamlit is to the stage on the page, this is in a file: it hands in the data and hears of the cursor.

const { stage: shown, worksheet } = JSON.parse(document.getElementById("data").textContent);
const root = document.querySelector(".rnnviz-stage");
const sheet = document.querySelector(".worksheet");

function draw() {
  showStage({ data: shown, parentElement: document.body, setStateValue() {}, setTriggerValue() {} });
}

function follow() {
  sheet.innerHTML = worksheet[Number(root.dataset.at)];
}

window.rnnvizPlotly = Promise.resolve(); // it stands in this file, above
new MutationObserver(follow).observe(root, { attributeFilter: ["data-at"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
follow();
