"""A run that was handed out, opened from the disk in a browser without a network, is the run."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from visit import NUMBERS

from rnnviz import PRESETS, Scenario, simulate, to_html, to_print
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.figures import FIGURES
from rnnviz.i18n import use_language

pytestmark = pytest.mark.browser
HOSTILE = "</script><img src=x onerror=alert(1)><!--<script>alert(2)//${x}&lt;"
READY = ".rnnviz-stage[data-ready=true]"
PICTURES = {
    "cars": PRESETS["cars"].scenario,
    "lstm": PRESETS["batch"].scenario.but(cell="lstm", layers=2, weights=""),
}


class Opened:
    """A file in a browser that has no network, and all that went wrong on it."""

    def __init__(self, page):
        self.page, self.faults, self.requests = page, [], []
        page.on("console", lambda said: said.type in {"error", "warning"} and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self.refuse)
        page.on("request", lambda request: self.requests.append(request.url))

    def refuse(self, dialog):
        self.faults.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def offline(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True, locale="en-US")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def open_file(offline, tmp_path):
    """Open HTML from the disk; at the end nothing may have gone wrong, and nothing else may have been asked for."""
    path, opened = tmp_path / "run.html", []

    def open_it(html):
        path.write_text(html, "utf-8")
        opened.append(Opened(offline.new_page()))
        opened[-1].page.goto(path.as_uri())
        return opened[-1].page

    yield open_it
    for file in opened:
        file.page.close()
        assert not file.faults
        assert {url for url in file.requests if not url.startswith(("data:", "blob:"))} == {path.as_uri()}


def ready(page):
    page.wait_for_selector(READY)
    return page


def seen(page):
    """The numbers beside each figure, by the figure's name."""
    found = page.locator(".rnnviz-stage").evaluate(NUMBERS)
    return {figure: [text for _name, text in pairs] for figure, pairs in found}


def close(texts, values):
    numbers = [float(text.replace("−", "-")) for text in texts]
    np.testing.assert_allclose(numbers, values, rtol=6e-4, atol=6e-7)


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_steps_to_the_end_and_comes_back_with_the_runs_numbers(name, open_file):
    run = simulate(PICTURES[name])
    page, end = ready(open_file(to_html(run))), 2 * run.steps
    same_as(run, page, 0)
    for at in range(1, end + 1):
        page.keyboard.press("ArrowRight")
        same_as(run, page, at)
    for at in (end - 1, end - 2):
        page.keyboard.press("ArrowLeft")
        same_as(run, page, at)
    assert seen(page).keys() == {name for name, figure in FIGURES.items() if figure(run)}


def same_as(run, page, at):
    """Cursor, numbers and worksheet are those of ``run`` at ``at``."""
    expect(page.locator(".rnnviz-stage")).to_have_attribute("data-at", str(at))
    page.wait_for_function("document.querySelector('.worksheet').children.length")
    assert page.locator(".worksheet h3").all_text_contents() == [line.title for line in worksheet(run, at)]
    beside, units = seen(page), run.scenario.hidden_size
    if 1 <= at <= run.steps:
        close(beside["hidden_states"][:units], run.trace.signals["h"][0, at - 1])
    elif at > run.steps:
        close(beside["hidden_gradients"][:units], run.gradients.signals["h"][0, 2 * run.steps - at])


def test_keys_and_buttons_work(open_file):
    page = ready(open_file(to_html(simulate(PRESETS["four"].scenario))))
    stage = page.locator(".rnnviz-stage")
    page.keyboard.press("End")
    expect(stage).to_have_attribute("data-at", "8")
    page.keyboard.press("Home")
    expect(stage).to_have_attribute("data-at", "0")
    page.keyboard.press("Space")
    expect(stage).to_have_attribute("data-at", "8")
    page.locator("[data-act=back]").click()
    expect(stage).to_have_attribute("data-at", "7")
    page.keyboard.press("p")
    large = page.locator(".rv-present")
    expect(large.locator(".rv-plot:not(.rv-behind) .main-svg").first).to_be_visible()
    page.keyboard.press("PageDown")
    expect(large).to_contain_text("Backward, step 1 of 4")
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()


def test_a_long_run_says_which_arithmetic_was_left_out(open_file):
    page = ready(open_file(to_html(simulate(Scenario(inputs=[[0.1]] * 30)))))
    page.locator("input[type=range]").fill("10")
    expect(page.locator(".worksheet math").first).to_be_visible()
    page.locator("input[type=range]").fill("11")
    expect(page.locator(".worksheet")).to_contain_text("the first 10 and the last 10 of the 30 steps")
    assert not page.locator(".worksheet math").count()


def test_what_users_type_stays_text(open_file):
    scenario = Scenario(encoding="characters", inputs=HOSTILE.replace("|", ""), targets="", head="softmax")
    words = Scenario(
        encoding="words", inputs="a b", targets=HOSTILE.replace("|", ""), shape="many_to_one", head="softmax"
    )
    for run in map(simulate, (scenario, words)):
        page = ready(open_file(to_html(run)))
        page.keyboard.press("ArrowRight")
        assert not page.locator("img, iframe, object").count()
        assert page.locator("script").count() == 3
    assert not open_file(to_print(run)).locator("img, script").count()


def test_a_script_that_somebody_put_in_is_not_run(offline, tmp_path):
    foul = to_html(simulate(PRESETS["once"].scenario)).replace("<h1>", "<script>window.ran = 1</script><h1>")
    (tmp_path / "foul.html").write_text(foul, "utf-8")
    page = offline.new_page()
    page.goto((tmp_path / "foul.html").as_uri())
    ready(page)
    assert page.evaluate("window.ran") is None
    page.close()


def test_it_speaks_the_language_it_was_made_in(open_file):
    use_language("zh")
    try:
        page = ready(open_file(to_html(simulate(PRESETS["once"].scenario))))
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".worksheet h3").last).to_have_text("损失")
    finally:
        use_language("en")


def test_light_and_dark_follow_the_reader(open_file):
    page = ready(open_file(to_html(simulate(PRESETS["four"].scenario))))
    inks = []
    for scheme in ("light", "dark", "light"):
        page.emulate_media(color_scheme=scheme)
        ready(page)
        page.wait_for_function("""() => {
            const ink = getComputedStyle(document.body).color;
            return [...document.querySelectorAll(".rv-plot")].every((plot) => plot.layout.font.color === ink);
        }""")
        inks.append(page.evaluate("getComputedStyle(document.body).color"))
    assert inks[0] == inks[2] != inks[1]


@pytest.mark.parametrize("name", PICTURES)
def test_a_printed_worksheet_has_blanks_and_its_key_on_another_page(name, open_file):
    run = simulate(PICTURES[name])
    page = open_file(to_print(run))
    expect(page.locator(".key")).to_have_css("break-before", "page")
    questions, key = page.locator(".questions"), page.locator(".key")
    assert not key.locator(".blank").count()
    assert questions.locator("section").count() == key.locator("section").count()
    last = ".equation > div:last-child"
    asked, told = questions.locator(last).all_text_contents(), key.locator(last).all_text_contents()
    assert [text for text in asked if re.search(r"\d", text)] == []
    assert all(re.search(r"\d", text) for text in told)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 between the margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
