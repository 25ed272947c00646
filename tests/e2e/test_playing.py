"""Play and pause: never unasked, at the speed that is set, to the end and no further."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PLAY, PAUSE = re.compile("Play"), re.compile("Pause")

# a clock that stands still until ``pass`` lets so many milliseconds go by, a frame each 10
CLOCK = """() => {
    let now = performance.now(), waiting = [];
    performance.now = () => now;
    window.requestAnimationFrame = (frame) => waiting.push(frame);
    window.pass = (span) => {
        for (const end = now + span; now < end;) {
            now += 10;
            waiting.splice(0).forEach((frame) => frame(now));
        }
    };
}"""


def play(visit, speed):
    visit.stage.locator("select").select_option(speed)
    visit.button("play").click()


def expect_playing(visit):
    expect(visit.button("play")).to_have_accessible_name(PAUSE)


def expect_paused(visit):
    expect(visit.button("play")).to_have_accessible_name(PLAY)


def test_nothing_plays_before_it_is_asked(open_page):
    visit = open_page("preset=four")
    visit.page.wait_for_timeout(1200)  # two steps' time at the speed that is set
    assert visit.at == 0


def test_play_reaches_the_end_and_stops(open_page):
    visit = open_page("preset=four")
    play(visit, "20")
    expect_playing(visit)
    visit.expect_at(8)
    expect_paused(visit)
    visit.page.wait_for_timeout(200)
    assert visit.at == 8


def test_play_at_the_end_starts_again(open_page):
    visit = open_page("preset=four&at=8")
    play(visit, "5")
    visit.until(lambda: 0 < visit.at < 8)
    assert 0 < visit.at < 8
    expect_playing(visit)


def test_playing_again_from_the_end_begins_in_sight(open_page):
    visit = open_page("preset=four&at=4")
    visit.press("End")
    expect(visit.lane("hidden_gradients")).to_be_in_viewport()
    expect(visit.lane("network")).not_to_be_in_viewport()
    play(visit, "1")
    expect(visit.lane("network")).to_be_in_viewport()


def test_it_plays_at_the_speed_that_is_set(open_page):
    visit = open_page("preset=four")
    visit.page.evaluate(CLOCK)
    for speed, at in (("5", 2), ("20", 8)):
        visit.press("Home")
        play(visit, speed)
        visit.page.evaluate("pass(420)")
        assert visit.at == at


def test_pause_stays_where_it_is(open_page):
    visit = open_page("preset=four")
    play(visit, "5")
    visit.until(lambda: visit.at >= 2)
    visit.button("play").click()
    expect_paused(visit)
    at = visit.at
    assert 2 <= at < 8
    visit.page.wait_for_timeout(600)  # three steps' time
    assert visit.at == at


def test_a_step_by_hand_pauses(open_page):
    visit = open_page("preset=four")
    play(visit, "1")
    visit.press("End", "ArrowLeft")
    expect_paused(visit)
    visit.page.wait_for_timeout(1200)  # a step's time at this speed
    assert visit.at == 7


def test_the_button_says_pause_for_as_long_as_it_plays(open_page):
    """Also when the server's answer to the step before comes meanwhile."""
    visit = open_page("preset=four")
    visit.press("ArrowRight")
    play(visit, "1")
    visit.expect_at(3)
    expect(visit.button("play")).to_have_accessible_name(PAUSE, timeout=500)
