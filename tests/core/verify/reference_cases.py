"""The networks whose numbers PyTorch has computed: three of every cell."""

import numpy as np

from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights

N, T, D, H, O, LAYERS = 2, 6, 3, 4, 3, 2
CASES = (
    {"head": "linear"},
    {"head": "softmax", "activation": "relu"},
    {"head": "linear_half", "block": 2},
)


def scenario(cell, case):
    """A network of ``cell``, every number of it drawn by a fixed seed and short enough to be read."""
    rng = np.random.default_rng(2013)
    settings = {name: value for name, value in case.items() if name != "activation" or cell == "elman"}
    x = rng.normal(size=(N, T, D)).round(2)
    target = rng.integers(O, size=(N, T, 1)) if case["head"] == "softmax" else rng.normal(size=(N, T, O)).round(2)
    bare = Scenario(inputs=x, targets=target, output_size=O, hidden_size=H, layers=LAYERS, cell=cell, **settings)
    states = len(bare.network.states) * LAYERS
    weights = {name: (0.6 * rng.normal(size=shape)).round(2) for name, shape in bare.shapes.items()}
    return bare.but(h0=(0.5 * rng.normal(size=(N, states, H))).round(2), weights=write_weights(weights))
