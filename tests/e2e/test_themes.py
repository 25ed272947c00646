"""Light and dark: pictures and page write in one colour, and it can be read on the page's ground."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

THEMES = ["light", "dark"]
INK = "plot => plot._fullLayout.font.color"
COLOUR = "node => getComputedStyle(node).color"
TICK = "node => getComputedStyle(node).fill"
GROUND = "node => getComputedStyle(node).backgroundColor"


def lightness(colour):
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3


def rgb(page, colour):
    """Any notation of a colour as the browser writes it."""
    return page.evaluate(
        "colour => { const node = new Option(); node.style.color = colour; return node.style.color; }", colour
    )


def inks(visit):
    return {rgb(visit.page, plot.evaluate(INK)) for plot in visit.stage.locator(".rv-plot").all()}


def expect_one_ink(visit):
    page = visit.page.get_by_test_id("stApp")
    ink = page.evaluate(COLOUR)
    visit.until(lambda: inks(visit) == {ink})
    assert inks(visit) == {ink}
    assert visit.stage.evaluate(COLOUR) == ink
    assert visit.plot("hidden_states").locator(".ytick text").first.evaluate(TICK) == ink
    assert abs(lightness(ink) - lightness(page.evaluate(GROUND))) > 128


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_and_page_follow_the_theme(open_page, theme):
    visit = open_page("preset=four", color_scheme=theme)
    expect_one_ink(visit)
    ground = visit.page.get_by_test_id("stApp").evaluate(GROUND)
    assert (lightness(ground) < 128) == (theme == "dark")
    assert visit.lane("hidden_states").locator(".rv-mask").evaluate(GROUND) == ground


def test_a_theme_that_changes_while_the_page_is_open_is_followed(open_page):
    visit = open_page("preset=four&at=3")
    ground = visit.page.get_by_test_id("stApp").evaluate(GROUND)
    visit.page.emulate_media(color_scheme="dark")
    expect(visit.page.get_by_test_id("stApp")).not_to_have_css("background-color", ground)
    expect_one_ink(visit)
    assert visit.at == 3
