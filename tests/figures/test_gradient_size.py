"""The size of the gradient of networks whose gradient is known beforehand."""

import numpy as np
import pytest
from test_every_figure import RUNS, every_run

from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import FIGURES, writing

STEPS = 8
gradient_size = FIGURES["gradient_size"]


def multiplied_by(factor, **choices):
    """A network without activation whose every step back multiplies the gradient by ``factor``."""
    weights = {"Wh": factor * np.eye(2), "Wx": [[0.0, 0.0]], "Wo": [[1.0], [1.0]], "b": [[0.0, 0.0]], "bo": [[0.0]]}
    scenario = Scenario(inputs=np.zeros((STEPS, 1)), targets="1", activation="identity", shape="many_to_one")
    return simulate(scenario.but(weights=weights, **choices))


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_exponential_growth_is_a_straight_line_on_a_log_axis(factor):
    figure = gradient_size(multiplied_by(factor))
    assert figure.layout.yaxis.type == "log"
    np.testing.assert_allclose(np.diff(np.log(figure.data[0].y)), -np.log(factor), atol=1e-12)


@every_run
def test_each_step_tells_its_own_factor(run):
    said = gradient_size(RUNS[run]).layout.meta
    np.testing.assert_array_equal(said["values"][1, 1:], RUNS[run].factors[0])
    assert said["live"]["factor"][1:] == [writing.number(factor) for factor in RUNS[run].factors[0]]


def test_a_gradient_too_small_to_be_squared_has_a_size():
    sizes = gradient_size(multiplied_by(1e-100)).layout.meta["values"][0]
    assert sizes[STEPS - 2] == pytest.approx(np.sqrt(8) * 1e-200, rel=1e-12)


@every_run
def test_ticks_stand_within_the_curve(run):
    figure = gradient_size(RUNS[run])
    size, axis = figure.data[0].y, figure.layout.yaxis
    assert len(axis.tickvals) == len(axis.ticktext)
    if np.isfinite(size).any():
        np.testing.assert_allclose(axis.tickvals[[0, -1]], [np.nanmin(size), np.nanmax(size)])
