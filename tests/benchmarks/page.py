"""The page in Chromium: what a step costs, what playing costs, what a weight edit costs; run by hand.

    python tests/benchmarks/page.py

Every number stands beside a bare Streamlit rerun (one button, one line of text) measured in the same run, under the
same configuration and, where it is named so, under Streamlit's default one.
"""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BARE = """
import streamlit as st

st.session_state.setdefault("count", 0)


def add():
    st.session_state.count += 1


st.button("go", on_click=add)
st.markdown(f"count {st.session_state.count}")
"""
STEPS = ";".join(f"{t / 20:.2f} {1 - t / 20:.2f}" for t in range(20))
LARGE = f"hidden_size=16&weights=&activation=tanh&inputs={STEPS}"
SIZES = {
    "T = 4, H = 2": "preset=four",
    "T = 20, H = 16": LARGE,
    "T = 20, H = 16, gradient": LARGE + "&view=gradient",
    "T = 20, H = 16, why": LARGE + "&view=why",
}

# Every key is stamped as it arrives; the frame after the next one is the first that can show its effect whole.
STEP = """async (count) => {
  const stage = document.querySelector(".rnnviz-stage");
  const nodes = new Set(document.querySelectorAll(".rv-plot *, .rv-plot"));
  const plots = [...document.querySelectorAll(".rv-plot .main-svg")];
  let made = 0;
  const watch = new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node.nodeType === 1) made += 1;
  });
  watch.observe(stage, { childList: true, subtree: true });
  const frame = () => new Promise(requestAnimationFrame);
  const painted = async () => { await frame(); const c = new MessageChannel();
    return new Promise((done) => { c.port1.onmessage = () => done(performance.now()); c.port2.postMessage(0); }); };
  const times = [];
  for (let i = 0; i < count; i++) {
    await new Promise((done) => setTimeout(done, 20 + (i * 7) % 30));
    const start = performance.now();
    const key = i < count / 2 ? "ArrowRight" : "ArrowLeft";
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    times.push((await painted()) - start);
  }
  watch.disconnect();
  const kept = plots.every((plot) => plot.isConnected);
  return { times, made, kept };
}"""
PLAY = """async () => {
  const stage = document.querySelector(".rnnviz-stage");
  const speed = stage.querySelector("select");
  speed.value = "60";
  stage.querySelector("[data-act=first]").click();
  const frames = [];
  let going = true;
  const tick = (now) => { frames.push(now); if (going) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  const start = performance.now();
  stage.querySelector("[data-act=play]").click();
  await new Promise((done) => {
    setTimeout(done, 20000);
    const watch = new MutationObserver(() => {
      if (stage.dataset.at !== stage.querySelector("input[type=range]").max) return;
      watch.disconnect();
      done();
    });
    watch.observe(stage, { attributes: true, attributeFilter: ["data-at"] });
  });
  const seconds = (performance.now() - start) / 1000;
  going = false;
  const steps = Number(stage.dataset.at);
  return { stepsPerSecond: steps / seconds, framesPerSecond: frames.length / seconds };
}"""
EDIT = """(value) => new Promise((done) => {
  const stage = document.querySelector(".rnnviz-stage");
  const cell = document.querySelector(".rv-matrix-cells input[aria-label^='Wh']");
  let seen = false;
  const watch = new MutationObserver(() => {
    if (stage.dataset.ready === "false") { seen = true; return; }
    if (!seen) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  watch.observe(stage, { attributes: true, attributeFilter: ["data-ready"] });
  cell.focus();
  cell.value = value;
  const start = performance.now();
  cell.dispatchEvent(new Event("change", { bubbles: true }));
})"""
RERUN = """() => new Promise((done) => {
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  const text = document.querySelector("[data-testid=stMarkdown]");
  watch.observe(text, { subtree: true, characterData: true, childList: true });
  const start = performance.now();
  [...document.querySelectorAll("button")].find((button) => button.innerText.trim() === "go").click();
})"""


@contextmanager
def served(script: Path, folder: Path, *options: str, log: Path = Path(os.devnull)) -> Iterator[tuple[str, int]]:
    """The address of a Streamlit server on ``script``, and its process; what it says goes to ``log``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    options = (
        "--server.headless",
        "true",
        "--server.address",
        "localhost",
        "--browser.gatherUsageStats",
        "false",
        *options,
    )
    with log.open("wb") as said, subprocess.Popen([*command, *options], cwd=folder, stdout=said, stderr=said) as server:
        address = f"http://localhost:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health").close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        try:
            yield address, server.pid
        finally:
            server.kill()  # asked to end, it would wait for those who are still there


def open_stage(browser: Browser, address: str, query: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}/?{query}")
    page.wait_for_selector(".rnnviz-stage[data-ready=true]")
    page.wait_for_timeout(1500)
    return page


def open_bare(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(address)
    page.wait_for_selector("text=count 0")
    page.wait_for_timeout(1000)
    return page


def row(name: str, times: list[float], bare: float) -> None:
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"| {name} | {statistics.median(times):.1f} | {p95:.1f} | {statistics.median(times) / bare:.2f} |")


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "bare.py"
        script.write_text(BARE)
        options = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        app, bare = served(ROOT / "app.py", ROOT), served(script, Path(folder), "--runner.postScriptGC", "false")
        with app as ours, bare as same, served(script, Path(folder)) as plain:
            measure(browser, ours[0], same[0], plain[0])
        browser.close()


def measure(browser: Browser, ours: str, same: str, plain: str) -> None:
    same_page, plain_page = open_bare(browser, same), open_bare(browser, plain)
    pages = {name: open_stage(browser, ours, query) for name, query in SIZES.items()}
    edits: dict[str, list[float]] = {name: [] for name in pages}
    reruns: dict[str, list[float]] = {"same": [], "plain": []}
    for i in range(33):
        for key, page in (("same", same_page), ("plain", plain_page)):
            page.bring_to_front()
            reruns[key].append(page.evaluate(RERUN))
        for name, page in pages.items():
            page.bring_to_front()
            edits[name].append(page.evaluate(EDIT, f"0.{300 + i}"))
            page.wait_for_timeout(400)
    bare = statistics.median(reruns["same"][3:])
    print("| what | median, ms | p95, ms | × bare rerun |")
    print("|---|---|---|---|")
    row("bare rerun, this project's configuration", reruns["same"][3:], bare)
    row("bare rerun, Streamlit's default configuration", reruns["plain"][3:], bare)
    for name, times in edits.items():
        row(f"weight edit until all figures are painted, {name}", times[3:], bare)
    for name, page in pages.items():
        page.bring_to_front()
        report_stepping(name, page, bare)


def report_stepping(name: str, page: Page, bare: float) -> None:
    page.evaluate("() => document.querySelector('[data-act=first]').click()")
    page.wait_for_timeout(800)
    frames: list[int] = []
    steps = int(page.evaluate("() => document.querySelector('.rnnviz-stage input[type=range]').max"))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda event: frames.append(len(event["response"]["payloadData"])))
    found = page.evaluate(STEP, 2 * steps - 1)
    during = len(frames)
    page.wait_for_timeout(1000)
    row(f"one step, key to painted, {name}", found["times"], bare)
    sent = f"{during} messages while stepping, {len(frames) - during} after coming to rest"
    print(
        f"| nodes made per step: {found['made'] / len(found['times']):.2f}, plots kept: {found['kept']}, {sent} | | | |"
    )
    play = page.evaluate(PLAY)
    print(
        f"| playing at 60: {play['stepsPerSecond']:.1f} steps/s, {play['framesPerSecond']:.1f} frames/s, {name} | | | |"
    )


if __name__ == "__main__":
    main()
