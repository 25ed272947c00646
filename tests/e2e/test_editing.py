"""Matrices edited cell by cell, and a sequence typed anew: all pictures follow, and nothing typed is lost."""

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


def test_an_edit_changes_numbers_and_pictures_and_replaces_none_and_the_walk_goes_on_and_undo_leads_back(open_page):
    visit = open_page("preset=four&at=3")
    drawn, before = visit.drawn(), visit.numbers()
    visit.mark_nodes()
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.expect_same_nodes()
    assert visit.at == 3
    assert visit.numbers()["hidden_states"] != before["hidden_states"]
    assert visit.numbers()["inputs"] == before["inputs"]
    visit.stage.locator("h3").first.click()
    visit.press(*["ArrowRight"] * 5)
    visit.expect_at(8)
    assert "·" not in visit.numbers()["network_back"].values()
    expect(visit.page).to_have_url(re.compile("at=8"))
    visit.click("Undo")
    visit.expect_drawn(drawn)
    expect(visit.cell("Wh", 1, 1)).to_have_value("0.4")
    assert visit.at == 8


def test_a_bias_can_be_edited(open_page):
    visit = open_page("preset=four")
    visit.page.locator(".st-key-biases label").first.click()
    expect(visit.cell("b", 1, 2)).to_be_visible()
    visit.edit("b", 1, 2, "0.5")
    visit.expect_run(four_with(biases=True, b=[[0.0, 0.5]]))


def test_fast_edits_of_many_cells_lose_none_though_one_is_wrong(open_page):
    visit = open_page("preset=four")
    visit.cell("Wx", 1, 1).focus()
    for text in ("0.11", "0.12", "abc", "0.22", "0.31", "0.32", "0.41", "0.42", "0.51", "0.61"):
        visit.press("ControlOrMeta+a")
        visit.page.keyboard.insert_text(text)
        visit.press("Tab")
    matrices = {"Wx": [[0.11, 0.12], [0.1, 0.22]], "Wh": [[0.31, 0.32], [0.41, 0.42]], "Wo": [[0.51], [0.61]]}
    visit.expect_run(four_with(**matrices))
    visit.expect_message("Wx, row 2, column 1", "“abc”")
    for name, matrix in matrices.items():
        for (row, column), value in np.ndenumerate(matrix):
            if (name, row, column) != ("Wx", 1, 0):
                expect(visit.cell(name, row + 1, column + 1)).to_have_value(str(value))


def test_keys_walk_through_the_cells_and_one_that_is_typed_on_keeps_its_text_while_another_is_drawn(open_page):
    visit = open_page("preset=four")
    visit.cell("Wh", 1, 2).focus()
    visit.press("ArrowDown")
    expect(visit.cell("Wh", 2, 2)).to_be_focused()
    visit.press("ArrowUp")
    expect(visit.cell("Wh", 1, 2)).to_be_focused()
    visit.cell("Wh", 1, 1).fill("0.9")
    visit.press("Tab", "ControlOrMeta+a")
    visit.page.keyboard.insert_text("0.12")
    visit.expect_run(EDITED)
    expect(visit.cell("Wh", 1, 2)).to_have_value("0.12")
    visit.press("Tab")
    visit.expect_run(four_with(Wh=[[0.9, 0.12], [0.5, 0.5]]))


def test_a_sequence_typed_anew_brings_its_steps_and_its_width_and_takes_the_cursor_with_it(open_page):
    visit = open_page("preset=once")
    visit.type("inputs", "0.2 0.4 0.6; 0.1 0.3 0.5; 0 1 0")
    expect(visit.cell("Wx", 3, 2)).to_be_visible()
    expect(visit.cell("Wx", 1, 1)).to_have_value("0.5")
    expect(visit.slider).to_have_attribute("max", "6")
    visit.ready()
    visit.stage.locator("h3").first.click()
    visit.press("End")
    visit.expect_at(6)
    expect(visit.page).to_have_url(re.compile("at=6"))
    visit.type("inputs", "0.2 0.4")
    visit.expect_run(PRESETS["once"].scenario)
    visit.expect_at(2)
    expect(visit.page).to_have_url(re.compile("at=2"))
    visit.expect_no_message()


def test_each_example_of_a_batch_can_be_looked_at(open_page):
    visit = open_page({"inputs": "0.2 0.4 | 0.1 0.3 | 0 1", "targets": "0.9"})
    visit.type("example", "3")
    visit.until(lambda: visit.traces("inputs")[0][:, 1].tolist() == [0, 1])
    assert visit.traces("inputs")[0][:, 1].tolist() == [0, 1]
    expect(visit.page).to_have_url(re.compile("example=3"))
