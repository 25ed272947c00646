"""English and Chinese: by the browser's language, by link, and switched while the page is open."""

import re

import pytest
from playwright.sync_api import expect
from test_editing import EDITED

pytestmark = pytest.mark.browser

STEP = re.compile("步")
PROSE = """() => {
    const body = document.body.cloneNode(true);
    body.querySelectorAll("code, script, style").forEach((node) => node.remove());
    return body.textContent;
}"""
ENGLISH = [
    "Hidden states",
    "Outputs y",
    "Loss",
    "Gradient",
    "The network in time",
    "Weights",
    "Worksheet",
    "Sequence",
    "Targets",
    "Undo",
    "Reset",
    "New random weights",
    "One step",
    "Truncate",
    "Activation",
    "Now:",
    "step",
    "output",
]


def expect_chinese(visit):
    expect(visit.slider).to_have_attribute("aria-label", STEP)


def expect_english(visit):
    expect(visit.slider).to_have_attribute("aria-label", "Step")


def expect_no_english(visit):
    text = visit.page.evaluate(PROSE)
    assert [words for words in ENGLISH if words in text] == []


def test_a_chinese_browser_is_greeted_in_chinese_and_no_step_holds_english_words(open_page):
    visit = open_page("preset=four", locale="zh-CN")
    expect_chinese(visit)
    texts = []
    for at in range(9):
        visit.expect_at(at)
        if at in (0, 2, 6):
            expect(visit.page).to_have_url(re.compile(f"at={at}") if at else re.compile("preset=four$"))
            expect_no_english(visit)
        texts.append(visit.slider.get_attribute("aria-valuetext"))
        visit.press("ArrowRight")
    assert len(set(texts)) == 9
    assert not re.search("[a-z]{3}", " ".join(texts))
    assert all("4" in text for text in texts[1:])


def test_a_switch_keeps_settings_cursor_and_pictures_and_the_way_back_restores_the_page(open_page):
    visit = open_page("preset=four&at=3")
    visit.edit("Wh", 1, 1, "0.9")
    visit.expect_run(EDITED)
    drawn, numbers = visit.drawn(), visit.numbers()
    visit.mark_nodes()
    for _time in range(2):
        visit.choose_language("中文")
        expect_chinese(visit)
        visit.ready()
        visit.expect_run(EDITED)
        visit.expect_same_nodes()
        assert visit.at == 3
        expect(visit.page).to_have_url(re.compile("lang=zh"))
        expect_no_english(visit)
        visit.choose_language("English")
        expect_english(visit)
        visit.expect_drawn(drawn)
        assert visit.numbers() == numbers
    visit.expect_no_message()
    assert "lang" not in visit.page.url
    visit.stage.locator("h3").first.click()
    visit.press(*["ArrowRight"] * 5)
    visit.expect_at(8)
    assert "·" not in visit.numbers()["network_back"].values()


def test_messages_follow_a_switch_of_the_language(open_page):
    visit = open_page("preset=nope&at=xx")
    visit.edit("Wh", 1, 1, "abc")
    expect(visit.messages).to_have_count(3)
    assert "is not a number" in visit.messages.last.inner_text()
    visit.choose_language("中文")
    expect(visit.messages.last).to_contain_text("不是数")
    assert not re.search("allowed|given|number|example", " ".join(visit.messages.all_inner_texts()))
    expect(visit.page.locator("html")).to_have_attribute("lang", "zh")
