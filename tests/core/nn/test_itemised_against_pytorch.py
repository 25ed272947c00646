"""The gradient item by item: what each loss alone sends to each state is one backward pass of PyTorch."""

import numpy as np
import pytest
from autograd import LOSSES, Walk, gradient
from oracle import torch
from random_runs import random_kind, random_scenario, seeds

from rnnviz import simulate


@pytest.mark.parametrize("seed", seeds(60, some=30))
def test_a_row_is_one_backward_of_pytorch(seed):
    run = simulate(random_scenario(seed, **random_kind(seed)))
    target = torch.tensor(run.scenario.task.target.copy())
    for t in range(run.steps):
        walk = Walk(run)
        y = torch.stack([walk.step(step) for step in range(run.steps)], 1)
        (LOSSES[run.scenario.head](y, target).sum(-1)[:, t].sum() * run.counted[t]).backward()
        for layer, end in enumerate(run.layer_ends):
            expected = np.stack([gradient(step) for step in walk.signals["h" + end]], 1)
            np.testing.assert_allclose(run.itemised(layer)[:, t], expected, rtol=1e-10, atol=1e-10)
