"""The verdict in words: a constructed network for each case, and the numbers it names."""

import re

import numpy as np
import pytest
from test_flow import linear

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.flow import flow, slopes
from rnnviz.core.gradient.spectrum import with_radius
from rnnviz.core.gradient.verdict import verdict

TURN = np.array([[0.0, -1.0], [1.0, 0.0]])


def said(run, *parts):
    text = verdict(run)
    assert all(part in text for part in parts), text
    return [float(number) for number in re.findall(r"\d+\.?\d*(?:e[+-]\d+)?", text)]


def test_small_eigenvalues_vanish():
    assert said(linear(0.5 * TURN), "it vanishes") == [0.5, 0.5, 1, 0.5, 6, 0.016]


def test_radius_1_keeps_the_size_of_a_linear_state():
    assert said(linear(TURN), "it keeps its size") == [1, 1, 1, 1, 6, 1]


def test_large_eigenvalues_explode():
    assert said(linear(2 * TURN), "it explodes") == [2, 2, 1, 2, 6, 64]


def test_radius_1_still_vanishes_where_the_slope_is_small():
    run = linear(TURN, activation="tanh", inputs=np.ones((6, 1)), biases=False)
    weights = run.scenario.matrices | {"Wx": np.array([[1.0, 1.0]])}
    run = simulate(run.scenario.but(weights=weights))
    radius, factor, way, left, slope = said(run, "The spectral radius is 1, and still the gradient vanishes", "only")
    assert radius == 1
    assert (way, left) == (6, pytest.approx(flow(run).truth[0], rel=0.05))
    assert factor == pytest.approx(flow(run).mean, rel=0.01)
    assert slope == pytest.approx(slopes(run).mean(), rel=0.01)
    assert slope < 0.9
    assert factor < 0.9


def test_a_shear_grows_for_a_while_although_its_radius_is_below_1():
    run = linear(np.array([[0.5, 4.0], [0.0, 0.5]]), steps=12)
    radius, _one, peak, stretch, factor, way, _left = said(run, "below 1, and yet", "not perpendicular", "it vanishes")
    assert (radius, way) == (0.5, 12)
    assert peak == pytest.approx(flow(run).truth[1:].max(), rel=0.01)
    assert stretch == pytest.approx(np.linalg.norm(run.params.Wh, 2), rel=0.01)
    assert factor == pytest.approx(flow(run).mean, rel=0.01)


@pytest.mark.parametrize("name", ["sine", "rhyme", "classifier"])
def test_a_matrix_scaled_to_radius_1_is_not_said_to_be_below_1(name):
    scenario = PRESETS[name].scenario
    run = simulate(scenario.but(weights=scenario.matrices | {"Wh": with_radius(scenario, "Wh", 1.0)}))
    assert "The spectral radius is 1, " in verdict(run)
    assert "below 1" not in verdict(run)


def test_a_little_a_step_is_much_over_many():
    assert "it vanishes" in verdict(linear(0.91 * np.eye(2), steps=60))
    assert "it explodes" in verdict(linear(1.09 * np.eye(2), steps=60))
    assert "keeps its size" in verdict(linear(0.99 * np.eye(2), steps=60))


def test_silent_units_are_named():
    weights = {"Wx": np.array([[1.0, 1.0]]), "b": np.array([[0.0, -50.0]])}
    choices = {"activation": "relu", "inputs": np.ones((6, 1)), "biases": True}
    run = linear(TURN, **choices)
    some = simulate(run.scenario.but(weights=run.scenario.matrices | {"Wh": 0.99 * TURN + np.eye(2) * 0.2} | weights))
    assert (slopes(some) == 0).mean() == 0.5
    assert 50.0 in said(some, "50% of the units are silent")
    none = simulate(run.scenario.but(weights=run.scenario.matrices | weights | {"b": np.array([[-50.0, -50.0]])}))
    assert 100.0 in said(none, "Nothing comes back", "whatever the matrix")


def test_a_nilpotent_matrix_sends_nothing_back():
    assert said(linear(np.array([[0.0, 5.0], [0.0, 0.0]])), "Nothing comes back", "radius 0", "come to an end") == [0]


@pytest.mark.parametrize(("cell", "gate"), [("lstm", "by f (Forget gate)"), ("gru", "by z (Update gate)")])
def test_gated_cells_name_the_gate_that_carries(cell, gate):
    run = simulate(Scenario(cell=cell, inputs="0; 0; 0; 0", scale=0.0, weights={"Wo": [[1.0], [1.0]]}))
    opened, factor, _way, _left = said(run, "No single matrix", gate, "it vanishes")
    assert opened == 0.5
    assert factor == pytest.approx(flow(run).mean, rel=0.01)


def test_a_stack_of_layers_is_measured_as_a_whole():
    run = simulate(Scenario(layers=2, inputs="1; 2; 3"))
    factor, _way, _left = said(run, "the states of all layers")
    assert factor == pytest.approx(flow(run).mean, rel=0.01)


@pytest.mark.parametrize(
    "choices", [{"inputs": "1"}, {"inputs": "1; 2; 3", "block": 1}, {"inputs": "1; 2", "block": 1}]
)
def test_one_step_has_no_way_back(choices):
    assert "only one step" in verdict(simulate(Scenario(**choices)))


def test_no_gradient_is_said_to_be_none():
    run = linear(TURN, biases=False)
    run = simulate(run.scenario.but(weights=run.scenario.matrices | {"Wo": np.zeros((2, 1))}))
    assert "No loss sends a gradient" in verdict(run)


def test_an_overflow_is_told():
    huge = {"Wx": [[1e200]], "Wh": [[1e200]], "Wo": [[1.0]]}
    run = simulate(Scenario(inputs="1; 1; 1", hidden_size=1, biases=False, activation="identity", weights=huge))
    assert "overflow" in verdict(run)


def test_what_is_too_large_is_told():
    huge = Scenario(cell="lstm", layers=3, hidden_size=64, inputs="1; 2; 3")
    assert "too large" in verdict(simulate(huge))
    sequence = np.random.default_rng(0).normal(size=(20, 2))
    assert "only the last 7 steps" in verdict(simulate(huge.but(hidden_size=32, inputs=sequence)))


@pytest.mark.parametrize("name", PRESETS)
def test_every_example_has_a_verdict_without_an_empty_place(name):
    text = verdict(simulate(PRESETS[name].scenario).example(0))
    assert text.endswith(".")
    assert not re.search(r"[{}]|nan", text)
