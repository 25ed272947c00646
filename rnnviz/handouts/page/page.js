// What Streamlit is to the stage on the page, this is in a file: it hands in the data.

const data = JSON.parse(document.getElementById("data").textContent);

function draw() {
  showStage({ data, parentElement: document.body, setStateValue() {}, setTriggerValue() {} });
}

window.rnnvizPlotly = Promise.resolve(); // it stands in this file, above
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
