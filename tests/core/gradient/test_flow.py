"""Factors, truth and bounds: against products computed outright, and networks known by hand."""

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.flow import MOST_WORK, flow, slopes
from rnnviz.core.gradient.jacobians import jacobians

ROOM = 1 + 1e-9


def linear(matrix, steps=6, **choices):
    """A network without activation and input: only ``matrix`` acts."""
    size = len(matrix)
    weights = {"Wh": matrix, "Wx": np.zeros((1, size)), "Wo": np.ones((size, 1))}
    given = {"inputs": np.zeros((steps, 1)), "targets": "1", "activation": "identity", "hidden_size": size}
    return simulate(Scenario(**given | {"shape": "many_to_one", "biases": False, "weights": weights} | choices))


@pytest.mark.parametrize("seed", seeds(150, some=50))
def test_the_truth_is_the_norm_of_the_product(seed):
    run = simulate(random_scenario(seed, **random_kind(seed))).example(0)
    found, factors = flow(run), list(jacobians(run, range(1, run.steps + 1)))
    np.testing.assert_allclose(found.factors[1:], [np.linalg.norm(factor, 2) for factor in factors], rtol=1e-10)
    assert np.isnan(found.factors[0])
    for block in run.blocks.steps:
        product = np.eye(len(factors[0]))
        for t in range(block.stop, block.start, -1):
            assert found.truth[t] == pytest.approx(np.linalg.norm(product, 2), rel=1e-8, abs=1e-300)
            product = product @ factors[t - 1]
    first = np.linalg.multi_dot([*factors[run.blocks.steps[0]][::-1], np.eye(len(factors[0]))])
    assert found.truth[0] == pytest.approx(np.linalg.norm(first, 2), rel=1e-8, abs=1e-300)


@pytest.mark.parametrize("seed", seeds(150, some=50))
def test_the_truth_never_lies_above_the_bounds(seed):
    run = simulate(random_scenario(seed, **random_kind(seed) | {"cell": "elman", "layers": 1})).example(0)
    found = flow(run)
    assert (found.truth <= found.tight * ROOM).all()
    assert (found.tight <= found.bound * ROOM).all()
    np.testing.assert_array_equal(np.isnan(found.truth), np.isnan(found.bound))


def test_a_linear_cell_has_the_same_factor_at_every_step():
    run = simulate(PRESETS["review"].scenario).example(1)
    found, matrix = flow(run), run.params.Wc[-run.scenario.hidden_size :]
    np.testing.assert_allclose(found.factors[1:], np.linalg.norm(matrix, 2), rtol=1e-12)
    np.testing.assert_allclose(found.decay[::-1], np.abs(np.linalg.eigvals(matrix)).max() ** np.arange(run.steps + 1))
    assert (found.truth[:-1] >= found.decay[:-1] / ROOM).all()  # a power is never shorter than its eigenvalue's
    assert (slopes(run) == 1).all()


def test_a_multiple_of_the_identity_meets_bound_truth_and_eigenvalues_alike():
    found = flow(linear(0.5 * np.eye(3)))
    for curve in (found.truth, found.bound, found.tight, found.decay):
        np.testing.assert_allclose(curve, 0.5 ** np.arange(6, -1, -1.0), rtol=1e-12)
    assert found.mean == pytest.approx(0.5, rel=1e-12)


def test_a_shear_grows_although_its_eigenvalues_are_small():
    found = flow(linear(np.array([[0.5, 4.0], [0.0, 0.5]])))
    assert found.decay[5] == pytest.approx(0.5)
    assert found.truth[5] > 4


def test_the_sigmoid_halves_the_bound_twice():
    found = flow(simulate(PRESETS["four"].scenario))
    np.testing.assert_allclose(found.bound, (0.25 * np.sqrt(0.82)) ** np.arange(4, -1, -1.0), rtol=1e-12)
    np.testing.assert_allclose(found.decay, 0.9 ** np.arange(4, -1, -1.0), rtol=1e-12)
    assert found.mean == pytest.approx(found.truth[0] ** 0.25, rel=1e-12)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_gated_cells_and_stacks_have_no_simple_bound(cell):
    for scenario in (Scenario(cell=cell, inputs="1; 2; 3"), Scenario(layers=2, inputs="1; 2; 3")):
        found = flow(simulate(scenario))
        assert np.isnan([found.bound, found.tight, found.decay]).all()
        assert np.isfinite(found.truth).all()


def test_an_lstm_without_weights_forgets_half_of_its_cell_state():
    found = flow(simulate(Scenario(cell="lstm", inputs="0; 0; 0", scale=0.0)))
    np.testing.assert_allclose(found.factors[1:], np.hypot(0.5, 0.25), rtol=1e-12)  # f to c, f·o to h
    assert found.truth[1] == pytest.approx(0.5 * np.hypot(0.5, 0.25), rel=1e-12)


def test_every_block_begins_anew():
    run = simulate(PRESETS["four"].scenario.but(block=2))
    found = flow(run)
    assert found.truth[[2, 4]].tolist() == found.bound[[2, 4]].tolist() == found.tight[[2, 4]].tolist() == [1.0, 1.0]
    assert found.truth[3] == pytest.approx(found.factors[4], rel=1e-12)
    assert found.mean == pytest.approx(found.truth[3])


def test_sizes_beyond_all_numbers_leave_gaps_but_the_mean_is_right():
    grows, shrinks = (flow(linear(factor * np.eye(1), steps=100)) for factor in (1e5, 1e-5))
    assert grows.truth[0] == np.inf
    assert shrinks.truth[0] == 0.0
    assert grows.mean == pytest.approx(1e5, rel=1e-9)
    assert shrinks.mean == pytest.approx(1e-5, rel=1e-9)


def test_an_overflow_raises_nothing():
    found = flow(linear(np.array([[1e200]]), h0=[1e200]))
    assert not np.isfinite(found.bound[0])
    overflown = {"Wx": [[1e200]], "Wh": [[1e200]], "Wo": [[1.0]]}
    run = simulate(Scenario(inputs="1; 1; 1; 1", hidden_size=1, biases=False, activation="relu", weights=overflown))
    assert run.overflow
    assert flow(run).factors[1] == pytest.approx(1e200)


def test_a_large_state_is_measured_over_few_steps_or_none():
    sequence = np.random.default_rng(0).normal(size=(61, 2))
    large = flow(simulate(Scenario(cell="lstm", layers=3, hidden_size=32, inputs=sequence)))
    assert large.steps == MOST_WORK // 192**3 < 61
    assert np.isfinite(large.truth[-large.steps - 1 :]).all()
    assert np.isnan(large.truth[: -large.steps - 1]).all()
    assert np.isnan(large.factors[: -large.steps]).all()
    huge = flow(simulate(Scenario(cell="lstm", layers=3, hidden_size=64, inputs="1; 2; 3")))
    assert huge.steps == 0
    assert np.isnan(huge.mean)
