"""A first visit: the four steps, one sentence, a way to begin, and a window that nothing sticks out of."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

STOPS = 8  # of the Tab key before the stage
FITS = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth];
}"""
ON_THE_STAGE = "() => document.activeElement.closest('.rnnviz-stage') !== null"
SIZES = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}]


def greeting(visit):
    return visit.frame.locator(".rv-frame-greeting")


def test_a_first_visit_is_greeted_until_something_is_done(open_page):
    visit = open_page()
    expect(greeting(visit)).to_contain_text("remember and learn")
    expect(visit.drawer).to_have_attribute("data-collapsed", "true")
    assert visit.page.url == visit.url
    visit.press("ArrowRight")
    visit.expect_at(1)
    expect(greeting(visit)).to_be_visible()
    visit.edit("Wx", 1, 1, "0.7")
    expect(greeting(visit)).to_be_hidden()


def test_one_button_begins_the_first_lesson_in_the_drawer(open_page):
    visit = open_page()
    visit.click("Begin lesson 1")
    expect(visit.page.locator(".st-key-lesson")).to_be_visible()
    expect(visit.drawer).to_have_attribute("data-collapsed", "false")
    expect(greeting(visit)).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_the_frame_is_small_and_the_page_does_not_scroll(open_page, size):
    visit = open_page(viewport=size)
    bar = visit.stage.locator(".rv-transport").bounding_box()
    assert visit.frame.bounding_box()["height"] + bar["height"] <= 0.2 * 720
    assert visit.page.evaluate(FITS) == [0, 0]
    assert bar["y"] + bar["height"] == pytest.approx(size["height"], abs=1)


def test_few_stops_of_the_tab_key_lead_to_the_stage(open_page):
    visit = open_page()
    for _stop in range(STOPS + 1):
        visit.press("Tab")
        if visit.page.evaluate(ON_THE_STAGE):
            return
    pytest.fail(f"the stage is more than {STOPS} stops away")


def test_a_word_of_the_sentence_leads_to_its_setting(open_page):
    visit = open_page("preset=four")
    for words, label in (("2 hidden", "Hidden H"), ("squared error", "Output and loss")):
        visit.click(words)
        expect(visit.drawer.get_by_label(label, exact=True)).to_be_focused()


def test_the_address_is_shared_as_it_is(open_page):
    visit = open_page("preset=four&at=3")
    visit.frame.locator("[data-tool=share]").click()
    window = visit.frame.locator(".rv-frame-share")
    expect(window.get_by_role("textbox")).to_have_value(visit.page.url)
    expect(window.locator("img")).to_be_visible()
    expect(window).to_contain_text("this machine only")
    visit.click("Hand-outs")
    expect(visit.drawer.get_by_role("button", name="Page (HTML)")).to_be_visible()
    expect(window).to_be_hidden()
