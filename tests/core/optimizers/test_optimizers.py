"""Every optimiser against its own equations, and what holds for all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.core.optimizers import OPTIMIZERS, slots_at_start, update

P, LR = 12, 0.02
ROWS = arrays(np.float64, 3, elements=st.floats(-100.0, 100.0))

every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)


def update_in_the_middle(name, seed):
    """What an update is given when a few went before it."""
    rng = np.random.default_rng(seed)
    slots = tuple(rng.uniform(0.1, 2.0, P) for _slot in OPTIMIZERS[name].slots)
    return rng.normal(size=P), rng.normal(size=P), slots, LR, int(rng.integers(1, 40))


@every_optimizer
def test_the_last_equation_is_the_weight(name):
    assert OPTIMIZERS[name].equations[-1].name == "w"


@every_optimizer
def test_an_update_leaves_what_it_is_given_unchanged(name):
    w, g, slots, lr, t = update_in_the_middle(name, 0)
    before = [row.copy() for row in (w, g, *slots)]
    w_new, slots_new = update(OPTIMIZERS[name], w, g, slots, lr, t)
    np.testing.assert_array_equal([w, g, *slots], before)
    assert not any(np.shares_memory(new, old) for new in (w_new, *slots_new) for old in (w, g, *slots))


@every_optimizer
@given(w=ROWS, t=st.integers(1, 1000))
def test_without_a_gradient_and_a_past_nothing_moves(name, w, t):
    w_new, slots = update(OPTIMIZERS[name], w, np.zeros(3), slots_at_start(OPTIMIZERS[name], w), LR, t)
    np.testing.assert_array_equal(w_new, w)
    assert not np.any(slots)


@every_optimizer
@given(w=ROWS, g=ROWS)
def test_the_first_update_goes_down_the_gradient_in_every_weight(name, w, g):
    w_new, _slots = update(OPTIMIZERS[name], w, g, slots_at_start(OPTIMIZERS[name], w), LR, 1)
    assert ((w_new - w) * g <= 0.0).all()
    steep = np.abs(g) > 1e-3
    assert (w_new != w)[steep].all()


@every_optimizer
@given(w=ROWS, g=ROWS)
def test_each_weight_is_updated_by_itself(name, w, g):
    optimizer = OPTIMIZERS[name]
    together, _slots = update(optimizer, w, g, slots_at_start(optimizer, w), LR, 1)
    alone = [
        update(optimizer, w[i : i + 1], g[i : i + 1], slots_at_start(optimizer, w[:1]), LR, 1)[0] for i in range(3)
    ]
    np.testing.assert_allclose(together, np.concatenate(alone), rtol=1e-14)


@pytest.mark.parametrize("name", ["adagrad", "adam"])
@given(g=st.floats(1e-2, 1e6), lr=st.floats(1e-3, 1.0))
def test_the_first_step_of_adagrad_and_adam_is_as_long_as_the_learning_rate(name, g, lr):
    w = np.zeros(1)
    w_new, _slots = update(OPTIMIZERS[name], w, np.array([g]), slots_at_start(OPTIMIZERS[name], w), lr, 1)
    assert w_new[0] == pytest.approx(-lr, rel=1e-5)


@every_optimizer
def test_an_exploding_gradient_is_silent_where_warnings_are_off(name):
    w = np.ones(2)
    with np.errstate(all="ignore"):
        w_new, _slots = update(
            OPTIMIZERS[name], w, np.array([1e300, np.inf]), slots_at_start(OPTIMIZERS[name], w), LR, 1
        )
    assert not np.isfinite(w_new[1])
