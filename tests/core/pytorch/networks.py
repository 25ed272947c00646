"""Networks that PyTorch has modules for: every cell, number of layers, with and without biases and an embedding."""

from itertools import product

import numpy as np
import pytest

from rnnviz.core.scenario.scenario import Scenario

KINDS = [("elman", "tanh"), ("elman", "relu"), ("gru", "tanh"), ("lstm", "tanh")]
EVERY = list(product(KINDS, (1, 2, 3), (True, False), (0, 3)))
every_network = pytest.mark.parametrize(("kind", "layers", "biases", "embedding"), EVERY)


def network(kind=("elman", "tanh"), layers=1, biases=True, embedding=0, **choices):
    """V = 5 or D = 5, H = 4, O = 2, two examples of six steps; no two sizes alike."""
    rng = np.random.default_rng(0)
    numbers = {"encoding": "numbers", "inputs": rng.normal(size=(2, 6, 5))}
    symbols = {"encoding": "ids", "inputs": rng.integers(5, size=(2, 6)), "input_size": 5}
    sizes = {"targets": rng.normal(size=(2, 6, 2)), "hidden_size": 4, "layers": layers, "embedding": embedding}
    cell, activation = kind
    task = (symbols if embedding else numbers) | sizes
    return Scenario(**task | {"cell": cell, "activation": activation, "biases": biases} | choices)
