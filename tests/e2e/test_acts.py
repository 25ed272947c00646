"""Undo, Reset and New random weights are three separate acts."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from test_editing import EDITED, FOUR, four_with

from rnnviz import PRESETS

pytestmark = pytest.mark.browser


def test_undo_takes_an_edit_back(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.click("Undo")
    visit.expect_run(FOUR)
    expect(visit.cell("Wh", 1, 1)).to_have_value("0.4")


def test_undo_takes_one_change_back_at_a_time(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.type("inputs", "0.2 0.4")
    visit.expect_run(EDITED.but(inputs="0.2 0.4"))
    visit.click("Undo")
    visit.expect_run(EDITED)
    visit.click("Undo")
    visit.expect_run(FOUR)
    visit.click("Undo")
    visit.expect_run(FOUR)


def test_undo_brings_back_what_an_example_replaced(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.example("softmax").click()
    expect(visit.slider).to_have_attribute("max", "10")
    visit.click("Undo")
    visit.expect_run(EDITED)


def test_undo_of_a_wrong_text_keeps_the_change_before_it(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.type("inputs", "abc")
    visit.expect_message("abc")
    visit.click("Undo")
    visit.expect_no_message()
    visit.expect_run(EDITED)


def test_undo_keeps_the_cursor(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.click("Undo")
    visit.expect_run(FOUR)
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


def test_new_random_weights_change_the_weights_and_keep_the_settings(open_page):
    visit = open_page("preset=four")
    before = visit.traces("weights")
    visit.click("New random weights")
    visit.until(lambda: all((old != new).all() for old, new in zip(before, visit.traces("weights"), strict=True)))
    seed = int(visit.field("seed").input_value())
    visit.expect_run(FOUR.but(seed=seed, weights=""))
    expect(visit.field("inputs")).to_have_value(FOUR.inputs)


def test_the_seed_in_sight_draws_the_same_weights_again(open_page):
    visit = open_page("preset=softmax")
    visit.type("seed", "8")
    expect(visit.page).to_have_url(re.compile("seed=8"))
    visit.expect_run(PRESETS["softmax"].scenario.but(seed=8))
    drawn = visit.traces("weights")
    visit.type("seed", "9")
    visit.until(lambda: not np.array_equal(visit.traces("weights")[0], drawn[0]))
    visit.type("seed", "8")
    visit.until(lambda: np.array_equal(visit.traces("weights")[0], drawn[0]))
    np.testing.assert_array_equal(visit.traces("weights")[0], drawn[0])


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
