"""Matrices edited cell by cell, and sequences and sizes changed: all pictures follow, and nothing typed is lost."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

FOUR = PRESETS["four"].scenario
WX, WH, WO = ([[0.5, 0.2], [0.1, 0.3]], [[0.4, 0.4], [0.5, 0.5]], [[0.6], [0.7]])


def four_with(biases=False, **matrices):
    return FOUR.but(biases=biases, weights={"Wx": WX, "Wh": WH, "Wo": WO} | matrices)


EDITED = four_with(Wh=[[0.9, 0.4], [0.5, 0.5]])


def test_an_edit_of_Wh_changes_later_states_and_earlier_gradients_and_no_earlier_state(open_page):
    visit = open_page("preset=four")
    [h], [dh] = visit.traces("hidden_states"), visit.traces("hidden_gradients")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    [h_after], [dh_after] = visit.traces("hidden_states"), visit.traces("hidden_gradients")
    np.testing.assert_array_equal(h_after[:, :2], h[:, :2])  # h0 is zero, so h1 does not feel Wh
    assert (h_after[:, 2:] != h[:, 2:]).any(axis=0).all()
    assert (dh_after[:, :4] != dh[:, :4]).any(axis=0).all()


def test_an_edit_replaces_no_picture_and_moves_no_cursor(open_page):
    visit = open_page("preset=four&at=3")
    visit.mark_nodes()
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.expect_same_nodes()
    assert visit.at == 3


def test_the_walk_goes_on_after_an_edit(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.stage.locator("h3").first.click()
    visit.press(*["ArrowRight"] * 5)
    visit.expect_at(8)
    assert "·" not in visit.numbers()["network_back"].values()
    expect(visit.page).to_have_url(re.compile("at=8"))


def test_an_edit_shows_in_the_numbers_of_the_cursors_column(open_page):
    visit = open_page("preset=four&at=4")
    before = visit.numbers()
    visit.edit("Wh", 1, 1, "0.9")
    visit.until(lambda: visit.numbers()["hidden_states"] != before["hidden_states"])
    after = visit.numbers()
    assert after["hidden_states"] != before["hidden_states"]
    assert after["inputs"] == before["inputs"]


def test_every_matrix_can_be_edited(open_page):
    visit, edited = open_page("preset=four"), {}
    for name, (first, (_value, *others)) in {"Wx": WX, "Wh": WH, "Wo": WO}.items():
        visit.edit(name, 2, 1, "-1.25")
        edited[name] = [first, [-1.25, *others]]
        visit.expect_run(four_with(**edited))


def test_a_bias_can_be_edited(open_page):
    visit = open_page("preset=four")
    visit.page.locator(".st-key-biases label").first.click()
    expect(visit.cell("b", 1, 2)).to_be_visible()
    visit.edit("b", 1, 2, "0.5")
    visit.expect_run(four_with(biases=True, b=[[0.0, 0.5]]))


def test_fast_edits_of_many_cells_lose_none(open_page):
    visit = open_page("preset=four")
    visit.cell("Wx", 1, 1).focus()
    for text in ("0.11", "0.12", "0.21", "0.22", "0.31", "0.32", "0.41", "0.42", "0.51", "0.61"):
        visit.press("ControlOrMeta+a")
        visit.page.keyboard.insert_text(text)
        visit.press("Tab")
    matrices = {"Wx": [[0.11, 0.12], [0.21, 0.22]], "Wh": [[0.31, 0.32], [0.41, 0.42]], "Wo": [[0.51], [0.61]]}
    visit.expect_run(four_with(**matrices))
    for name, matrix in matrices.items():
        for (row, column), value in np.ndenumerate(matrix):
            expect(visit.cell(name, row + 1, column + 1)).to_have_value(str(value))


def test_up_and_down_walk_through_the_cells_of_a_matrix(open_page):
    visit = open_page("preset=four")
    visit.cell("Wh", 1, 2).focus()
    visit.press("ArrowDown")
    expect(visit.cell("Wh", 2, 2)).to_be_focused()
    visit.press("ArrowUp")
    expect(visit.cell("Wh", 1, 2)).to_be_focused()


def test_a_cell_that_is_typed_on_keeps_the_text_while_another_edit_is_drawn(open_page):
    visit = open_page("preset=four")
    visit.cell("Wh", 1, 1).fill("0.9")
    visit.press("Tab", "ControlOrMeta+a")
    visit.page.keyboard.insert_text("0.12")
    visit.expect_run(EDITED)
    expect(visit.cell("Wh", 1, 2)).to_have_value("0.12")
    visit.press("Tab")
    visit.expect_run(four_with(Wh=[[0.9, 0.12], [0.5, 0.5]]))


def test_a_longer_sequence_gives_the_walk_more_steps(open_page):
    visit = open_page("preset=once")
    visit.type("inputs", "0.2 0.4; 0.1 0.3; 0 1")
    visit.expect_run(FOUR.but(inputs="0.2 0.4; 0.1 0.3; 0 1"))
    expect(visit.slider).to_have_attribute("max", "6")


def test_a_shorter_sequence_takes_the_cursor_with_it(open_page):
    visit = open_page("preset=four&at=8")
    visit.type("inputs", "0.2 0.4")
    visit.expect_run(PRESETS["once"].scenario)
    visit.expect_at(2)
    expect(visit.page).to_have_url(re.compile("at=2"))


def test_more_hidden_units_keep_the_weights_that_still_have_a_place(open_page):
    visit = open_page("preset=four")
    visit.type("hidden_size", "3")
    expect(visit.cell("Wh", 3, 3)).to_be_visible()
    for name, matrix in (("Wx", WX), ("Wh", WH), ("Wo", WO)):
        for (row, column), value in np.ndenumerate(matrix):
            expect(visit.cell(name, row + 1, column + 1)).to_have_value(str(value))
    visit.type("hidden_size", "2")
    visit.expect_run(FOUR)


def test_a_wider_sequence_widens_the_input_weights(open_page):
    visit = open_page("preset=four")
    visit.type("inputs", "0.2 0.4 0.6; 0.1 0.3 0.5")
    expect(visit.cell("Wx", 3, 2)).to_be_visible()
    expect(visit.cell("Wx", 1, 1)).to_have_value("0.5")
    visit.expect_no_message()


def test_a_number_set_for_the_inputs_trims_and_fills_the_sequence(open_page):
    visit = open_page("preset=four")
    visit.type("input_size", "1")
    expect(visit.field("inputs")).to_have_value("0.2; 0.2; 0.2; 0.2")
    visit.type("input_size", "2")
    expect(visit.field("inputs")).to_have_value("0.2 0.0; 0.2 0.0; 0.2 0.0; 0.2 0.0")
    visit.expect_no_message()


def test_a_menu_changes_the_run(open_page):
    visit = open_page("preset=four")
    visit.choose("activation", "Tanh")
    visit.expect_run(FOUR.but(activation="tanh"))


def test_each_example_of_a_batch_can_be_looked_at(open_page):
    visit = open_page({"inputs": "0.2 0.4 | 0.1 0.3 | 0 1", "targets": "0.9"})
    [first] = visit.traces("inputs")
    visit.type("example", "3")
    visit.until(lambda: not same_numbers(visit.traces("inputs")[0], first))
    np.testing.assert_array_equal(visit.traces("inputs")[0][:, 1], [0, 1])
    expect(visit.page).to_have_url(re.compile("example=3"))
    visit.reload()
    np.testing.assert_array_equal(visit.traces("inputs")[0][:, 1], [0, 1])


def test_a_smaller_batch_brings_an_example_that_is_there_into_view(open_page):
    visit = open_page({"inputs": "0.2 0.4 | 0.1 0.3 | 0 1", "targets": "0.9"})
    visit.type("example", "3")
    visit.until(lambda: visit.traces("inputs")[0][1, 1] == 1)
    visit.type("inputs", "0.2 0.4 | 0.1 0.3")
    visit.until(lambda: visit.traces("inputs")[0][1, 1] in (0.4, 0.3))
    assert visit.traces("inputs")[0][1, 1] in (0.4, 0.3)
    visit.expect_no_message()


def same_numbers(found, wanted):
    return np.array_equal(found, wanted, equal_nan=True)
