"""Keys work wherever the focus is, save in the fields that need them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_keys_work_before_anything_is_clicked_and_after_an_example_a_picture_and_a_box(open_page):
    visit = open_page("preset=once")
    visit.press("ArrowRight")
    visit.expect_at(1)
    visit.example("four").click()
    visit.until(lambda: visit.slider.get_attribute("max") == "8")
    visit.press("ArrowRight", "ArrowRight")
    visit.expect_at(2)
    visit.plot("hidden_states").click()
    visit.press("ArrowRight")
    visit.expect_at(3)
    visit.open_drawer()
    visit.page.locator(".st-key-biases label").first.click()
    expect(visit.cell("bo", 1, 1)).to_be_visible()
    visit.press("ArrowRight")
    visit.expect_at(4)


def test_a_step_key_on_a_button_of_the_transport_steps_once(look_at):
    visit = look_at("preset=four")
    for at, act in enumerate(("first", "forward", "back", "last", "play", "help"), 1):
        visit.button(act).focus()
        visit.press("ArrowRight")
        visit.expect_at(at)


def test_a_step_key_on_the_slider_steps_once(look_at):
    visit = look_at("preset=four", at=3)
    visit.slider.focus()
    visit.press("ArrowRight")
    visit.expect_at(4)
    visit.press("PageUp")
    visit.expect_at(3)


def test_space_after_a_click_on_the_transport_plays_and_does_not_press_again(look_at):
    visit = look_at("preset=four", at=3)
    visit.button("back").click()
    visit.press(" ")
    expect(visit.button("play")).to_have_accessible_name(re.compile("Pause"))
    assert visit.at >= 2
    visit.press(" ")
    expect(visit.button("play")).to_have_accessible_name(re.compile("Play"))


def test_space_presses_a_button_of_the_transport_that_was_reached_by_keys(look_at):
    visit = look_at("preset=four", at=3)
    visit.slider.focus()
    visit.press("Shift+Tab")
    expect(visit.button("last")).to_be_focused()
    visit.press(" ")
    visit.expect_at(8)


def test_space_on_another_button_presses_it(open_page):
    visit = open_page("preset=once")
    visit.example("four").focus()
    visit.press(" ")
    expect(visit.slider).to_have_attribute("max", "8")
    assert visit.at == 0


def test_the_question_mark_shows_the_keys_and_nothing_steps_meanwhile(look_at):
    visit = look_at("preset=four")
    help_ = visit.stage.get_by_role("dialog")
    for at, close in enumerate(("?", "Escape")):
        visit.press("?")
        expect(help_).to_be_visible()
        expect(help_).to_contain_text("PageDown")
        visit.press("ArrowRight")
        assert visit.at == at
        visit.press(close)
        expect(help_).to_be_hidden()
        visit.press("ArrowRight")
        visit.expect_at(at + 1)
    visit.button("help").click()
    help_.get_by_role("button").click()
    expect(help_).to_be_hidden()


def expect_no_step(visit):
    visit.press("ArrowRight", "End", "PageDown", "ArrowLeft", "Home", " ", "?")
    assert visit.at == 3
    expect(visit.stage.get_by_role("dialog")).to_be_hidden()
    expect(visit.button("play")).to_have_attribute("aria-label", re.compile("Play"))  # a menu in front hides its name


def test_a_text_and_a_cell_of_a_matrix_keep_their_keys(open_page):
    visit = open_page("preset=four&at=3")
    for field in (visit.field("inputs"), visit.cell("Wh", 1, 1)):
        field.focus()
        expect_no_step(visit)
        assert "?" in field.input_value()


def test_a_number_and_the_menus_keep_their_keys(look_at):
    visit = look_at("preset=four", at=3)
    visit.stage.locator("select").focus()
    visit.press("ArrowDown", "ArrowUp", "End")
    assert visit.at == 3
    for name in ("seed", "activation"):
        visit.field(name).focus()
        expect_no_step(visit)


def test_a_shortcut_of_the_browser_is_no_step(open_page):
    visit = open_page("preset=four&at=3")
    visit.page.evaluate("window.onpopstate = null; addEventListener('keydown', (event) => event.preventDefault())")
    visit.press("Control+ArrowRight", "Alt+ArrowRight")
    assert visit.at == 3
