"""The chain rule link by link: it arrives at what the itemised gradient says, in every cell."""

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.chain_rule import chain
from rnnviz.core.gradient.jacobians import jacobians, state_names


@pytest.mark.parametrize("seed", seeds(150, some=50))
def test_every_chain_arrives_at_the_itemised_gradient(seed):
    run = simulate(random_scenario(seed, **random_kind(seed))).example(0)
    parts = np.stack([run.itemised(layer)[0] for layer in range(run.scenario.layers)], axis=2)
    for t in range(1, run.steps + 1):
        for k in range(1, t + 1):
            found = chain(run, t, k)
            scale = np.abs(parts[t - 1]).max()
            np.testing.assert_allclose(found.arrived, parts[t - 1, k - 1], rtol=1e-10, atol=1e-12 * scale)
            assert bool(found.cut) == any(k <= start < t for start in run.blocks.starts)


def test_a_simple_cell_has_the_textbook_jacobian():
    run = simulate(random_scenario(3, activation="tanh"))
    h = run.trace.signals["h"][0]
    for t, factor in enumerate(jacobians(run, range(1, run.steps + 1))):
        np.testing.assert_allclose(factor, (run.params.Wh * (1 - h[t] ** 2)).T, rtol=1e-12, atol=1e-15)


def test_the_linear_cell_has_one_jacobian():
    run = simulate(PRESETS["review"].scenario)
    lower = run.params.Wc[-run.scenario.hidden_size :]
    for factor in jacobians(run, range(1, run.steps + 1)):
        np.testing.assert_allclose(factor, lower.T, rtol=1e-12, atol=1e-15)


def test_the_carry_of_an_lstm_is_its_forget_gate():
    run = simulate(random_scenario(5, cell="lstm").but(weights="", scale=0.0))
    forget = run.trace.signals["f"][0]
    for t, factor in enumerate(jacobians(run, range(1, run.steps + 1))):
        np.testing.assert_allclose(np.diag(factor)[run.scenario.hidden_size :], forget[t], rtol=1e-12)


def test_the_product_grows_by_one_factor_a_link():
    links = chain(simulate(PRESETS["four"].scenario), 4, 1).links
    np.testing.assert_allclose(links[2].product, links[0].factor @ links[1].factor @ links[2].factor)


def test_states_are_named_layer_by_layer():
    run = simulate(Scenario(inputs="1; 2", cell="lstm", layers=2, hidden_size=1))
    assert state_names(run) == ["h_1", "c_1", "h2_1", "c2_1"]
