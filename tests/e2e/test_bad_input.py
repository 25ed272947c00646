"""Whatever is typed or linked: a sentence with what was given and what is allowed, and the last good pictures stay."""

import pytest
from playwright.sync_api import expect
from test_editing import EDITED, FOUR

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

ONCE, SOFTMAX = PRESETS["once"].scenario, PRESETS["softmax"].scenario
STEPS_201 = "; ".join(["0.2 0.4"] * 201)
NUMBERS = "0.5, -2 or 1e-3"  # what is allowed where a number is to be typed
CELLS = {
    "abc": ["“abc”", NUMBERS],
    "1,5": ["“1,5”", NUMBERS],
    "NaN": ["“NaN”", NUMBERS],
    "1e400": ["“1e400”", "1.79e308"],
}
TEXTS = {
    "inputs": {
        "": ["nothing was given", "0.2 0.4; 0.2 0.4"],
        "0.2 0.4; abc 1": ["“abc”", NUMBERS],
        STEPS_201: ["201 steps", "200"],
    },
    "targets": {"yes": ["“yes”", NUMBERS]},
    "weights": {
        "1*Wx*2*0.5": ["“1*Wx*2*0.5” is not whole", "copied to its end"],
        "1*Wx*1*0.5*": ["Wx", "1×1", "2×2"],
    },
}
SIZES = {
    "hidden_size": {"500": ["“500”", "1 to 128"]},
    "scale": {"-1": ["“-1.0”", "0 to 100"]},
}
LINKS = [
    ("hidden_size=9999", ["“9999”", "1 to 128"]),
    ("weights=1*Wx*2*0.5", ["“1*Wx*2*0.5” is not whole", "copied to its end"]),
    ("preset=four&at=9", ["“9”", "0 to 8"]),
    ("lang=xx", ["“xx”", "en, zh"]),
]


def test_a_cell_that_is_no_number_is_refused_and_can_be_mended(open_page, subtests):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    for text, parts in CELLS.items():
        with subtests.test(text):
            visit.edit("Wh", 1, 1, text)
            visit.expect_message("Wh, row 1, column 1", *parts)
            visit.expect_drawn(drawn)
            assert visit.numbers() == numbers
            expect(visit.cell("Wh", 1, 1)).to_have_attribute("aria-invalid", "true")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    visit.expect_no_message()
    expect(visit.cell("Wh", 1, 1)).to_have_attribute("aria-invalid", "false")


def test_a_wrong_cell_among_fast_edits_loses_no_other(open_page):
    visit = open_page("preset=four")
    visit.cell("Wh", 1, 1).focus()
    for text in ("0.9", "abc", "0.7"):
        visit.press("ControlOrMeta+a")
        visit.page.keyboard.insert_text(text)
        visit.press("Tab")
    visit.until(lambda: visit.traces("weights")[1].tolist() == [[0.9, 0.4], [0.7, 0.5]])
    assert visit.traces("weights")[1].tolist() == [[0.9, 0.4], [0.7, 0.5]]


@pytest.mark.parametrize("name", TEXTS)
def test_a_wrong_text_is_refused_and_can_be_mended(open_page, subtests, name):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    good = visit.field(name).input_value()
    for text, parts in TEXTS[name].items():
        with subtests.test(text[:40]):
            visit.type(name, text)
            visit.expect_message(*parts)
            visit.expect_drawn(drawn)
            assert visit.numbers() == numbers
            expect(visit.field(name)).to_have_value(text)
    visit.type(name, good)
    visit.expect_no_message()
    visit.expect_run(FOUR)
    assert visit.at == 3


def test_a_number_out_of_range_is_refused_and_can_be_undone(open_page, subtests):
    visit = open_page("preset=four&at=3")
    drawn = visit.drawn()
    for name, texts in SIZES.items():
        for text, parts in texts.items():
            with subtests.test(f"{name} {text}"):
                visit.type(name, text)
                visit.expect_message(*parts)
                visit.expect_drawn(drawn)
                visit.click("Undo")
                visit.expect_no_message()
    visit.expect_run(FOUR)


def test_an_emptied_cell_is_drawn_again(open_page):
    visit = open_page("preset=four")
    visit.edit("Wh", 1, 1, "")
    expect(visit.cell("Wh", 1, 1)).not_to_have_value("")
    visit.expect_no_message()
    assert visit.cell("Wh", 1, 1).input_value() != "0.4"
    visit.expect_run(FOUR.but(weights=FOUR.matrices | {"Wh": [[None, 0.4], [0.5, 0.5]]}))


def test_a_message_replaces_no_picture(open_page):
    visit = open_page("preset=four")
    visit.mark_nodes()
    visit.type("inputs", "abc")
    visit.expect_message("abc")
    visit.type("inputs", FOUR.inputs)
    visit.expect_no_message()
    visit.expect_same_nodes()


def test_a_symbol_outside_the_vocabulary_is_refused_and_can_be_mended(open_page):
    visit = open_page("preset=softmax")
    visit.type("output_size", "3")
    visit.expect_message("Targets", "4", "0 to 2")
    visit.expect_run(SOFTMAX)
    visit.type("output_size", "5")
    visit.expect_no_message()


def test_what_is_no_symbol_is_refused(open_page, subtests):
    visit = open_page("preset=softmax")
    for text in ("1 2 500", "1 2 -3", "1 2 x", "1 2 1.5"):
        with subtests.test(text):
            visit.type("inputs", text)
            visit.expect_message("Sequence", text.split()[-1])
            visit.expect_run(SOFTMAX)


@pytest.mark.parametrize("name", ["hidden_size", "seed", "scale"])
def test_an_emptied_number_is_refused_and_can_be_mended(open_page, name):
    visit = open_page("preset=four")
    good = visit.field(name).input_value()
    visit.type(name, "")
    visit.expect_message("nothing")
    visit.expect_run(FOUR)
    visit.type(name, good)
    visit.expect_no_message()


@pytest.mark.parametrize(("query", "parts"), LINKS)
def test_a_wrong_link_is_told_and_the_page_works(open_page, query, parts):
    visit = open_page(query)
    visit.expect_message("Link", *parts)
    assert visit.at == 0
    visit.press("ArrowRight")
    visit.expect_at(1)


def test_after_a_wrong_link_the_first_example_is_shown_and_can_be_edited(open_page):
    visit = open_page("hidden_size=9999")
    visit.expect_message("9999")
    visit.expect_run(ONCE)
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(ONCE.but(weights=EDITED.weights))
    visit.expect_no_message()


def test_the_message_of_a_wrong_link_goes_when_a_field_is_mended(open_page):
    visit = open_page("hidden_size=9999")
    visit.expect_message("9999")
    visit.type("hidden_size", "3")
    expect(visit.cell("Wh", 3, 3)).to_be_visible()
    visit.expect_no_message()


def test_the_message_of_a_wrong_link_goes_with_an_example(open_page):
    visit = open_page("preset=none")
    visit.expect_message("none")
    visit.example("four").click()
    visit.expect_run(FOUR)
    visit.expect_no_message()


def test_a_wrong_cursor_keeps_the_rest_of_the_link(open_page):
    visit = open_page("preset=four&at=abc")
    visit.expect_message("abc")
    visit.expect_run(FOUR)


def test_a_parameter_that_is_no_setting_is_ignored(open_page):
    visit = open_page("preset=four&utm_source=mail")
    visit.expect_run(FOUR)
    visit.expect_no_message()
