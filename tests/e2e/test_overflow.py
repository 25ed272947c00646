"""A network that explodes gets a sentence and pictures with gaps, and can still be walked through."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HUGE = "1*Wx*2*1e200_1e200_1e200_1e200*Wh*2*1e200_1e200_1e200_1e200*Wo*1*1e200_1e200*"
MIXED = "1*Wx*2*1e200_1e200_1e200_1e200*Wh*2*1e200_-1e200_-1e200_1e200*Wo*1*1e200_-1e200*"
GROWING = "1*Wx*2*1_1_1_1*Wh*2*1e160_0_0_1e160*Wo*1*1_1*"


def walk(visit, steps):
    for at in range(2 * steps + 1):
        visit.expect_at(at)
        visit.press("ArrowRight")
    visit.expect_at(2 * steps)


@pytest.mark.parametrize("weights", [HUGE, MIXED, GROWING])
def test_an_exploding_network_is_told_and_can_be_walked(open_page, weights):
    visit = open_page({"preset": "four", "activation": "identity", "weights": weights})
    visit.expect_message("overflow", "step", "smaller weights")
    walk(visit, 4)
    visit.expect_message("overflow")


def test_the_numbers_that_overflow_are_shown_as_such(open_page):
    visit = open_page({"preset": "four", "activation": "identity", "weights": HUGE, "at": "4"})
    visit.expect_message("overflow")
    assert set(visit.numbers()["hidden_states"].values()) == {"∞"}
    visit.slider.fill("1")
    assert visit.numbers()["hidden_states"] == {"h1": "6.000e+199", "h2": "6.000e+199"}


def test_numbers_that_are_none_are_not_shown_as_missing(open_page):
    """inf − inf is no number, where a processor rounds both products; that is not the same as a column without one."""
    visit = open_page({"preset": "four", "activation": "identity", "weights": MIXED, "at": "4"})
    visit.expect_message("overflow")
    assert set(visit.numbers()["hidden_states"].values()) <= {"NaN", "∞", "−∞"}


def test_an_edit_that_makes_it_explode_can_be_undone(open_page):
    visit = open_page("preset=four&activation=identity")
    drawn = visit.drawn()
    visit.edit("Wh", 1, 1, "1e200")
    visit.expect_message("overflow")
    visit.click("Undo")
    visit.expect_no_message()
    visit.expect_drawn(drawn)


def test_a_loss_that_overflows_alone_is_told(open_page):
    """The first step's loss is past all numbers; it does not count, so that no gradient overflows."""
    wanted = {"inputs": "1e160 0; 0 0", "targets": "1", "shape": "many_to_one", "activation": "identity"}
    visit = open_page(wanted | {"weights": "1*Wx*2*1_1_1_1*Wh*2*0_0_0_0*Wo*1*1_1*"})
    visit.expect_message("overflow")
    walk(visit, 2)


def test_a_network_without_any_gradient_can_be_walked(open_page):
    visit = open_page({"preset": "four", "weights": "", "scale": "0"})
    visit.expect_no_message()
    expect(visit.slider).to_have_attribute("max", "8")
    walk(visit, 4)
