"""Light and dark: pictures and page write in one colour, and it can be read on the page's ground."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

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


def test_pictures_and_page_follow_the_theme_and_its_change(open_page):
    visit, grounds = open_page("preset=four&at=3", color_scheme="dark"), []
    for theme in ("dark", "light"):
        visit.page.emulate_media(color_scheme=theme)
        expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        expect_one_ink(visit)
        grounds.append(visit.page.get_by_test_id("stApp").evaluate(GROUND))
        assert (lightness(grounds[-1]) < 128) == (theme == "dark")
        assert visit.lane("hidden_states").locator(".rv-mask").evaluate(GROUND) == grounds[-1]
    assert visit.at == 3
