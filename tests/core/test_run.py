"""A Run tells what came of a Scenario, overflow included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_runs import random_scenario

from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.verify.gradient_check import check_gradients


def one_unit(inputs, Wx, Wh, Wo, **choices):
    """A network of one identity unit: what overflows where is plain arithmetic."""
    weights = {"Wx": [[Wx]], "Wh": [[Wh]], "Wo": [Wo]}
    return Scenario(inputs=inputs, activation="identity", biases=False, hidden_size=1, weights=weights, **choices)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_runs_and_passes_the_gradient_check(name):
    scenario = PRESETS[name].scenario
    assert simulate(scenario).overflow is None
    few_units = scenario.but(hidden_size=min(scenario.hidden_size, 6))  # a check of all weights takes its time
    assert check_gradients(simulate(few_units)).error < 1e-6


def test_an_untrained_softmax_guesses_all_classes_alike():
    run = simulate(PRESETS["softmax"].scenario)
    np.testing.assert_allclose(run.trace.signals["p"], 0.2, atol=2e-4)
    np.testing.assert_allclose(run.losses, np.log(5), atol=1e-2)


def test_the_loss_is_the_sum_of_the_counted_losses():
    scenario = Scenario(inputs="1; 2; 3 | 4; 5; 6")
    every, last = simulate(scenario), simulate(scenario.but(shape="many_to_one"))
    np.testing.assert_array_equal(every.losses, last.losses)
    assert every.loss == pytest.approx(every.losses.sum())
    assert last.loss == pytest.approx(every.losses[:, -1].sum())


def test_softmax_of_huge_logits_is_finite():
    run = simulate(one_unit("1", 1.0, 0.0, [1000.0, -1000.0], head="softmax", targets="1", output_size=2))
    assert run.trace.signals["p"].tolist() == [[[1.0, 0.0]]]
    assert run.gradients.signals["y"].tolist() == [[[1.0, -1.0]]]
    assert run.loss == 2000.0


@given(st.integers(0, 10**6))
def test_softmax_is_a_distribution(seed):
    p = simulate(random_scenario(seed, head="softmax")).trace.signals["p"]
    assert (p > 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1.0, rtol=1e-12)


def test_overflow_names_the_first_forward_signal_and_step():
    assert simulate(one_unit("1; 1; 1", 1e200, 1e200, [0.0])).overflow == ("a", 2)
    assert simulate(one_unit("1; 1; 1", 1e200, 0.0, [1e200])).overflow == ("y", 1)
    assert simulate(one_unit("0; 0 | 1; 1", 1e300, 1e300, [0.0])).overflow == ("a", 2)


def test_overflow_names_the_first_gradient_on_the_way_back():
    assert simulate(one_unit("0; 0; 0; 0", 0.0, 1e200, [1.0], targets="1")).overflow == ("dL/dh", 2)


def test_an_infinite_loss_is_told():
    run = simulate(one_unit("1e200", 1.0, 0.0, [1.0]))
    assert run.loss == np.inf
    assert run.overflow is not None


def test_an_infinite_parameter_gradient_is_told():
    run = simulate(one_unit("1e200", 1e-50, 0.0, [1.0]))
    assert np.isfinite(run.loss)
    assert run.gradients.params.Wx == np.inf
    assert run.overflow is not None


def test_a_loss_that_is_not_counted_cannot_spoil_the_loss():
    run = simulate(one_unit("1e200; 1", 1.0, 0.0, [1.0], targets="0", shape="many_to_one"))
    assert run.losses.tolist() == [[np.inf, 1.0]]
    assert run.loss == 1.0


def test_a_saturated_sigmoid_is_finite():
    run = simulate(Scenario(inputs="1e308; -1e308", activation="sigmoid", hidden_size=1, weights={"Wx": [[1.0]]}))
    assert run.trace.signals["h"].tolist() == [[[1.0], [0.0]]]
    assert run.overflow is None


def test_no_answer_takes_the_name_of_a_cells_signal():
    answers = {answer.name for head in HEADS.values() for answer in head.answers}
    for make in CELLS.values():
        assert not answers & {equation.name for equation in make(ACTIVATIONS["tanh"]).equations}
