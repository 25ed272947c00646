"""The gradient item by item: what each loss alone sends to each state, and their sum."""

import json
from pathlib import Path

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, simulate

GOLDEN = json.loads((Path(__file__).parents[1] / "two_unit_sigmoid.json").read_text())


@pytest.mark.parametrize("seed", seeds(300, some=60))
def test_the_columns_sum_to_the_gradient_on_the_stage(seed):
    run = simulate(random_scenario(seed, **random_kind(seed)))
    for layer, end in enumerate(run.layer_ends):
        total = run.gradients.signals["h" + end]
        np.testing.assert_allclose(run.itemised(layer).sum(axis=1), total, rtol=1e-12, atol=1e-12 * np.abs(total).max())


def test_no_loss_reaches_a_later_state():
    parts = simulate(PRESETS["rhyme"].scenario).itemised()[0]
    assert not parts[np.triu_indices(len(parts), 1)].any()
    assert parts[np.diag_indices(len(parts))].any(axis=1).all()


def test_the_worked_example_to_the_last_digit():
    parts = simulate(PRESETS["four"].scenario).itemised()[0]
    np.testing.assert_allclose(parts, GOLDEN["itemised_T4_dLt_dhk"], rtol=1e-12, atol=1e-16)
