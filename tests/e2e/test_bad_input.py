"""Whatever is typed or linked: a sentence with what was given and what is allowed, and the last good pictures stay."""

import re

import pytest
from playwright.sync_api import expect
from test_editing import EDITED, FOUR

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

ONCE = PRESETS["once"].scenario
STEPS_201 = "; ".join(["0.2 0.4"] * 201)


@pytest.mark.parametrize(
    ("text", "given", "allowed"),
    [
        ("abc", "abc", "0.5, -2 or 1e-3"),
        ("1,5", "1,5", "0.5, -2 or 1e-3"),
        ("", "", "0.5, -2 or 1e-3"),
        ("NaN", "NaN", "0.5, -2 or 1e-3"),
        ("inf", "inf", "0.5, -2 or 1e-3"),
        ("1e400", "1e400", "1.79e308"),
        ("<img src=x>", "<img src=x>", "0.5, -2 or 1e-3"),
    ],
)
def test_a_cell_that_is_no_number_is_refused_and_can_be_mended(open_page, text, given, allowed):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    visit.edit("Wh", 1, 1, text)
    visit.expect_message("Wh, row 1, column 1", given, allowed)
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


@pytest.mark.parametrize(
    ("name", "text", "parts"),
    [
        ("inputs", "", ["nothing was given", "0.2 0.4; 0.2 0.4"]),
        ("inputs", ";;", ["nothing was given", "0.2 0.4; 0.2 0.4"]),
        ("inputs", "0.2 0.4; abc 1", ["“abc”", "0.5, -2 or 1e-3"]),
        ("inputs", "0.2 NaN", ["“NaN”", "0.5, -2 or 1e-3"]),
        ("inputs", "0.2 1e400", ["“1e400”", "1.79e308"]),
        ("inputs", "0.2 0.4; 0.2", ["step 2 has 1", "step 1 has 2"]),
        ("inputs", "0.2 0.4;; 0.2 0.4", ["step 2 is empty", "at least one"]),
        ("inputs", "0.2 0.4 | 0.2 0.4; 0.2 0.4", ["example 2 has 2", "example 1 has 1"]),
        ("inputs", STEPS_201, ["201 steps", "200"]),
        ("targets", "0.9; 0.9; 0.9", ["3 steps", "Give 4"]),
        ("targets", "", ["Targets", "nothing was given"]),
        ("targets", "yes", ["“yes”", "0.5, -2 or 1e-3"]),
        ("h0", "1 2 3", ["1×1×3", "1×1×2"]),
        ("weights", "1*Wx*2*0.5", ["“1*Wx*2*0.5” is not whole", "copied to its end"]),
        ("weights", "2*Wx*", ["“2*Wx*”", "ends with “*”"]),
        ("weights", "1*Wx*2*0.5*", ["Wx", "1 cells", "rows of “2”"]),
        ("weights", "1*Wq*1*0.5*", ["Wq", "Wx, Wh, Wo"]),
        ("weights", "1*Wx*1*0.5*", ["Wx", "1×1", "2×2"]),
    ],
)
def test_a_wrong_text_is_refused_and_can_be_mended(open_page, name, text, parts):
    visit = open_page("preset=four&at=3")
    drawn, numbers = visit.drawn(), visit.numbers()
    good = visit.field(name).input_value()
    visit.type(name, text)
    visit.expect_message(*parts)
    visit.expect_drawn(drawn)
    assert visit.numbers() == numbers
    expect(visit.field(name)).to_have_value(text)
    visit.type(name, good)
    visit.expect_no_message()
    visit.expect_run(FOUR)
    assert visit.at == 3


def test_a_symbol_outside_the_vocabulary_is_refused_and_can_be_mended(open_page):
    visit = open_page("preset=softmax")
    drawn = visit.drawn()
    visit.type("output_size", "3")
    visit.expect_message("Targets", "4", "0 to 2")
    visit.expect_drawn(drawn)
    visit.type("output_size", "5")
    visit.expect_no_message()


@pytest.mark.parametrize("text", ["1 2 500", "1 2 -3", "1 2 x", "1 2 1.5"])
def test_what_is_no_symbol_is_refused(open_page, text):
    visit = open_page("preset=softmax")
    visit.type("inputs", text)
    visit.expect_message("Sequence", text.split()[-1])
    visit.expect_run(PRESETS["softmax"].scenario)


@pytest.mark.parametrize("name", ["hidden_size", "seed", "scale"])
def test_an_emptied_number_is_refused_and_can_be_mended(open_page, name):
    visit = open_page("preset=four")
    good = visit.field(name).input_value()
    visit.type(name, "")
    visit.expect_message("nothing")
    visit.expect_run(FOUR)
    visit.type(name, good)
    visit.expect_no_message()


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("hidden_size=9999", ["9999", "1 to 128"]),
        ("hidden_size=0", ["“0”", "1 to 128"]),
        ("hidden_size=two", ["two", "1 to 128"]),
        ("hidden_size=1e999", ["1e999", "1 to 128"]),
        ("input_size=9999", ["9999", "128"]),
        ("scale=nan", ["nan", "0 to 100"]),
        ("scale=inf", ["inf", "0 to 100"]),
        ("seed=-1", ["-1", "0 to 999999"]),
        ("block=201", ["201", "0 to 200"]),
        ("activation=swish", ["swish", "sigmoid, tanh, relu, identity"]),
        ("head=none", ["none", "linear, linear_half, softmax"]),
        ("biases=maybe", ["maybe", "true, false"]),
        ("encoding=words", ["words", "numbers, ids, characters"]),
        ("inputs=", ["nothing was given", "0.2 0.4; 0.2 0.4"]),
        ({"inputs": STEPS_201}, ["201 steps", "200"]),
        ({"inputs": "0.2 0.4; 1"}, ["step 2 has 1", "step 1 has 2"]),
        ("weights=1*Wx*2*0.5", ["“1*Wx*2*0.5” is not whole", "copied to its end"]),
        ("weights=1*Wx*2*0.5*", ["Wx", "1 cells"]),
        ("weights=1*Wx*2*0.5_0.2_0.1_1e400*", ["Wx", "1e400", "1.79e308"]),
        ("weights=1*Wx*2*0.5_0.2_0.1_NaN*", ["Wx", "NaN"]),
        ("weights=1*Wx", ["1*Wx", "copied to its end"]),
        ("at=abc", ["abc", "0 to 2"]),
        ("at=-1", ["-1", "0 to 2"]),
        ("at=1e3", ["1e3", "0 to 2"]),
        ("at=99999999999999999999", ["999", "0 to 2"]),
        ("preset=four&at=9", ["9", "0 to 8"]),
        ("preset=none", ["none", "once, four, stateful, stateless, softmax"]),
        ("lang=xx", ["xx", "en, zh"]),
        ("h0=1+2+3", ["1×1×3", "1×1×2"]),
        ("encoding=ids&inputs=1+2&targets=0&head=softmax&input_size=2", ["symbol 2", "0 to 1"]),
    ],
    ids=lambda value: str(value)[:40] if not isinstance(value, list) else "",
)
def test_a_wrong_link_is_told_and_the_page_works(open_page, query, parts):
    visit = open_page(query)
    visit.expect_message("Link", *parts)
    visit.expect_no_traceback()
    assert visit.at == 0
    visit.press("ArrowRight")
    visit.expect_at(1)
    visit.example("four").click()
    visit.expect_run(FOUR)
    visit.expect_no_message()


def test_after_a_wrong_link_the_first_example_is_shown_and_can_be_edited(open_page):
    visit = open_page("hidden_size=9999")
    visit.expect_message("9999")
    visit.expect_run(ONCE)
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(ONCE.but(weights="1*Wx*2*0.5_0.2_0.1_0.3*Wh*2*0.9_0.4_0.5_0.5*Wo*1*0.6_0.7*"))
    visit.expect_no_message()


def test_the_message_of_a_wrong_link_goes_when_a_field_is_mended(open_page):
    visit = open_page("hidden_size=9999")
    visit.expect_message("9999")
    visit.type("hidden_size", "3")
    expect(visit.cell("Wh", 3, 3)).to_be_visible()
    visit.expect_no_message()


def test_a_wrong_cursor_keeps_the_rest_of_the_link(open_page):
    visit = open_page("preset=four&at=abc")
    visit.expect_message("abc")
    visit.expect_run(FOUR)


def test_a_setting_that_is_none_is_ignored(open_page):
    visit = open_page("preset=four&utm_source=mail")
    visit.expect_run(FOUR)
    assert not re.search("Traceback", visit.page.locator("body").inner_text())
