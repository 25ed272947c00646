"""Play and pause: never unasked, at the speed that is set, to the end and no further."""

import re

import pytest
from clock import let_pass, stop_clock
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MOVING = {"reduced_motion": "no-preference"}
PLAY, PAUSE = re.compile("Play"), re.compile("Pause")


def play(visit, speed):
    visit.stage.locator("select").select_option(speed)
    visit.button("play").click()


def expect_playing(visit):
    expect(visit.button("play")).to_have_accessible_name(PAUSE)


def expect_paused(visit):
    expect(visit.button("play")).to_have_accessible_name(PLAY)


@pytest.fixture
def stopped(look_at):
    """A page on which time goes by only when it is let pass."""

    def at(at):
        return look_at("preset=four", at=at, begin=stop_clock)

    return at


def test_nothing_plays_before_it_is_asked(stopped):
    visit = stopped(0)
    let_pass(visit, 5000)
    assert visit.at == 0


def test_space_plays_and_pauses(stopped):
    visit = stopped(0)
    visit.stage.locator("select").select_option("2")
    visit.stage.locator("select").blur()
    visit.press(" ")
    let_pass(visit, 1020)
    assert visit.at == 2
    visit.press(" ")
    let_pass(visit, 1020)
    assert visit.at == 2


def test_play_reaches_the_end_and_stops_and_starts_again(stopped):
    visit = stopped(0)
    play(visit, "20")
    let_pass(visit, 360)
    assert visit.at == 7
    expect_playing(visit)
    let_pass(visit, 200)
    assert visit.at == 8
    expect_paused(visit)
    play(visit, "5")
    let_pass(visit, 220)
    assert visit.at == 1
    expect_playing(visit)


def test_playing_again_from_the_end_begins_in_sight(open_page):
    visit = open_page("preset=four&at=4", **MOVING)
    visit.press("End")
    expect(visit.lane("hidden_gradients")).to_be_in_viewport()
    expect(visit.lane("network")).not_to_be_in_viewport()
    play(visit, "1")
    expect(visit.lane("network")).to_be_in_viewport()


def test_there_and_back_in_one_moment_the_forward_pictures_stay_in_sight(open_page):
    visit = open_page("preset=four&at=4", **MOVING)
    visit.press("ArrowRight", "ArrowLeft")
    visit.expect_at(4)
    visit.page.wait_for_timeout(1500)  # a smooth scroll to the gradients would have ended
    expect(visit.lane("network")).to_be_in_viewport(ratio=1)


def test_it_plays_at_the_speed_that_is_set(stopped):
    visit = stopped(0)
    for speed, at in (("5", 2), ("20", 8)):
        visit.press("Home")
        play(visit, speed)
        let_pass(visit, 420)
        assert visit.at == at


def test_pause_stays_where_it_is(stopped):
    visit = stopped(0)
    play(visit, "5")
    let_pass(visit, 420)
    visit.button("play").click()
    expect_paused(visit)
    let_pass(visit, 1000)
    assert visit.at == 2


def test_a_step_by_hand_goes_where_it_is_to_go_and_pauses(stopped):
    visit = stopped(0)
    for step, at in ((lambda: visit.press("End", "ArrowLeft"), 7), (lambda: visit.slider.fill("5"), 5)):
        visit.press("Home")
        play(visit, "1")
        let_pass(visit, 1020)
        assert visit.at == 1
        step()
        expect_paused(visit)
        let_pass(visit, 1500)
        assert visit.at == at


def test_the_button_says_pause_for_as_long_as_it_plays(open_page):
    """Also when the server's answer to the step before comes meanwhile."""
    visit = open_page("preset=four")
    visit.press("ArrowRight")
    play(visit, "1")
    visit.expect_at(3)
    expect(visit.button("play")).to_have_accessible_name(PAUSE, timeout=500)
