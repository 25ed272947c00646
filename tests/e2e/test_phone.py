"""On a phone, and on a page enlarged four times, everything fits and can be stepped through by touch."""

import re

import pytest
from devices import NARROW, PHONE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = """() => [innerWidth, document.scrollingElement.scrollWidth,
    document.querySelector("[data-testid=stMain]").scrollWidth]"""
COVERED = """node => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return !node.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
CONTROLS = "button:visible, input, select"


def expect_nothing_sticks_out(visit):
    expect_shown(visit)
    visit.until(lambda: sticks_out(visit) <= 0)
    assert sticks_out(visit) <= 0


def sticks_out(visit):
    """By how many pixels."""
    inner, *widths = visit.page.evaluate(WIDTHS)
    return max(widths) - inner


def expect_shown(visit):
    if "view=help" not in visit.page.url:
        visit.ready()


def sizes(visit):
    """Width and height of each control of the bar."""
    boxes = [control.bounding_box() for control in visit.stage.locator(".rv-transport").locator(CONTROLS).all()]
    return [(box["width"], box["height"]) for box in boxes]


def test_touch_steps_through_a_run(look_at):
    visit = look_at("preset=four", **PHONE)
    for at in range(1, 6):
        visit.button("forward").tap()
        visit.expect_at(at)
    assert visit.numbers()["output_gradients"]["dy1"] != "·"
    for act, at in (("back", 4), ("last", 8), ("first", 0)):
        visit.button(act).tap()
        visit.expect_at(at)
    visit.button("play").tap()
    visit.until(lambda: visit.at > 0)
    visit.button("play").tap()
    assert visit.at > 0


def test_nothing_is_presented_where_there_is_no_room(open_page):
    visit = open_page("preset=four&at=2&present=hidden_states", **PHONE)
    expect(visit.stage.locator(".rv-present")).to_have_count(0)
    visit.button("forward").tap()
    visit.expect_at(3)


def test_the_first_picture_is_seen_at_once_with_the_bar_below_it(look_at):
    visit = look_at("preset=four", at=1, **PHONE)
    expect(visit.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    picture, bar = visit.plot("network").bounding_box(), visit.stage.locator(".rv-transport").bounding_box()
    assert picture["y"] + picture["height"] < bar["y"]
    assert bar["y"] + bar["height"] == pytest.approx(PHONE["viewport"]["height"], abs=1)
    assert not any(number.evaluate(COVERED) for number in visit.lane("network").locator("dd").all())


def test_fingers_hit_what_they_aim_at(look_at):
    visit = look_at("preset=four", **PHONE)
    buttons = [size for size in sizes(visit) if size[0] < 100]
    assert len(buttons) == 7
    assert min(min(size) for size in buttons) >= 44
    visit.page.set_viewport_size(NARROW)
    assert min(min(size) for size in sizes(visit)) >= 24


def test_no_view_sticks_out(open_page):
    visit = open_page("preset=four&at=6", **PHONE)
    for name in ("train", "gradient", "why", "check", "compare", "help"):
        visit.view(name).tap()
        expect(visit.page).to_have_url(re.compile(f"view={name}"))
        for width in (PHONE["viewport"], NARROW):
            visit.page.set_viewport_size(width)
            expect_nothing_sticks_out(visit)


def test_no_lesson_and_no_message_sticks_out(open_page):
    visit = open_page("lesson=one_step&page=2", **PHONE)
    expect_nothing_sticks_out(visit)
    visit.go("preset=four&hidden_size=100000&cell=none")
    expect(visit.messages.first).to_be_visible()
    expect_nothing_sticks_out(visit)


def test_numbers_of_cells_that_are_too_narrow_stand_beside_the_picture_only(open_page):
    visit = open_page("preset=batch&at=4", **PHONE)
    visit.page.set_viewport_size(NARROW)
    expect(visit.plot("hidden_states")).to_have_class(re.compile("rv-tight"))
    assert not visit.plot("hidden_states").locator(".heatmap-label").first.is_visible()
    assert visit.numbers()["hidden_states"]["h1"] not in ("·", "")
