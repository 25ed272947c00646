"""Clipping: what it promises of every gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.core.train.clipping import clip_norm, clip_value

GRADIENTS = arrays(np.float64, st.integers(1, 9), elements=st.floats(-1e6, 1e6, allow_subnormal=False))
LIMITS = st.floats(1e-3, 1e3)

both = pytest.mark.parametrize("clip", [clip_norm, clip_value])


@both
@given(g=GRADIENTS, most=st.just(0.0) | LIMITS)
def test_the_gradient_itself_is_left_unchanged(clip, g, most):
    before = g.copy()
    clipped = clip(g, most)
    assert not np.shares_memory(clipped, g)
    np.testing.assert_array_equal(g, before)


@both
@given(g=arrays(np.float64, 4, elements=st.floats()))
def test_a_limit_of_zero_is_no_clipping(clip, g):
    np.testing.assert_array_equal(clip(g, 0.0), g)


@both
@given(g=GRADIENTS)
def test_a_gradient_within_the_limit_stays_as_it_is(clip, g):
    np.testing.assert_array_equal(clip(g, np.linalg.norm(g) + 1e-5), g)


@given(g=GRADIENTS, most=LIMITS)
def test_a_clipped_gradient_is_never_longer_than_the_limit(g, most):
    assert np.linalg.norm(clip_norm(g, most)) <= most


@given(g=GRADIENTS, most=LIMITS)
def test_clipping_by_norm_keeps_the_direction(g, most):
    clipped = clip_norm(g, most)
    np.testing.assert_allclose(clipped * np.linalg.norm(g), g * np.linalg.norm(clipped), rtol=1e-12, atol=1e-150)
    np.testing.assert_array_equal(clipped > 0.0, g > 0.0)


def test_a_gradient_too_long_becomes_as_long_as_the_limit():
    assert np.linalg.norm(clip_norm(np.array([30.0, 40.0]), 0.5)) == pytest.approx(0.5, abs=1e-7)


@given(g=GRADIENTS, most=LIMITS)
def test_clipping_by_value_holds_each_entry_by_itself(g, most):
    clipped = clip_value(g, most)
    assert np.abs(clipped).max() <= most
    np.testing.assert_array_equal(clipped[np.abs(g) <= most], g[np.abs(g) <= most])
    np.testing.assert_array_equal(np.sign(clipped), np.sign(g))
