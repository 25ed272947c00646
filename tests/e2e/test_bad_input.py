"""Whatever is typed or linked: a sentence with what was given and what is allowed, and the last good pictures stay."""

import pytest
from playwright.sync_api import expect
from test_editing import EDITED, FOUR, four_with

pytestmark = pytest.mark.browser

NUMBERS = "0.5, -2 or 1e-3"  # what is allowed where a number is to be typed
CELLS = {"abc": ["“abc”", NUMBERS], "1,5": ["“1,5”", NUMBERS], "1e400": ["“1e400”", "1.79e308"]}


def test_a_cell_that_is_no_number_is_refused_and_can_be_mended_and_one_that_is_emptied_is_drawn_again(open_page):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    for text, parts in CELLS.items():
        visit.edit("Wh", 1, 1, text)
        visit.expect_message("Wh, row 1, column 1", *parts)
        visit.expect_drawn(drawn)
        assert visit.numbers() == numbers
        expect(visit.cell("Wh", 1, 1)).to_have_attribute("aria-invalid", "true")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.expect_no_message()
    expect(visit.cell("Wh", 1, 1)).to_have_attribute("aria-invalid", "false")
    visit.edit("Wh", 1, 1, "")
    visit.expect_run(FOUR.but(weights=FOUR.matrices | {"Wh": [[None, 0.4], [0.5, 0.5]]}))
    expect(visit.cell("Wh", 1, 1)).not_to_have_value("")
    assert visit.cell("Wh", 1, 1).input_value() != "0.4"
    visit.expect_no_message()


def test_a_wrong_text_stays_to_be_mended_and_so_do_the_pictures_and_edits_made_meanwhile(open_page):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    visit.mark_nodes()
    for text, said in (("0.2 0.4; abc 1", "“abc”"), ("", "nothing was given")):
        visit.type("inputs", text)
        visit.expect_message(said)
        visit.expect_drawn(drawn)
        assert visit.numbers() == numbers
        expect(visit.field("inputs")).to_have_value(text)
    visit.edit("Wh", 1, 1, "0.9")
    visit.edit("Wh", 1, 2, "0.8")
    visit.type("inputs", FOUR.inputs)
    visit.expect_no_message()
    visit.expect_run(four_with(Wh=[[0.9, 0.8], [0.5, 0.5]]))
    visit.expect_same_nodes()
    assert visit.at == 3


def test_a_number_out_of_range_can_be_undone_and_one_that_is_emptied_mended(open_page):
    visit = open_page("preset=four&at=3")
    drawn = visit.drawn()
    visit.type("hidden_size", "500")
    visit.expect_message("“500”", "1 to 128")
    visit.expect_drawn(drawn)
    visit.click("Undo")
    visit.expect_no_message()
    for name in ("hidden_size", "scale"):
        good = visit.field(name).input_value()
        visit.type(name, "")
        visit.expect_message("nothing")
        visit.expect_drawn(drawn)
        visit.type(name, good)
        visit.expect_no_message()
    visit.expect_run(FOUR)


def test_a_wrong_link_is_told_and_the_page_works(open_page):
    visit = open_page("hidden_size=9999&weights=1*Wx*2*0.5&at=9&lang=xx")
    for parts in (
        ("“9999”", "1 to 128"),
        ("“1*Wx*2*0.5” is not whole", "copied to its end"),
        ("“9”", "0 to 2"),
        ("“xx”", "en, zh"),
    ):
        visit.expect_message("Link", *parts)
    visit.press("ArrowRight")
    visit.expect_at(1)
    visit.type("hidden_size", "3")
    expect(visit.cell("Wh", 3, 3)).to_be_visible()
    visit.expect_no_message()
