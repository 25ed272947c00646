"""Elman scenarios of every kind, drawn by a seed, and their numbers by name."""

from itertools import product

import numpy as np

from rnnviz.core.activations import ACTIVATIONS as PHI
from rnnviz.core.cells import CELLS
from rnnviz.core.heads import HEADS
from rnnviz.core.network import shapes
from rnnviz.core.params import Array
from rnnviz.core.scenario import Scenario
from rnnviz.core.trace import Gradients

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
BLOCKS = ((0, "carried"), *product((1, 2, 3), ("carried", "reset")))
KINDS = [
    {"activation": phi, "head": head, "biases": biases, "loss_at": at, "block": block, "block_state": state}
    for phi, head, biases, at, (block, state) in product(ACTIVATIONS, HEADS, (True, False), ("every", "last"), BLOCKS)
]


def random_scenario(
    seed: int, *, head: str = "linear", biases: bool = True, cell: str = "elman", layers: int = 1, **choices: object
) -> Scenario:
    """Sizes from 1 to 6, 1 to 4 examples and 1 to 9 steps, with every number drawn, biases and h0 too."""
    kind = CELLS[cell](PHI["tanh"])
    rng = np.random.default_rng(seed)
    N, T, D, H, O = rng.integers(1, (4, 9, 6, 6, 6), endpoint=True).tolist()
    targets = rng.integers(O, size=(N, T, 1)) if HEADS[head].classes else rng.normal(size=(N, T, O))
    return Scenario(
        inputs=rng.normal(size=(N, T, D)),
        targets=targets,
        hidden_size=H,
        output_size=O,
        h0=rng.normal(size=(N, layers * len(kind.states), H)),
        weights={name: 0.5 * rng.normal(size=shape) for name, shape in shapes(kind, D, H, O, biases, layers).items()},
        cell=cell,
        layers=layers,
        head=head,
        biases=biases,
        **choices,
    )


def gradients_by_name(gradients: Gradients) -> dict[str, Array]:
    """``dWh``, ``dh``, ``dh0``, ``dropped after 2`` …"""
    named = {f"d{name}": array for name, array in (*gradients.params.items(), *gradients.signals.items())}
    start = {f"d{name}0": array for name, array in gradients.start.items()}
    cut = {f"{name} dropped after {t}": array for t, at in gradients.cut.items() for name, array in at.items()}
    return named | start | cut
