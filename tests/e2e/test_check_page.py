"""The check in the browser: the proof of the run in view, and somebody's own numbers against it."""

import json

import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate

pytestmark = pytest.mark.browser

FOUR = simulate(PRESETS["four"].scenario)


def test_the_run_is_proved_where_it_is_asked_and_a_compared_network_opens_and_undo_leads_back(open_page):
    visit = open_page("preset=four&view=check")
    visit.page.get_by_text("Proof: are these numbers right?").click()
    expect(visit.page.get_by_text("agree with their difference quotients")).to_be_visible()
    expect(visit.page.get_by_text("identities hold; the largest residual is")).to_be_visible()
    expect(visit.page.get_by_text("Compared with PyTorch 2")).to_be_visible()
    visit.page.get_by_role("button", name="Open it").first.click()
    visit.until(lambda: "layers=2" in visit.page.url)
    expect(visit.field("layers")).to_have_value("2")
    visit.click("Undo")
    expect(visit.field("layers")).to_have_value("1")


def hand_in(visit, numbers):
    field = visit.page.get_by_role("textbox", name="Your own numbers, as JSON or CSV")
    field.fill(numbers if isinstance(numbers, str) else json.dumps(numbers))
    visit.press("Control+Enter")


def test_a_mistake_is_named_and_its_place_is_shown_on_the_stage(open_page):
    visit = open_page("preset=four&view=check")
    hand_in(visit, '{"<img src=x onerror=alert(1)>$x$ **b**": 1}')
    visit.expect_message("<img src=x")
    assert visit.page.locator("img[src=x]").count() == 0
    hand_in(
        visit, {"dh": FOUR.gradients.signals["h_from_output"][0].tolist(), "dWo": FOUR.gradients.params.Wo.tolist()}
    )
    visit.expect_message("1 of 2 differ")
    expect(visit.page.get_by_text("The sum at the fork is missing")).to_be_visible()
    expect(visit.page.get_by_text("First difference")).to_contain_text("step 3, number 1")
    visit.page.get_by_role("button", name="Show it on the stage").click()
    visit.expect_at(6)
    assert visit.numbers()["hidden_gradients"]["dh1"] == "−0.027442"
