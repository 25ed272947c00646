"""The address of the page is the page: reloaded or opened elsewhere it shows the same, to the last digit."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect
from test_editing import EDITED

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

LAST_DIGIT = "0.12345678901234567"  # the nearest float is written with one digit less or another last one


def edited_at_three(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, LAST_DIGIT)
    expect(visit.page).to_have_url(re.compile(r"weights=.*\.1234567890123456"))
    expect(visit.page).to_have_url(re.compile("at=3"))
    expect(visit.cell("Wh", 1, 1)).to_have_value(repr(float(LAST_DIGIT)))
    visit.until(lambda: visit.traces("weights")[1][0, 0] == float(LAST_DIGIT))
    return visit


def expect_the_same_page(visit, drawn, numbers):
    visit.expect_drawn(drawn)
    visit.expect_at(3)
    assert visit.numbers() == numbers
    expect(visit.cell("Wh", 1, 1)).to_have_value(repr(float(LAST_DIGIT)))


def test_reload_restores_everything_to_the_last_digit(open_page):
    visit = edited_at_three(open_page)
    drawn, numbers = visit.drawn(), visit.numbers()
    visit.reload()
    expect_the_same_page(visit, drawn, numbers)


def test_another_browser_shows_the_same(open_page):
    visit = edited_at_three(open_page)
    other = open_page(visit.page.url.partition("?")[2])
    expect_the_same_page(other, visit.drawn(), visit.numbers())


def test_the_cursor_is_in_the_link(open_page):
    visit = open_page("preset=four")
    visit.press("End")
    expect(visit.page).to_have_url(re.compile("at=8"))
    visit.reload()
    visit.expect_at(8)
    visit.press("Home")
    expect(visit.page).not_to_have_url(re.compile("at="))


@pytest.mark.parametrize("name", ["stateless", "cars", "sunspots"])
def test_an_example_survives_a_reload(open_page, name):
    visit = open_page(f"preset={name}")
    visit.press("ArrowRight")
    expect(visit.page).to_have_url(re.compile("at=1"))
    drawn = visit.drawn()
    visit.reload()
    visit.expect_drawn(drawn)
    visit.expect_no_message()


def test_every_setting_is_in_the_link(open_page):
    wanted = EDITED.but(
        activation="identity",
        head="linear_half",
        biases=True,
        shape="many_to_one",
        h0="0.1 -0.2",
        init="normal",
        scale=1.5,
        seed=7,
        block=2,
        block_state="reset",
        hidden_size=2,
        input_size=2,
        output_size=1,
    )
    visit = open_page({name: "" if value is None else value for name, value in wanted.model_dump().items()})
    visit.expect_no_message()
    visit.expect_run(wanted)
    visit.reload()
    visit.expect_run(wanted)


def test_a_link_of_settings_alone_starts_from_the_first_example(open_page):
    visit = open_page({"inputs": "0.2 0.4; 0.2 0.4; 0.2 0.4; 0.2 0.4"})
    visit.expect_run(PRESETS["four"].scenario)


def test_a_link_of_an_example_can_change_one_setting(open_page):
    visit = open_page("preset=four&activation=tanh")
    visit.expect_run(PRESETS["four"].scenario.but(activation="tanh"))


def test_two_visitors_do_not_meet(open_page):
    first, second = open_page("preset=four"), open_page("preset=four")
    first.edit("Wh", 1, 1, "0.9")
    first.expect_run(EDITED)
    second.press("ArrowRight")
    expect(second.page).to_have_url(re.compile("at=1"))
    second.expect_run(PRESETS["four"].scenario)
    assert first.at == 0


def test_the_address_is_there_to_copy_and_to_scan(open_page):
    visit = open_page("preset=four&at=3&activation=tanh")
    visit.page.get_by_role("button", name="Share").click()
    address = visit.page.get_by_test_id("stCode").locator("code").inner_text()
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked == {"preset": "four", "at": "3", "activation": "tanh"}
    assert urlsplit(address).netloc == urlsplit(visit.page.url).netloc
    expect(visit.page.get_by_test_id("stImage").locator("img")).to_be_visible()


def test_a_link_that_is_too_long_to_scan_says_so(open_page):
    numbers = "; ".join(["0.123456 0.654321"] * 60)
    visit = open_page({"preset": "four", "inputs": numbers})
    visit.page.get_by_role("button", name="Share").click()
    expect(visit.page.get_by_text("a code of it would be too fine to scan")).to_be_visible()
    assert visit.page.get_by_test_id("stImage").count() == 0
