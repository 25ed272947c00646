"""Weights drawn and weights set by hand: the text of a link loses nothing and trusts nobody."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.nn.initialise import SCHEMES, draw
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import read_weights, refit, write_weights

SHAPES = {"Wx": (3, 5), "Wh": (16, 16), "b": (1, 16), "Wo": (16, 2), "bo": (1, 2)}
BIASES = {name for name in SHAPES if name.startswith("b")}
cells = st.none() | st.floats(allow_nan=False, allow_infinity=False)
matrices = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=4)
)


@pytest.mark.parametrize(
    ("weights", "given", "allowed"),
    [
        ("1*Wx*2", "“1*Wx*2”", "ends with “*”"),
        ("1*Wx*2*1_2_3_4*Wh", "“1*Wx*2*1_2_3_4*Wh”", "ends with “*”"),
        ("1*Wx*2*1_2*Wh*2**", "1 cells", "“2”"),
        ("2*Wh*2*1_2_3_4", "“2*Wh*2*1_2_3_4”", "ends with “*”"),
        ("1*Wx*2*0.5_0.2_0.1_0.", "“1*Wx*2*0.5_0.2_0.1_0.”", "ends with “*”"),
        ("hello", "“hello”", "ends with “*”"),
        ("1*Wh*2*1_2_3*", "3 cells", "“2”"),
        ("1*Wh*0*1_2_3_4*", "4 cells", "“0”"),
        ("1*Wh*-2*1_2_3_4*", "4 cells", "“-2”"),
        ("1*Wh*²*1_2_3_4*", "4 cells", "“²”"),
        ("1*Wh*" + "9" * 5000 + "*1_2_3_4*", "4 cells", "Copy the link"),
        ("1*Wh*3*1_2_3_4_5_6*", "2×3", "2×2"),
        ("1*Wh*2*1_2_3_x*", "“x”", "such as 0.5"),
        ("1*Wh*2*1_2_3_nan*", "“nan”", "such as 0.5"),
        ("1*Wh*2*1_2_3_1e999*", "“1e999”", "up to 1.79e308"),
        ("1*U*1*1*", "U ", "Wx, Wh, b, Wo, bo"),
        ("1*<script>alert(1)</script>*1*1*", "<script…", "Wx, Wh, b, Wo, bo"),
        ("1" * 1_000_001, "1000001", "at most 1000000"),
        ({"U": [[1.0]]}, "U ", "Wx, Wh, b, Wo, bo"),
        ({"Wh": [[1.0]]}, "1×1", "2×2"),
        ({"Wh": [[1.0, 2.0], [3.0]]}, "[[1.0, 2.0], [3.0]]", "rows of equally many"),
        ({"Wh": "abc"}, "abc", "rows of equally many"),
        ({"Wh": [[1.0, 2.0], [3.0, float("inf")]]}, "“inf”", "such as 0.5"),
        ({"Wh": [[10**400, 0], [0, 0]]}, "10000", "numbers"),
        (7, "int", "mapping of names to matrices"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hostile_weights_become_a_sentence(complaint, weights, given, allowed):
    text = complaint(weights=weights)
    assert given in text
    assert allowed in text


def test_a_network_without_biases_takes_none(complaint):
    assert "Wx, Wh, Wo." in complaint(biases=False, weights={"b": [[1.0, 1.0]]})


@given(st.dictionaries(st.sampled_from(list(SHAPES)), matrices))
def test_text_keeps_every_bit_of_every_cell(weights):
    given = {name: np.array(matrix, dtype=float) for name, matrix in weights.items()}
    given = {name: matrix for name, matrix in given.items() if not np.isnan(matrix).all()}
    found = read_weights(write_weights(weights))
    assert list(found) == list(given)
    for name, matrix in given.items():
        assert found[name].shape == matrix.shape
        assert found[name].tobytes() == matrix.tobytes()


def test_the_text_is_made_of_characters_a_link_carries_unchanged():
    text = write_weights(draw(SHAPES, BIASES, "normal", 1e-9, seed=0))
    assert set(text) <= set("0123456789.-_*eWxhbo")


def test_cells_set_by_hand_lie_over_the_drawn_ones():
    drawn = Scenario().params.Wh
    params = Scenario(weights={"Wh": [[None, 7.0], [None, None]]}).params
    assert params.Wh.tolist() == [[drawn[0, 0], 7.0], drawn[1].tolist()]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_same_seed_draws_the_same_weights(scheme):
    one, again, other = (draw(SHAPES, BIASES, scheme, 0.5, seed) for seed in (1, 1, 2))
    assert all((one[name] == again[name]).all() for name in SHAPES)
    assert all((one[name] != other[name]).any() for name in SHAPES if name.startswith("W"))
    assert not one["b"].any()
    assert not one["bo"].any()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("scale", [100.0, 1.0, 1 / 3, 1e-7])
def test_a_drawn_weight_can_be_written_by_hand(scheme, scale):
    for matrix in draw(SHAPES, BIASES, scheme, scale, seed=3).values():
        for weight in matrix.ravel().tolist():
            assert len(Decimal(repr(weight)).normalize().as_tuple().digits) <= 4


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scale_multiplies_what_is_drawn(scheme):
    one, twice = draw(SHAPES, BIASES, scheme, 1.0, seed=4), draw(SHAPES, BIASES, scheme, 2.0, seed=4)
    np.testing.assert_allclose(twice["Wh"], 2 * one["Wh"], rtol=2e-3)
    assert not any(matrix.any() for matrix in draw(SHAPES, BIASES, scheme, 0.0, seed=4).values())


def test_uniform_and_xavier_keep_to_their_bounds():
    uniform, xavier = (draw(SHAPES, BIASES, scheme, 0.5, seed=5)["Wh"] for scheme in ("uniform", "xavier"))
    assert 0.45 < np.abs(uniform).max() <= 0.5
    assert 0.9 < np.abs(xavier).max() / (0.5 * np.sqrt(6 / 32)) <= 1.001


@pytest.mark.parametrize("name", ["Wx", "Wh", "Wo"])
def test_orthogonal_stretches_no_direction(name):
    singular = np.linalg.svd(draw(SHAPES, BIASES, "orthogonal", 1.0, seed=6)[name], compute_uv=False)
    np.testing.assert_allclose(singular, 1.0, atol=1e-3)


def test_refit_keeps_what_fits():
    before = {"Wh": np.array([[1.0, 2.0], [3.0, 4.0]]), "U": np.ones((2, 2))}
    grown, shrunk = refit(before, {"Wh": (3, 3), "Wx": (2, 2)}), refit(before, {"Wh": (1, 2)})
    assert list(grown) == ["Wh"]
    np.testing.assert_array_equal(grown["Wh"], [[1, 2, np.nan], [3, 4, np.nan], [np.nan] * 3])
    np.testing.assert_array_equal(shrunk["Wh"], [[1, 2]])


def test_refit_keeps_the_order_so_that_the_link_stays_the_same():
    weights = draw(SHAPES, BIASES, "normal", 1.0, seed=7)
    assert write_weights(refit(weights, SHAPES)) == write_weights(weights)


def test_a_matrix_given_twice_is_told():
    with pytest.raises(ValueError, match="Wh is given twice"):
        read_weights("1*Wh*1*1*Wh*1*2*")
