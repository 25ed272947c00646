"""Eigenvalues, singular values and the scaling to a spectral radius."""

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, Scenario
from rnnviz.core.gradient.spectrum import recurrent, scaled, spectrum, with_radius

MATRICES = [np.random.default_rng(seed).normal(size=(size, size)) for seed, size in enumerate([1, 2, 3, 5, 8, 32])]


@pytest.mark.parametrize("matrix", MATRICES)
def test_numpy_finds_the_same(matrix):
    found = spectrum(matrix)
    np.testing.assert_allclose(
        np.sort_complex(found.eigenvalues), np.sort_complex(np.linalg.eigvals(matrix)), rtol=1e-9
    )
    np.testing.assert_allclose(found.singular, np.linalg.svd(matrix, compute_uv=False), rtol=1e-12)
    assert found.stretch == pytest.approx(np.linalg.norm(matrix, 2), rel=1e-12)
    assert found.radius <= found.stretch * (1 + 1e-12)
    assert (np.diff(np.abs(found.eigenvalues)) <= 1e-12).all()


def test_a_turn_by_hand():
    found = spectrum(np.array([[3.0, 4.0], [-4.0, 3.0]]))  # λ = 3 ± 4i, and every vector becomes five times as long
    np.testing.assert_allclose(found.eigenvalues.imag, [4.0, -4.0])
    np.testing.assert_allclose([found.radius, *found.singular], 5.0)


def test_the_worked_example_has_radius_nine_tenths_and_rank_one():
    found = spectrum(PRESETS["four"].scenario.params.Wh)
    assert found.radius == pytest.approx(0.9, abs=1e-12)
    assert found.stretch == pytest.approx(np.sqrt(0.82), abs=1e-12)
    assert found.singular[1] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_no_size_over_or_underflows(size):
    assert spectrum(size * np.eye(2)).radius == pytest.approx(size, rel=1e-12)
    assert spectrum(scaled(size * np.eye(2), 0.5)).radius == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize("radius", [0.05, 0.95, 1.0, 1.3, 2.0])
@pytest.mark.parametrize("matrix", MATRICES)
def test_the_scaled_matrix_has_the_radius_and_the_same_directions(matrix, radius):
    found = scaled(matrix, radius)
    assert np.abs(np.linalg.eigvals(found)).max() == pytest.approx(radius, rel=1e-12)
    np.testing.assert_allclose(found * np.abs(matrix).max() / np.abs(found).max(), matrix, rtol=1e-12)


@pytest.mark.parametrize(
    "matrix", [np.zeros((2, 2)), np.array([[0.0, 5.0], [0.0, 0.0]]), np.array([[1.0, -1.0], [1.0, -1.0]])]
)
def test_a_matrix_whose_powers_end_has_radius_0_and_cannot_be_scaled(matrix):
    assert spectrum(matrix).radius == 0.0
    with pytest.raises(ValueError, match="spectral radius is 0"):
        scaled(matrix, 1.0)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_told(bad):
    matrix = np.array([[bad, 0.0], [0.0, 1.0]])
    assert np.isnan(spectrum(matrix).radius)
    assert np.isnan(spectrum(matrix).stretch)
    with pytest.raises(ValueError, match="not finite"):
        scaled(matrix, 1.0)
    with pytest.raises(ValueError, match="was given"):
        scaled(np.eye(2), bad)
    with pytest.raises(ValueError, match="was given"):
        scaled(np.eye(2), -0.5)


@pytest.mark.parametrize("seed", seeds(40, some=20))
def test_every_recurrent_matrix_of_every_network_is_found_and_scaled(seed):
    scenario = random_scenario(seed, **random_kind(seed))
    parts = recurrent(scenario, scenario.params)
    gates = {"elman": 1, "concat": 1, "minimal_gated": 2, "gru": 3, "gru_2014": 3}.get(scenario.cell, 4)
    assert len(parts) == gates * scenario.layers
    for name, part in parts.items():
        assert part.shape == (scenario.hidden_size, scenario.hidden_size)
        whole = with_radius(scenario, name, 1.5)
        after = scenario.but(weights=scenario.matrices | {name: whole})
        assert spectrum(recurrent(after, after.params)[name]).radius == pytest.approx(1.5, rel=1e-12)
        for other, array in after.params.items():
            if other != name:
                np.testing.assert_array_equal(array, getattr(scenario.params, other))


def test_only_the_lower_part_of_a_joined_matrix_is_scaled():
    scenario = Scenario(cell="concat", inputs="1 2 3")
    whole = with_radius(scenario, "Wc", 0.7)
    np.testing.assert_array_equal(whole[:3], scenario.params.Wc[:3])
    assert np.abs(np.linalg.eigvals(whole[3:])).max() == pytest.approx(0.7, rel=1e-12)


def test_a_name_that_is_none_of_the_matrices_is_refused():
    with pytest.raises(ValueError, match="Wx is no recurrent matrix"):
        with_radius(Scenario(), "Wx", 1.0)
