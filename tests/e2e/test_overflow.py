"""A network that explodes gets a sentence and pictures with gaps, and can still be walked through."""

import pytest

pytestmark = pytest.mark.browser

HUGE = "1*Wx*2*1e200_1e200_1e200_1e200*Wh*2*1e200_1e200_1e200_1e200*Wo*1*1e200_1e200*"
GROWING = "1*Wx*2*1_1_1_1*Wh*2*1e160_0_0_1e160*Wo*1*1_1*"


def walk(visit, steps):
    for at in range(2 * steps + 1):
        visit.expect_at(at)
        visit.press("ArrowRight")
    visit.expect_at(2 * steps)


def test_an_exploding_network_is_told_shows_what_overflows_and_can_be_walked(open_page):
    visit = open_page({"preset": "four", "activation": "identity", "weights": HUGE})
    visit.expect_message("overflow", "step", "smaller weights")
    walk(visit, 4)
    visit.slider.fill("4")
    assert set(visit.numbers()["hidden_states"].values()) == {"∞"}
    visit.slider.fill("1")
    assert visit.numbers()["hidden_states"] == {"h1": "6.000e+199", "h2": "6.000e+199"}
    visit.expect_message("overflow")


def test_numbers_that_are_none_are_not_shown_as_missing(open_page):
    """0 · ∞ is no number; that is not the same as a column that has none."""
    visit = open_page({"preset": "four", "activation": "identity", "weights": GROWING, "at": "4"})
    visit.expect_message("overflow")
    assert set(visit.numbers()["hidden_states"].values()) == {"NaN"}
    visit.go({"preset": "four", "weights": "", "scale": "0"})  # no gradient at all
    visit.expect_no_message()
    walk(visit, 4)
