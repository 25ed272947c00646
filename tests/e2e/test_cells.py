"""Every cell and every layer has its pictures, its numbers and its arithmetic, and can be walked and edited."""

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import Scenario, simulate

pytestmark = pytest.mark.browser

GATES = ("gates", "gate_gradients")
LSTM = Scenario(cell="lstm", inputs="1 0; 0 1; 1 1", hidden_size=2)


def link(**choices):
    return {"inputs": "1 0; 0 1; 1 1", "activation": "tanh", "biases": "True", "weights": ""} | choices


@pytest.mark.parametrize(("cell", "layers"), [("gru", 2), ("concat", 1)])
def test_a_cell_can_be_walked_through(open_page, cell, layers):
    visit = open_page(link(cell=cell, layers=str(layers)))
    run = simulate(Scenario(inputs="1 0; 0 1; 1 1", cell=cell, layers=layers))
    for at in range(7):
        visit.expect_at(at)
        visit.press("ArrowRight")
    visit.expect_at(6)
    [h] = visit.traces("hidden_states")
    rows = np.vstack([run.trace.signals["h" + end][0].T for end in run.layer_ends])
    np.testing.assert_allclose(h[:, 1:], rows, rtol=1e-12)
    for figure in GATES:
        expect(visit.lane(figure)).to_have_count(1 if cell in ("lstm", "gru") else 0)
    expect(visit.page.get_by_text("This step's share of dL/dWo")).to_be_visible()


def test_an_edit_of_a_gate_s_weight_shows_in_the_gates(open_page):
    visit = open_page(link(cell="lstm"))
    visit.edit("Wxf", 1, 1, "2")
    weights = {"Wxf": [[2.0, None], [None, None]]}
    wanted = simulate(LSTM.but(weights=weights)).trace.signals["f"][0].T
    visit.until(lambda: np.allclose(visit.traces("gates")[0][2:4, 1:], wanted))
    np.testing.assert_allclose(visit.traces("gates")[0][2:4, 1:], wanted, rtol=1e-12)


def test_another_cell_brings_and_takes_its_pictures(open_page):
    visit = open_page(link(cell="lstm"))
    for word, count in (("Simple (Elman)", 0), ("GRU", 1)):
        visit.choose("cell", word)
        for figure in GATES:
            expect(visit.lane(figure)).to_have_count(count)
        visit.ready()
        visit.expect_no_message()
    order = [lane.get_attribute("data-figure") for lane in visit.stage.locator(".rv-time .rv-lane").all()]
    assert order.index("inputs") < order.index("gates") < order.index("hidden_states")
    visit.stage.locator("h3").first.click()
    visit.press("End")
    visit.expect_at(6)
