"""How long a link is, and that the page says so where it is too long for some programs."""

from urllib.parse import urlencode

import numpy as np
import pytest

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.ui import link
from rnnviz.ui.address import settings
from rnnviz.ui.share import LONG, SCANNABLE, said

ADDRESS = "http://192.168.100.100:8501/"
EIGHT = "; ".join(" ".join(f"{(t + d) / 10:.1f}" for d in range(8)) for t in range(4))  # four steps of eight numbers
HOLDS = "every setting"
CUT = "some programs cut links"


def eight_by_eight(cell):
    """Every matrix 8 × 8, with biases; the weights as drawn."""
    return Scenario(
        cell=cell, inputs=EIGHT, targets=EIGHT, hidden_size=8, biases=True, weights="", activation="identity"
    )


def by_hand(scenario, digits):
    """Every cell of every matrix set by hand, with so many significant digits."""
    rng = np.random.default_rng(0)
    numbers = {name: rng.normal(scale=0.5, size=shape) for name, shape in scenario.shapes.items()}
    rounded = {name: [[f"{value:.{digits}g}" for value in row] for row in matrix] for name, matrix in numbers.items()}
    return scenario.but(weights={name: np.array(rows, dtype=float) for name, rows in rounded.items()})


def address(scenario):
    return f"{ADDRESS}?{urlencode(settings('once', scenario))}"


@pytest.mark.parametrize("cell", CELLS)
def test_weights_that_a_seed_has_drawn_take_no_room(cell):
    short = address(eight_by_eight(cell))
    assert len(short) <= SCANNABLE
    assert HOLDS in said(short)


@pytest.mark.parametrize("digits", [1, 2, 4])
def test_matrices_of_8_by_8_typed_by_hand_have_room_in_a_link(digits):
    assert len(address(by_hand(eight_by_eight("elman"), digits))) <= LONG


def test_a_link_that_some_programs_would_cut_says_so():
    assert CUT not in said("x" * LONG)
    assert CUT in said("x" * (LONG + 1))
    assert str(LONG + 1) in said("x" * (LONG + 1))
    assert "too fine to scan" not in said("x" * SCANNABLE)
    assert "too fine to scan" in said("x" * (SCANNABLE + 1))


@pytest.mark.parametrize("cell", CELLS)
def test_numbers_of_17_digits_are_too_many_for_a_short_link_and_come_back_exactly(cell):
    scenario = by_hand(eight_by_eight(cell), 17)
    assert CUT in said(address(scenario))
    opened = link.read(settings("once", scenario))
    assert opened.scenario == scenario
    assert opened.wrong == []
