"""Small fixed networks whose numbers PyTorch computed, kept in files; ours are computed anew beside them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario

FOLDER = Path(__file__).with_name("reference")


class Reference(NamedTuple):
    """One network and what ``by`` (such as PyTorch 2.13.0, in float64) computed of it with ``module``.

    ``module`` is the name of PyTorch's own, such as nn.GRU; empty where it has none and single tensors were used.
    ``numbers`` are by the names of ``numbers_of``.
    """

    by: str
    module: str
    scenario: Scenario
    numbers: Mapping[str, Array]


class Compared(NamedTuple):
    """One array as the reference has it, and as it is computed here."""

    theirs: Array
    ours: Array

    @property
    def difference(self) -> float:
        """The largest |ours − theirs|; NaN where a number of ours is none."""
        return float(np.abs(self.ours - self.theirs).max(initial=0.0))


@cache
def references(cell: str) -> tuple[Reference, ...]:
    """The networks of ``cell``, a name in CELLS, that were compared; none if there is no file of it.

    >>> [reference.module for reference in references("gru")]
    ['nn.GRU', 'nn.GRU', 'nn.GRU']
    """
    path = FOLDER / f"{cell}.json"
    if not path.is_file():
        return ()
    kept = json.loads(path.read_text("utf-8"))
    return tuple(
        Reference(
            kept["by"],
            kept["module"],
            Scenario.model_validate(case["scenario"]),
            {name: np.array(values) for name, values in case["numbers"].items()},
        )
        for case in kept["cases"]
    )


def compare(reference: Reference) -> dict[str, Compared]:
    """Every number of the reference beside ours, which are computed now.

    >>> found = compare(references("lstm")[0])
    >>> "dL/dWhf" in found, max(compared.difference for compared in found.values()) < 1e-12
    (True, True)
    """
    ours = numbers_of(simulate(reference.scenario))
    return {name: Compared(theirs, ours[name]) for name, theirs in reference.numbers.items()}


def numbers_of(run: Run) -> dict[str, Array]:
    """The run's signals, L_t and L; dL/dWh, dL/dx, dL/dh0 …; what cuts left out, as ``h dropped after step 2``."""
    gradients = run.gradients
    found = dict(run.trace.signals) | {"L_t": run.losses, "L": np.array(run.loss)}
    found |= {f"dL/d{name}": array for name, array in (*gradients.params.items(), *gradients.signals.items())}
    found |= {f"dL/d{name}0": array for name, array in gradients.start.items()}
    cut = [(f"{name} dropped after step {t}", array) for t, at in gradients.cut.items() for name, array in at.items()]
    return found | dict(cut)
