"""The way back: at every state two gradients meet and are added, one from above and one from the step after."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run

# T steps, H hidden units


class Fork(NamedTuple):
    """Both addends of one layer's dL/dh_t, unit by unit, and what a cut kept from it.

    ``lag`` is 1 where the output of the step after reads h_t, so that what comes from above comes from there.
    """

    state: str
    above: Array  # (T, H)
    lag: int
    future: Array  # (T, H)
    dropped: Array  # (T, H), NaN where nothing is cut after the step


def forks(run: Run) -> list[Fork]:
    """
    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1; 2"))
    >>> bool(np.allclose(forks(run)[0].above + forks(run)[0].future, run.gradients.signals["h"][0]))
    True
    """
    signals = run.gradients.signals
    return [
        Fork(
            "h" + end,
            signals["h_from_output" + end][0],
            int(end == run.layer_ends[-1] and reads_state_before(run.cell)),
            signals["h_from_future" + end][0],
            dropped(run, "h" + end),
        )
        for end in run.layer_ends
    ]


def dropped(run: Run, state: str) -> Array:
    """What the cut after each step leaves out of dL/dh, (T, H)."""
    left_out = np.full(run.gradients.signals[state][0].shape, np.nan)
    for step, states in run.gradients.cut.items():
        left_out[step - 1] = states[state][0]
    return left_out
