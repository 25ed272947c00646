"""Without a mouse: a lesson, its steps, a weight, and the chain behind a cell."""

import re

import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

FOCUSED = "node => node === document.activeElement"
OUTLINE = (
    "node => { const { outlineStyle, outlineWidth } = getComputedStyle(node); return [outlineStyle, outlineWidth]; }"
)


def reach(visit, target, key="Tab"):
    """Go on until the keys are at ``target``, as far as a page is long."""
    for _ in range(150):
        visit.press(key)
        if target.count() and target.first.evaluate(FOCUSED):
            return
    pytest.fail(f"{key} does not reach {target}")


def to_the_bar(visit):
    """By the first link of the page, wherever the keys are."""
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.locator(".rv-passage").focus()
    visit.press("Enter")
    expect(visit.button("forward")).to_be_focused()


def test_the_first_thing_reached_leads_to_the_step_buttons(open_page):
    visit = open_page("preset=four")
    before = visit.page.url
    visit.press("Tab")
    expect(visit.page.get_by_role("link", name="Skip to the step buttons")).to_be_focused()
    visit.press("Enter")
    expect(visit.button("forward")).to_be_focused()
    assert visit.button("forward").evaluate(OUTLINE) == ["solid", "3px"]
    visit.press("Enter", "Enter")
    visit.expect_at(2)
    assert visit.page.url.partition("#")[0].partition("&at")[0] == before.partition("&at")[0]


def test_a_lesson_is_begun_stepped_through_and_left(open_page):
    visit = open_page("preset=four")
    to_the_bar(visit)
    lessons = visit.page.get_by_role("button", name="Lessons")
    reach(visit, lessons, "Shift+Tab")
    visit.press("Enter")
    expect(visit.page.get_by_role("menuitemradio", name=re.compile("^1 · "))).to_be_focused()
    visit.press("ArrowDown", "ArrowUp", "Enter")
    expect(visit.page.locator(".st-key-lesson")).to_be_visible()
    visit.ready()
    to_the_bar(visit)
    visit.press("ArrowRight")
    visit.expect_at(1)
    leave = visit.page.locator(".st-key-lesson_leave button:visible").first
    reach(visit, leave, "Shift+Tab")
    assert leave.evaluate(OUTLINE) == ["solid", "3px"]
    visit.press("Enter")
    expect(visit.page.locator(".st-key-lesson")).to_have_count(0)


def test_a_weight_is_changed_and_its_chain_is_opened_and_closed(open_page):
    visit = open_page("preset=four&at=8")
    settings = visit.page.get_by_role("button", name="settings", exact=True)
    reach(visit, visit.frame.locator(".rv-frame-sentence button").first)
    visit.press("End")
    expect(settings).to_be_focused()
    visit.press("Enter")
    reach(visit, visit.cell("Wh", 1, 1))
    visit.press("Control+a")
    visit.page.keyboard.type("-0.5")
    visit.press("ArrowDown")
    expect(visit.cell("Wh", 2, 1)).to_be_focused()
    changed = PRESETS["four"].scenario
    visit.expect_run(changed.but(weights=changed.matrices | {"Wh": [[-0.5, 0.4], [0.5, 0.5]]}))
    reach(visit, visit.page.get_by_role("radio", name="Step", exact=True))
    visit.press("ArrowRight", "ArrowRight")
    chain = visit.page.locator(".st-key-chain_button button")
    expect(chain).to_be_visible()
    visit.ready()
    reach(visit, chain)
    visit.press("Enter")
    dialog = visit.page.get_by_role("dialog")
    expect(dialog.locator(".rnnviz-chart[data-points]")).to_be_visible()
    reach(visit, dialog.get_by_label("Back to the state of step", exact=True))
    visit.press("ArrowUp", "Enter")
    expect(dialog).to_contain_text("Factors: 2")
    visit.press("Escape")
    expect(dialog).to_have_count(0)
