"""Scenarios of every kind, drawn by a seed, and their numbers by name."""

import os
from copy import copy
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.sequence_shapes import FEEDBACK, LATER, SHAPES
from rnnviz.core.nn.activations import ACTIVATIONS as PHI
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.gradients import Gradients
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.shapes import shapes
from rnnviz.core.scenario.scenario import Scenario

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")


def seeds(every: int, some: int) -> range:
    """The seeds of a table: ``some`` of them, and with ``RNNVIZ_ALL_SEEDS=1`` in the environment ``every`` one."""
    return range(every if os.environ.get("RNNVIZ_ALL_SEEDS") == "1" else some)


def random_kind(seed: int) -> dict[str, Any]:
    """A network and a task of any kind there is, by a seed; every entry of every registry has its turn."""
    rng = np.random.default_rng(seed)
    menus = {
        "cell": list(CELLS),
        "layers": [1, 2, 3],
        "head": list(HEADS),
        "shape": list(SHAPES),
        "feedback": list(FEEDBACK),
        "embedding": [0, 0, 3],
        "block": [0, 1, 2, 3],
        "block_state": ["carried", "reset"],
        "biases": [True, False],
        "activation": list(PHI),
    }
    return {name: menu[rng.integers(len(menu))] for name, menu in menus.items()}


def random_scenario(
    seed: int,
    *,
    head: str = "linear",
    biases: bool = True,
    cell: str = "elman",
    layers: int = 1,
    shape: str = "step_by_step",
    feedback: str = "nothing",
    embedding: int = 0,
    **choices: object,
) -> Scenario:
    """Sizes from 1 to 6, 1 to 4 examples and 1 to 9 steps, with every number drawn, biases and h0 too."""
    kind = CELLS[cell](PHI["tanh"])
    rng = np.random.default_rng(seed)
    N, T, D, H, O = rng.integers(1, (4, 9, 6, 6, 6), endpoint=True).tolist()
    S = {"step_by_step": T, "many_to_one": T, "after_input": int(rng.integers(1, T, endpoint=True))}.get(shape, 1)
    U = {"after_input": T - S + 1, "one_to_one": 1}.get(shape, T)
    D = O if shape in LATER and feedback != "nothing" else D
    weights = shapes(kind, embedding or D, H, O, biases, layers) | ({"E": (D, embedding)} if embedding else {})
    return Scenario(
        encoding="ids" if embedding else "numbers",
        inputs=rng.integers(D, size=(N, S, 1)) if embedding else rng.normal(size=(N, S, D)),
        targets=rng.integers(O, size=(N, U, 1)) if HEADS[head].classes else rng.normal(size=(N, U, O)),
        input_size=D,
        hidden_size=H,
        output_size=O,
        h0=rng.normal(size=(N, layers * len(kind.states), H)),
        weights={name: 0.5 * rng.normal(size=shape) for name, shape in weights.items()},
        cell=cell,
        layers=layers,
        head=head,
        biases=biases,
        shape=shape,
        feedback=feedback,
        embedding=embedding,
        **choices,
    )


def gradients_by_name(gradients: Gradients) -> dict[str, Array]:
    """``dWh``, ``dh``, ``dh0``, ``dropped after 2`` …"""
    named = {f"d{name}": array for name, array in (*gradients.params.items(), *gradients.signals.items())}
    start = {f"d{name}0": array for name, array in gradients.start.items()}
    cut = {f"{name} dropped after {t}": array for t, at in gradients.cut.items() for name, array in at.items()}
    return named | start | cut


def altered(gradients: Gradients, **numbers: Any) -> Gradients:
    """``gradients`` with other ``signals``, ``reached`` or ``params`` than were computed."""
    other = copy(gradients)
    vars(other).update(numbers)
    return other
