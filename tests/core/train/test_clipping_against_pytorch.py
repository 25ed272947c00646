"""Clipping: what PyTorch makes of the same gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from oracle import torch

from rnnviz.core.train.clipping import clip_norm, clip_value

ORACLES = {clip_norm: torch.nn.utils.clip_grad_norm_, clip_value: torch.nn.utils.clip_grad_value_}
NOT_FINITE = [np.inf, -np.inf, np.nan]
GRADIENTS = arrays(np.float64, st.integers(1, 9), elements=st.floats(-1e6, 1e6, allow_subnormal=False))
LIMITS = st.floats(1e-3, 1e3)

both = pytest.mark.parametrize("clip", ORACLES)


def by_torch(clip, g, most):
    weight = torch.zeros(g.shape, dtype=torch.float64, requires_grad=True)
    weight.grad = torch.tensor(g)
    ORACLES[clip]([weight], most)
    return weight.grad.numpy()


@both
@given(g=GRADIENTS, most=LIMITS)
def test_every_entry_is_pytorchs(clip, g, most):
    np.testing.assert_allclose(clip(g, most), by_torch(clip, g, most), rtol=1e-14, atol=1e-300)


@both
@pytest.mark.parametrize("entry", [*NOT_FINITE, 1e200, -1e308])
def test_what_is_not_finite_becomes_what_it_becomes_in_pytorch(clip, entry):
    g = np.array([1.0, entry, -0.5])
    np.testing.assert_array_equal(clip(g, 0.75), by_torch(clip, g, 0.75))
