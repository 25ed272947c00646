"""Elman scenarios of every kind, drawn by a seed, and their numbers by name."""

from itertools import product

import numpy as np

from rnnviz.core.heads import HEADS
from rnnviz.core.params import Array, shapes
from rnnviz.core.passes import Gradients
from rnnviz.core.scenario import Scenario

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
BLOCKS = ((0, "carried"), *product((1, 2, 3), ("carried", "reset")))
KINDS = [
    {"activation": phi, "head": head, "biases": biases, "loss_at": at, "block": block, "block_state": state}
    for phi, head, biases, at, (block, state) in product(ACTIVATIONS, HEADS, (True, False), ("every", "last"), BLOCKS)
]


def random_scenario(seed: int, *, head: str = "linear", biases: bool = True, **choices: object) -> Scenario:
    """Sizes from 1 to 6, 1 to 4 examples and 1 to 9 steps, with every number drawn, biases and h0 too."""
    rng = np.random.default_rng(seed)
    N, T, D, H, O = rng.integers(1, (4, 9, 6, 6, 6), endpoint=True).tolist()
    targets = rng.integers(O, size=(N, T, 1)) if HEADS[head].classes else rng.normal(size=(N, T, O))
    return Scenario(
        inputs=rng.normal(size=(N, T, D)),
        targets=targets,
        hidden_size=H,
        output_size=O,
        h0=rng.normal(size=(N, 1, H)),
        weights={name: 0.5 * rng.normal(size=shape) for name, shape in shapes(D, H, O, biases).items()},
        head=head,
        biases=biases,
        **choices,
    )


def gradients_by_name(gradients: Gradients) -> dict[str, Array]:
    """``dWh``, ``dh``, ``dh0``, ``dropped after 2`` …"""
    named = {f"d{name}": array for name, array in (*gradients.params.items(), *gradients.signals.items())}
    dropped = {f"dropped after {t}": array for t, array in gradients.dropped.items()}
    return named | {"dh0": gradients.h0} | dropped
