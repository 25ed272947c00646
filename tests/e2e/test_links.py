"""The address of the page is the page: reloaded or opened elsewhere it shows the same, to the last digit."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect
from test_editing import EDITED

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

LAST_DIGIT = "0.12345678901234567"  # the nearest float is written with one digit less or another last one


def test_reloaded_or_opened_anew_the_page_is_the_same_to_the_last_digit(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, LAST_DIGIT)
    expect(visit.page).to_have_url(re.compile(r"weights=.*\.1234567890123456"))
    expect(visit.page).to_have_url(re.compile("at=3"))
    expect(visit.cell("Wh", 1, 1)).to_have_value(repr(float(LAST_DIGIT)))
    visit.until(lambda: visit.traces("weights")[1][0, 0] == float(LAST_DIGIT))
    drawn, numbers = visit.drawn(), visit.numbers()
    visit.reload()
    other = open_page(visit.page.url.partition("?")[2])
    for again in (visit, other):
        again.expect_drawn(drawn)
        again.expect_at(3)
        assert again.numbers() == numbers
        expect(again.cell("Wh", 1, 1)).to_have_value(repr(float(LAST_DIGIT)))


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
    visit.click("Share")
    address = visit.page.get_by_label("The page's address").input_value()
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked == {"preset": "four", "at": "3", "activation": "tanh"}
    assert urlsplit(address).netloc == urlsplit(visit.page.url).netloc
    expect(visit.frame.locator("img")).to_be_visible()
