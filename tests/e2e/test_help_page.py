"""The help page in a browser: it is found, narrowed, left, and its links lead to what they name."""

import re

import pytest
from devices import PHONE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_words_are_narrowed_while_typing_and_the_stage_comes_back_where_it_was(open_page):
    visit = open_page("preset=four&at=3")
    visit.view("help").click()
    words = visit.page.locator(".rv-glossary a")
    expect(words.first).to_be_visible()
    expect(visit.stage).to_have_count(0)
    expect(visit.page).to_have_url(re.compile("preset=four&at=3&view=help"))
    visit.page.get_by_label("Find a word").press_sequentially("遗忘")
    expect(words).to_have_text(["forget gate"])
    visit.page.get_by_label("Find a word").fill("<img src=x onerror=alert(1)>")
    expect(visit.page.get_by_text("No word here holds “<img src=x onerr")).to_be_visible()
    visit.view("step").click()
    visit.ready()
    visit.expect_at(3)


def test_a_word_leads_to_where_it_is_seen_and_the_language_is_kept(open_page):
    visit = open_page("preset=softmax&lang=zh")  # a stage, for its readiness is waited for
    visit.page.goto(f"{visit.url}?view=help&lang=zh")
    visit.page.get_by_role("link", name="截断时间反向传播", exact=True).click()
    expect(visit.page).to_have_url(f"{visit.url}?preset=stateful&at=8&view=gradient&lang=zh")
    visit.ready()
    expect(visit.lane("truncation")).to_be_in_viewport(ratio=1)
    expect(visit.page.locator("html")).to_have_attribute("lang", "zh")


def test_a_word_of_the_sidebar_and_one_of_the_arithmetic_come_into_sight(open_page):
    visit = open_page("preset=four&see=learning_rate")
    expect(visit.field("learning_rate")).to_be_in_viewport()
    phone = open_page("preset=four&see=learning_rate", **PHONE)
    expect(phone.field("learning_rate")).to_be_in_viewport(ratio=1)
    visit.go("preset=four&cell=gru&at=1&see=worksheet")
    expect(visit.page.get_by_role("heading", name="Worksheet: forward, step 1")).to_be_in_viewport()
