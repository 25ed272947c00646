"""Every optimiser against PyTorch's: fifty updates of the same weights by the same gradients, clipped or not."""

import numpy as np
import pytest
from oracle import torch

from rnnviz.core.optimizers import OPTIMIZERS, slots_at_start, update
from rnnviz.core.train.clipping import clip_norm, clip_value

P, UPDATES, LR = 12, 50, 0.02
ORACLES = {
    "sgd": lambda w: torch.optim.SGD([w], lr=LR),
    "momentum": lambda w: torch.optim.SGD([w], lr=LR, momentum=0.9),
    "adagrad": lambda w: torch.optim.Adagrad([w], lr=LR),
    "rmsprop": lambda w: torch.optim.RMSprop([w], lr=LR),
    "adam": lambda w: torch.optim.Adam([w], lr=LR),
}
CLIPS = {
    "none": (lambda g: g, lambda _w: None),
    "norm": (lambda g: clip_norm(g, 1.5), lambda w: torch.nn.utils.clip_grad_norm_([w], 1.5)),
    "value": (lambda g: clip_value(g, 0.5), lambda w: torch.nn.utils.clip_grad_value_([w], 0.5)),
}


def noisy_problem(seed):
    """Some weights, and the gradient of a least-squares loss with a quartic and other noise at every update."""
    rng = np.random.default_rng(seed)
    w, A, y, noise = rng.normal(size=P), rng.normal(size=(8, P)) / 4, rng.normal(size=8), rng.normal(size=(UPDATES, P))
    return w, lambda w, t: A.T @ (A @ w - y) + 0.4 * w**3 + 0.3 * noise[t - 1]


def ours(name, clip, w, gradient):
    """The weights after every update, and the gradients met on the way."""
    slots, weights, gradients = slots_at_start(OPTIMIZERS[name], w), [], []
    for t in range(1, UPDATES + 1):
        gradients.append(gradient(w, t))
        w, slots = update(OPTIMIZERS[name], w, clip(gradients[-1]), slots, LR, t)
        weights.append(w)
    return np.array(weights), np.array(gradients)


def by_torch(name, clip, w, gradient):
    weight = torch.tensor(w, requires_grad=True)
    optimizer, weights = ORACLES[name](weight), []
    for t in range(1, UPDATES + 1):
        weight.grad = torch.tensor(gradient(weight.detach().numpy(), t))
        clip(weight)
        optimizer.step()
        weights.append(weight.detach().numpy().copy())
    return np.array(weights)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize("seed", range(5))
def test_every_weight_of_fifty_updates_is_pytorchs(name, clip, seed):
    clips, problem = CLIPS[clip], noisy_problem(seed)
    found, _gradients = ours(name, clips[0], *problem)
    np.testing.assert_allclose(found, by_torch(name, clips[1], *problem), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("clip", ["norm", "value"])
def test_the_comparison_meets_gradients_that_are_clipped_and_some_that_are_not(clip):
    cut = CLIPS[clip][0]
    gradients = np.concatenate([ours(name, cut, *noisy_problem(0))[1] for name in OPTIMIZERS])
    assert {np.array_equal(cut(g), g) for g in gradients} == {True, False}
