"""Every cell, head and shape of sequence, one to three layers deep, against PyTorch's autograd, in float64."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from autograd import by_autograd
from random_runs import gradients_by_name, random_kind, random_scenario

from rnnviz.core.data.sequence_shapes import SHAPES
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.run import simulate

SEEDS, CHUNKS = range(1_200), 24


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_number_of_every_network_is_autograds(chunk):
    for seed in SEEDS[chunk::CHUNKS]:
        run = simulate(random_scenario(seed, **random_kind(seed)))
        found = dict(run.trace.signals) | {"loss": run.loss} | gradients_by_name(run.gradients)
        expected = by_autograd(run)
        assert {name for name in found if "_from_" not in name} == expected.keys()
        for name, value in expected.items():
            np.testing.assert_allclose(found[name], value, rtol=1e-10, atol=1e-10, err_msg=f"{seed} {name}")


@pytest.mark.parametrize("registry", [("cell", CELLS), ("head", HEADS), ("activation", ACTIVATIONS), ("shape", SHAPES)])
def test_every_kind_has_been_compared(registry):
    name, known = registry
    pairs = Counter((random_kind(seed)[name], random_kind(seed)["layers"]) for seed in SEEDS)
    assert pairs.keys() == set(product(known, (1, 2, 3)))
