"""Stepping forward and back through time: every way of moving the cursor, and what a step must not cost."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WATCH = """root => {
    window.replaced = 0;
    const elements = (nodes) => [...nodes].filter((node) => node.nodeType === Node.ELEMENT_NODE).length;
    const count = (records) => records.forEach((record) => {
        window.replaced += elements(record.addedNodes) + elements(record.removedNodes);
    });
    const lanes = [".rv-time", ".rv-whole"].map((part) => root.querySelector(part));
    const observer = new MutationObserver(count);
    lanes.forEach((lane) => observer.observe(lane, { childList: true, subtree: true }));
}"""


def phase_and_step(at, steps):
    return ("Forward", at) if at <= steps else ("Backward", 2 * steps + 1 - at)


def expect_step(visit, at, steps):
    phase, t = phase_and_step(at, steps)
    visit.expect_at(at)
    expect(visit.slider).to_have_attribute("aria-valuetext", re.compile(rf"{phase}\D+{t}\D+{steps}\b"))
    expect(visit.slider).to_have_value(str(at))


def worksheet(visit, title):
    return visit.page.get_by_test_id("stMarkdown").filter(has_text=title)


def test_one_step_forward_and_one_back_show_and_compute_output_and_gradient(look_at):
    visit = look_at("preset=once")
    visit.press("ArrowRight")
    visit.expect_at(1)
    assert visit.numbers()["outputs"]["y1"] == "0.698906"
    expect(worksheet(visit, "Hidden state")).to_contain_text("0.698906")
    visit.press("ArrowRight")
    visit.expect_at(2)
    *_others, dWo = visit.traces("weight_gradients")
    assert dWo[0, 0] == pytest.approx(-0.21514743392485644, rel=1e-12)
    assert "−0.215147" in [text.replace("-", "−") for text in visit.cell_texts("weight_gradients")]
    expect(worksheet(visit, "dL/dWo")).to_contain_text("0.215147")


def test_right_walks_the_whole_way_and_left_walks_back(look_at):
    visit, steps = look_at("preset=four"), 4
    expect(visit.slider).to_have_attribute("aria-label", "Step")
    assert "step 1" not in visit.slider.get_attribute("aria-valuetext")
    for at in range(1, 2 * steps + 1):
        visit.press("ArrowRight")
        expect_step(visit, at, steps)
    visit.press("ArrowRight")
    expect_step(visit, 2 * steps, steps)
    for at in range(2 * steps - 1, 0, -1):
        visit.press("ArrowLeft")
        expect_step(visit, at, steps)
    visit.press("ArrowLeft", "ArrowLeft")
    visit.expect_at(0)


def test_keys_the_presenters_clicker_buttons_and_slider_move_the_cursor(look_at):
    visit = look_at("preset=four")
    for key, at in (("End", 8), ("PageUp", 7), ("PageUp", 6), ("PageDown", 7), ("Home", 0), ("PageDown", 1)):
        visit.press(key)
        visit.expect_at(at)
    for act, at in (("last", 8), ("back", 7), ("first", 0), ("forward", 1), ("forward", 2), ("back", 1)):
        visit.button(act).click()
        visit.expect_at(at)
    visit.slider.fill("5")
    expect_step(visit, 5, 4)
    assert visit.numbers()["output_gradients"]["dy1"] != "·"


def test_every_button_of_the_transport_has_a_name(look_at):
    visit = look_at("preset=four")
    for button in visit.stage.locator(".rv-transport button").all():
        expect(button).to_have_accessible_name(re.compile(r"\w{2}"))


def test_stepping_replaces_no_node(look_at):
    visit = look_at("preset=four")
    visit.mark_nodes()
    visit.stage.evaluate(WATCH)
    visit.press(*["ArrowRight"] * 8, *["ArrowLeft"] * 3)
    expect(visit.page).to_have_url(re.compile("at=5"))
    assert visit.page.evaluate("window.replaced") == 0
    visit.expect_same_nodes()


def test_fast_stepping_tells_the_server_only_where_it_came_to_rest(look_at):
    visit = look_at("preset=four")
    visit.press("End")
    expect(visit.page).to_have_url(re.compile("at=8"))
    visit.page.wait_for_timeout(500)
    before = len(visit.sent)
    visit.press_at_once(*["ArrowLeft", "ArrowRight"] * 15, "ArrowLeft")
    assert visit.at == 7
    expect(visit.page).to_have_url(re.compile("at=7"))
    assert len(visit.sent) == before + 1


def test_the_axes_stay_while_the_cursor_moves_and_all_share_their_columns(look_at):
    visit = look_at("preset=four")
    read = "plot => JSON.stringify([plot._fullLayout.xaxis.range, plot._fullLayout.yaxis.range])"
    before = visit.plot("outputs").evaluate(read)
    visit.press("End")
    assert visit.plot("outputs").evaluate(read) == before
    edges = "plot => { const { _offset, _length } = plot._fullLayout.xaxis; return [_offset, _length]; }"
    found = [plot.evaluate(edges) for plot in visit.stage.locator(".rv-time .rv-plot").all()]
    np.testing.assert_allclose(found, [found[0]] * len(found), atol=0.5)
