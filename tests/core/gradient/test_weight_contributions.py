"""What each step adds to a weight's gradient, and the sum of it all."""

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, simulate
from rnnviz.core.gradient.weight_contributions import contributions, step_shares


@pytest.mark.parametrize("seed", seeds(150, some=50))
def test_the_steps_sum_to_the_gradient_of_every_weight(seed):
    run = simulate(random_scenario(seed, **random_kind(seed))).example(0)
    for name, whole in run.gradients.params.items():
        parts = contributions(run, name)
        assert parts.shape == (run.steps, *np.atleast_2d(whole).shape)
        scale = np.abs(parts).max(initial=1e-300)
        np.testing.assert_allclose(parts.sum(axis=0), np.atleast_2d(whole), rtol=1e-12, atol=1e-13 * scale)
        if np.abs(whole).max() > 1e-6 * scale:
            assert step_shares(parts).sum() == pytest.approx(1.0)


def test_a_step_that_reads_zeros_adds_nothing():
    parts = contributions(simulate(PRESETS["four"].scenario), "Wh")
    assert not parts[0].any()
    assert parts[1:].any(axis=(1, 2)).all()


def test_no_gradient_has_no_shares():
    assert np.isnan(step_shares(np.zeros((3, 2, 2)))).all()
