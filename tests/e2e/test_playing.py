"""Play and pause: never unasked, at the speed that is set, to the end and no further."""

import re

import pytest
from clock import let_pass, stop_clock
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PLAY, PAUSE = re.compile("Play"), re.compile("Pause")


def play(visit, speed):
    visit.stage.locator("select").select_option(speed)
    visit.button("play").click()


def expect_playing(visit):
    expect(visit.button("play")).to_have_accessible_name(PAUSE)


def expect_paused(visit):
    expect(visit.button("play")).to_have_accessible_name(PLAY)


def test_nothing_plays_before_it_is_asked(open_page):
    visit = open_page("preset=four")
    stop_clock(visit)
    let_pass(visit, 5000)
    assert visit.at == 0


def test_play_reaches_the_end_and_stops(open_page):
    visit = open_page("preset=four")
    stop_clock(visit)
    play(visit, "20")
    let_pass(visit, 360)
    assert visit.at == 7
    expect_playing(visit)
    let_pass(visit, 200)
    assert visit.at == 8
    expect_paused(visit)


def test_play_at_the_end_starts_again(open_page):
    visit = open_page("preset=four&at=8")
    stop_clock(visit)
    play(visit, "5")
    let_pass(visit, 220)
    assert visit.at == 1
    expect_playing(visit)


def test_playing_again_from_the_end_begins_in_sight(open_page):
    visit = open_page("preset=four&at=4")
    visit.press("End")
    expect(visit.lane("hidden_gradients")).to_be_in_viewport()
    expect(visit.lane("network")).not_to_be_in_viewport()
    play(visit, "1")
    expect(visit.lane("network")).to_be_in_viewport()


def test_there_and_back_in_one_moment_the_forward_pictures_stay_in_sight(open_page):
    visit = open_page("preset=four&at=4")
    visit.press("ArrowRight", "ArrowLeft")
    visit.expect_at(4)
    visit.page.wait_for_timeout(1500)  # a smooth scroll to the gradients would have ended
    expect(visit.lane("network")).to_be_in_viewport(ratio=1)


def test_it_plays_at_the_speed_that_is_set(open_page):
    visit = open_page("preset=four")
    stop_clock(visit)
    for speed, at in (("5", 2), ("20", 8)):
        visit.press("Home")
        play(visit, speed)
        let_pass(visit, 420)
        assert visit.at == at


def test_pause_stays_where_it_is(open_page):
    visit = open_page("preset=four")
    stop_clock(visit)
    play(visit, "5")
    let_pass(visit, 420)
    visit.button("play").click()
    expect_paused(visit)
    let_pass(visit, 1000)
    assert visit.at == 2


def test_a_step_by_hand_pauses(open_page):
    visit = open_page("preset=four")
    stop_clock(visit)
    play(visit, "1")
    visit.press("End", "ArrowLeft")
    expect_paused(visit)
    let_pass(visit, 1500)
    assert visit.at == 7


def test_the_button_says_pause_for_as_long_as_it_plays(open_page):
    """Also when the server's answer to the step before comes meanwhile."""
    visit = open_page("preset=four")
    visit.press("ArrowRight")
    play(visit, "1")
    visit.expect_at(3)
    expect(visit.button("play")).to_have_accessible_name(PAUSE, timeout=500)
