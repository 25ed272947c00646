"""One visitor more, in a real Chromium, under the same load: an edit from the key to the last picture painted."""

import asyncio
from random import Random
from time import perf_counter
from typing import Self

from playwright.async_api import Page, async_playwright

OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

# An edit begins with the key that ends it; it is done two frames after the stage has drawn everything anew.
WATCH = """() => {
  const stage = document.querySelector(".rnnviz-stage");
  window.edits = [];
  let begun = 0, drawing = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab"
      && event.target.matches(".rv-matrix-cells input")) { begun = event.timeStamp; drawing = false; }
  }, true);
  new MutationObserver(() => {
    if (stage.dataset.ready === "false") { drawing = true; return; }
    if (!drawing || !begun) return;
    const from = begun;
    begun = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => window.edits.push(performance.now() - from)));
  }).observe(stage, { attributes: true, attributeFilter: ["data-ready"] });
}"""


class RealVisitor:
    """Steps with the keys and types into cells; use ``async with``. ``edits`` are seconds."""

    def __init__(self, address: str, seed: int) -> None:
        self.address, self.random = address, Random(seed)  # noqa: S311
        self.typed: dict[str, str] = {}
        self.edits: list[float] = []
        self.lost: list[str] = []
        self.faults: list[str] = []

    async def __aenter__(self) -> Self:
        self.playwright = await async_playwright().start()
        self.browser = await self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        self.page: Page = await self.browser.new_page(viewport={"width": 1280, "height": 720})
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"page: {error}"))
        await self.page.goto(f"{self.address}/?preset=four")
        await self.page.wait_for_selector(".rnnviz-stage[data-ready=true]")
        await self.page.evaluate(WATCH)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.browser.close()
        await self.playwright.stop()

    async def live(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while perf_counter() < end:
            await self.page.keyboard.press(self.random.choice(["ArrowRight", "ArrowRight", "ArrowLeft"]))
            await asyncio.sleep(self.random.uniform(0.15, 0.35))
            if self.random.random() < 0.15:
                await self.edit()
        await self.look_through()

    async def edit(self) -> None:
        name, row, column = self.random.choice(["Wx", "Wh"]), self.random.randint(1, 2), self.random.randint(1, 2)
        label, text = f"{name}, row {row}, column {column}", f"{self.random.uniform(-1, 1):.3f}"
        done = await self.page.evaluate("window.edits.length")
        await self.page.get_by_label(label, exact=True).fill(text)
        await self.page.keyboard.press("Tab")
        await self.page.wait_for_function("(count) => window.edits.length > count", arg=done)
        self.typed[label] = text
        await self.page.evaluate("document.activeElement.blur()")

    async def look_through(self) -> None:
        """Everything typed must be in its cell, and no message on the page."""
        self.edits = [each / 1000 for each in await self.page.evaluate("window.edits")]
        for label, text in self.typed.items():
            shown = await self.page.get_by_label(label, exact=True).input_value()
            if float(shown) != float(text):
                self.lost.append(f"{label}: {text} was typed, {shown} is shown")
        self.faults += await self.page.get_by_test_id("stAlert").all_inner_texts()
