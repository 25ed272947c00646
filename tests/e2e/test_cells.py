"""Another cell brings its pictures and takes them away, and its gates follow an edit."""

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import Scenario, simulate

pytestmark = pytest.mark.browser

GATES = ("gates", "gate_gradients")
LSTM = Scenario(cell="lstm", inputs="1 0; 0 1; 1 1", hidden_size=2)
LINK = {"inputs": "1 0; 0 1; 1 1", "activation": "tanh", "biases": "True", "weights": "", "cell": "lstm"}


def test_a_cell_brings_and_takes_its_pictures_and_its_gates_follow_an_edit(open_page):
    visit = open_page(LINK)
    visit.edit("Wxf", 1, 1, "2")
    wanted = simulate(LSTM.but(weights={"Wxf": [[2.0, None], [None, None]]})).trace.signals["f"][0].T
    visit.until(lambda: np.allclose(visit.traces("gates")[0][2:4, 1:], wanted))
    np.testing.assert_allclose(visit.traces("gates")[0][2:4, 1:], wanted, rtol=1e-12)
    for word, count in (("Simple (Elman)", 0), ("GRU", 1)):
        visit.choose("cell", word)
        for figure in GATES:
            expect(visit.lane(figure)).to_have_count(count)
        visit.ready()
        visit.expect_no_message()
    order = [lane.get_attribute("data-figure") for lane in visit.stage.locator(".rv-time .rv-lane").all()]
    assert order.index("inputs") < order.index("gates") < order.index("hidden_states")
    visit.stage.locator("h3").first.click()
    for at in range(1, 7):
        visit.press("ArrowRight")
        visit.expect_at(at)
    expect(visit.page.get_by_text("This step's share of dL/dWo")).to_be_visible()
