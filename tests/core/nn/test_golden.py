"""The two-unit sigmoid network of the articles, number by number, against values made with PyTorch."""

import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.core.presets import ONCE
from rnnviz.core.run import simulate

GOLDEN = json.loads((Path(__file__).parents[1] / "two_unit_sigmoid.json").read_text())
ITEMISED = np.array(GOLDEN["itemised_T4_dLt_dhk"])
CASES = [name for name, value in GOLDEN.items() if isinstance(value, dict)]


def run_of(T, shape, block=0):
    return simulate(ONCE.but(inputs=[[0.2, 0.4]] * T, shape=shape, block=block))


@pytest.fixture(params=CASES)
def case(request):
    """The golden numbers of one case, and our run of it."""
    golden = GOLDEN[request.param]
    shape = {"sum": "step_by_step", "last": "many_to_one"}[golden["loss"]]
    return golden, run_of(golden["T"], shape, golden["block"] or 0)


def same(found, golden):
    golden = np.array(golden)
    assert found.shape == golden.shape
    np.testing.assert_allclose(found, golden, rtol=0, atol=1e-12)


def test_the_file_holds_the_five_cases():
    assert CASES == ["T1", "T3_sum", "T4_sum", "T4_last", "T4_sum_block2_stateful"]


def test_forward(case):
    golden, run = case
    same(run.trace.signals["h"][0], golden["h"])
    same(run.trace.signals["y"][0, :, 0], golden["y"])
    same(run.losses[0], golden["L_t"])
    assert run.loss == pytest.approx(golden["L"], rel=0, abs=1e-12)


def test_backward(case):
    golden, run = case
    same(run.gradients.params.Wx, golden["dWx"])
    same(run.gradients.params.Wh, golden["dWh"])
    same(run.gradients.params.Wo, golden["dWo"])
    same(run.gradients.signals["h"][0], golden["dh"])
    same(run.gradients.h0[0], golden["dh0"])


def test_dropped_at_the_cuts(case):
    golden, run = case
    assert {str(t) for t in run.gradients.dropped} == set(golden["dropped_at_boundary"])
    for t, dropped in golden["dropped_at_boundary"].items():
        same(run.gradients.dropped[int(t)][0], dropped)


@pytest.mark.parametrize("t", [1, 2, 3, 4])
def test_one_loss_alone_sends_its_own_row_back(t):
    same(run_of(t, "many_to_one").gradients.signals["h"][0], ITEMISED[t - 1, :t])
    assert not ITEMISED[t - 1, t:].any()


def test_the_rows_add_up_to_the_gradient_of_their_sum():
    same(run_of(4, "step_by_step").gradients.signals["h"][0], ITEMISED.sum(axis=0))
