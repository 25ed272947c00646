"""Pin and compare in the browser: A stays, B follows what is set, B − A stands under both."""

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate

pytestmark = pytest.mark.browser

FOUR = PRESETS["four"].scenario


def expect_states(visit, lane, wanted):
    visit.until(lambda: visit.lane(lane).count() and np.allclose(visit.traces(lane)[0][:, 1:], wanted, rtol=1e-12))
    np.testing.assert_allclose(visit.traces(lane)[0][:, 1:], wanted, rtol=1e-12, atol=1e-15)


def states(scenario):
    return simulate(scenario).trace.signals["h"][0].T


def test_a_stays_and_b_follows(open_page):
    visit = open_page("preset=four&view=compare&at=4")
    assert visit.lane("hidden_a").count() == 0
    visit.click("Pin this run as A")
    expect(visit.page.get_by_text("A and B are the same so far")).to_be_visible()
    visit.edit("Wh", 1, 1, "0.9")
    changed = FOUR.but(weights=FOUR.matrices | {"Wh": [[0.9, 0.4], [0.5, 0.5]]})
    expect_states(visit, "hidden_b", states(changed))
    expect_states(visit, "hidden_a", states(FOUR))
    expect_states(visit, "hidden_difference", states(changed) - states(FOUR))
    visit.expect_at(4)
    visit.until(lambda: "a.weights" in visit.page.url)
    visit.reload()
    expect_states(visit, "hidden_difference", states(changed) - states(FOUR))
    visit.click("Go back to A")
    expect_states(visit, "hidden_b", states(FOUR))
