"""Vanishing, exploding or neither: the verdict of networks whose gradient is known beforehand."""

import re

import numpy as np
import pytest
from test_every_figure import RUNS, every_run

from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import FIGURES

STEPS = 8
gradient_size = FIGURES["gradient_size"]


def multiplied_by(factor, **choices):
    """A network without activation whose every step back multiplies the gradient by ``factor``."""
    weights = {"Wh": factor * np.eye(2), "Wx": [[0.0, 0.0]], "Wo": [[1.0], [1.0]], "b": [[0.0, 0.0]], "bo": [[0.0]]}
    scenario = Scenario(inputs=np.zeros((STEPS, 1)), targets="1", activation="identity", shape="many_to_one")
    return simulate(scenario.but(weights=weights, **choices))


def notice(run):
    return gradient_size(run).layout.meta["notice"]


def number_in(text):
    return float(re.search(r"[\d.]+(e[−+]\d+)?", text)[0].replace("−", "-"))


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [
        (0.5, "it vanishes"),
        (0.85, "it vanishes"),
        (0.95, "it keeps its size"),
        (1.0, "it keeps its size"),
        (-1.0, "it keeps its size"),
        (1.05, "it keeps its size"),
        (1.15, "it explodes"),
        (2.0, "it explodes"),
    ],
)
def test_the_verdict_names_what_the_gradient_does_and_by_how_much(factor, verdict):
    said = notice(multiplied_by(factor))
    assert verdict in said
    assert number_in(said) == pytest.approx(abs(factor), abs=1e-6)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_exponential_growth_is_a_straight_line_on_a_log_axis(factor):
    figure = gradient_size(multiplied_by(factor))
    assert figure.layout.yaxis.type == "log"
    np.testing.assert_allclose(np.diff(np.log(figure.data[0].y)), -np.log(factor), atol=1e-12)


@every_run
def test_the_number_in_the_verdict_is_the_geometric_mean_of_the_factors(run):
    run = RUNS[run]
    factors = run.factors[0][np.isfinite(run.factors[0]) & (run.factors[0] > 0)]
    if len(factors) and not run.overflow:
        assert number_in(notice(run)) == pytest.approx(np.exp(np.log(factors).mean()), rel=1e-3)
    np.testing.assert_array_equal(gradient_size(run).layout.meta["values"][1, 1:], run.factors[0])


def test_a_gradient_too_small_to_be_squared_has_a_size():
    sizes = gradient_size(multiplied_by(1e-100)).layout.meta["values"][0]
    assert sizes[STEPS - 2] == pytest.approx(np.sqrt(8) * 1e-200, rel=1e-12)


def test_no_gradient_is_said_to_be_none():
    assert "No gradient" in notice(RUNS["no gradient"])


def test_an_infinite_gradient_is_not_said_to_be_none():
    assert "No gradient" not in notice(RUNS["overflow"])


def test_a_network_without_memory_sends_nothing_back():
    assert "No gradient" in notice(multiplied_by(0.0))


@every_run
def test_ticks_stand_within_the_curve(run):
    figure = gradient_size(RUNS[run])
    size, axis = figure.data[0].y, figure.layout.yaxis
    assert len(axis.tickvals) == len(axis.ticktext)
    if np.isfinite(size).any():
        np.testing.assert_allclose(axis.tickvals[[0, -1]], [np.nanmin(size), np.nanmax(size)])
