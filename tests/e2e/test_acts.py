"""Undo, Reset and New random weights are three separate acts."""

import pytest
from playwright.sync_api import expect
from test_editing import EDITED, FOUR, four_with

pytestmark = pytest.mark.browser


def test_undo_brings_back_what_an_example_replaced(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.example("softmax").click()
    expect(visit.slider).to_have_attribute("max", "10")
    visit.click("Undo")
    visit.expect_run(EDITED)


def test_undo_takes_an_edit_back_and_keeps_the_cursor(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.click("Undo")
    visit.expect_run(FOUR)
    expect(visit.cell("Wh", 1, 1)).to_have_value("0.4")
    assert visit.at == 3


def test_reset_keeps_edited_weights_and_restores_sequence_and_cursor(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.type("inputs", "0.1 0.1; 0.3 0.3")
    visit.expect_run(EDITED.but(inputs="0.1 0.1; 0.3 0.3"))
    visit.click("Reset")
    visit.expect_run(EDITED)
    expect(visit.field("inputs")).to_have_value(FOUR.inputs)
    visit.expect_at(0)


def test_reset_after_the_hidden_size_was_changed_gives_a_network_that_fits(open_page):
    visit = open_page("preset=four")
    visit.type("hidden_size", "3")
    expect(visit.cell("Wh", 3, 3)).to_be_visible()
    visit.edit("Wh", 1, 1, "0.9")
    visit.until(lambda: visit.traces("weights")[1][0, 0] == 0.9)
    visit.click("Reset")
    visit.expect_run(EDITED)
    visit.expect_no_message()


def test_an_edit_lasts_while_another_setting_is_mended(open_page):
    """Nothing typed is lost while a wrong text stands somewhere else."""
    visit = open_page("preset=four")
    visit.type("inputs", "abc")
    visit.expect_message("abc")
    visit.edit("Wh", 1, 1, "0.9")
    visit.edit("Wh", 1, 2, "0.8")
    visit.type("inputs", FOUR.inputs)
    visit.expect_no_message()
    visit.expect_run(four_with(Wh=[[0.9, 0.8], [0.5, 0.5]]))
