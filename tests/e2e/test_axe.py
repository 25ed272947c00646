"""axe-core finds no serious violation on any page: each view in both themes, languages and sizes, all that unfolds."""

import re
from itertools import cycle

import axe
import pytest
from devices import PHONE
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate, to_html, to_print
from rnnviz.i18n import use_language

pytestmark = pytest.mark.browser

VIEWS = ["step", "train", "gradient", "why", "check", "compare", "help"]
ON_A_PHONE = PHONE | {"color_scheme": "dark", "locale": "zh-CN"}


SETTLED = """() => !document.querySelector("[data-stale=true]")
    && document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "running" """
WITHIN_REACH = """() => [...document.querySelectorAll(".katex-display, .equation")].every(
    (box) => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight || box.tabIndex === 0)"""


@pytest.fixture(scope="session")
def script(tmp_path_factory):
    return axe.fetch(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def expect_none(script):
    """Fail on any serious violation on the page in view, with all of them."""

    def expect_none(page, where):
        page.wait_for_function(SETTLED)
        page.wait_for_timeout(400)  # for colours that fade in
        page.wait_for_function(WITHIN_REACH)
        assert not axe.violations(page, script), where

    return expect_none


def turn(visit, theme):
    """Show the page in ``theme``."""
    visit.page.emulate_media(color_scheme=theme)
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)


def unfold(visit, view):
    """What there is to be done in a view, so that all of it is there."""
    page = visit.page
    if view == "train":
        page.locator(".stMain [data-testid=stBaseButton-primary]:visible").first.click()
        expect(visit.progress).to_be_visible()
    elif view == "check":
        page.locator(".st-key-check_text textarea").fill('{"h": [[0.5, 0.5], [0.6, 0.7], [1, 2], [3, 4]]}')
        visit.press("Control+Enter")
        expect(page.locator(".st-key-show_first")).to_be_visible()
        page.locator(".st-key-proof summary").click()
        expect(page.get_by_test_id("stDataFrame").or_(page.get_by_test_id("stTable")).first).to_be_visible()
    elif view == "compare":
        page.locator(".st-key-pin button").click()
        expect(visit.lane("hidden_difference")).to_be_visible()


@pytest.mark.parametrize(("device", "themes"), [({}, ("light", "dark")), (ON_A_PHONE, ("dark", "light"))])
def test_every_view(open_page, expect_none, device, themes):
    visit = open_page("preset=four&at=6", **device)
    for view, theme in zip(VIEWS, cycle(themes), strict=False):
        turn(visit, theme)
        visit.view(view).click()
        expect(visit.page).to_have_url(re.compile(f"view={view}" if view != "step" else "at=6$"))
        unfold(visit, view)
        expect(visit.page.locator(".rnnviz-stage[data-ready=true], .rv-guide").first).to_be_visible()
        expect_none(visit.page, f"{view}, {theme}")


def test_what_opens_over_the_page(open_page, expect_none):
    visit = open_page("preset=four&view=gradient&at=8", **ON_A_PHONE)
    visit.page.locator(".st-key-chain_button button").click()
    expect(visit.page.locator(".rnnviz-chart[data-points]")).to_be_visible()
    expect_none(visit.page, "chain")
    visit.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    visit.frame.locator("[data-tool=share]").click()
    expect(visit.frame.locator("img")).to_be_visible()
    expect_none(visit.page, "share")
    visit.press("Escape")
    for entry in (visit.example("four"), visit.lesson("one_step")):
        expect(entry).to_be_visible()
        expect_none(visit.page, "menu")
        visit.press("Escape")
    visit.button("help").click()
    expect_none(visit.page, "help")
    visit.press("Escape")


def test_the_foot_of_the_sidebar(open_page, expect_none):
    visit = open_page("preset=classifier")
    visit.open_drawer()
    for part, there in (("PyTorch weights", "Save as safetensors"), ("Hand-outs", "Page (HTML)")):
        visit.page.get_by_text(part, exact=True).first.click()
        expect(visit.page.get_by_role("button", name=there)).to_be_visible()
    visit.page.mouse.move(0, 0)
    expect_none(visit.page, "sidebar")


def test_a_lesson_and_its_question(open_page, expect_none):
    visit = open_page("lesson=one_step&page=2", **ON_A_PHONE)
    visit.page.locator(".st-key-lesson input:visible").fill("0.1")
    visit.page.locator(".st-key-lesson [data-testid^=stBaseButton-primary]").click()
    expect(visit.messages.first).to_be_visible()
    expect_none(visit.page, "lesson")


def test_a_bad_link_and_more_numbers_than_there_is_room_for(open_page, expect_none):
    visit = open_page("preset=batch&hidden_size=40&seed=x&at=3&cell=none")
    expect(visit.messages.first).to_be_visible()
    scrolled = visit.stage.locator(".rv-numbers[tabindex='0']")
    expect_none(visit.page, f"a bad link, {scrolled.count()} columns to scroll")
    assert scrolled.count()


@pytest.mark.parametrize(
    ("make", "language", "theme"), [(to_html, "en", "dark"), (to_html, "zh", "light"), (to_print, "zh", "dark")]
)
def test_hand_outs(browser, expect_none, tmp_path, make, language, theme):
    use_language(language)
    (tmp_path / "page.html").write_text(make(simulate(PRESETS["once"].scenario)), "utf-8")
    use_language("en")
    page = browser.new_page(color_scheme=theme)
    page.goto((tmp_path / "page.html").as_uri())
    if make is to_html:
        page.wait_for_selector(".rnnviz-stage[data-ready=true]")
        page.keyboard.press("End")
    expect_none(page, f"{make.__name__}, {language}, {theme}")
    page.close()
