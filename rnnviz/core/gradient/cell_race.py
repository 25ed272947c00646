"""A fair race: several cells with the same inputs, targets, loss and seed; and each one's carry path, apart."""

from functools import lru_cache

import numpy as np

from rnnviz.core.arrays import Array, norm
from rnnviz.core.nn.bptt import backward
from rnnviz.core.nn.cells import Carry
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import refit, write_weights

# N examples in a batch, T steps, H hidden units
RACERS = ("elman", "gru", "lstm")  # unless others are chosen
FEWEST_RACERS, MOST_RACERS = 2, 4


@lru_cache(maxsize=4)  # the race and its carry paths ask for the same
def race(scenario: Scenario, cells: tuple[str, ...] = RACERS) -> dict[str, Run]:
    """The Run of ``scenario`` with each of ``cells``; sizes, inputs, targets, loss, truncation and seed are alike.

    Weights set by hand stay where the other cell has them, too (the output layer's, the table of symbols); the rest is
    drawn with the same scheme, scale and seed. Of a given h0 every h row stays; c rows are left out, or are 0.

    >>> runs = race(Scenario(inputs="1; 2"))
    >>> [(name, run.trace.signals["h"].shape) for name, run in runs.items()]
    [('elman', (1, 2, 2)), ('gru', (1, 2, 2)), ('lstm', (1, 2, 2))]
    """
    return {cell: simulate(with_cell(scenario, cell)) for cell in cells}


def with_cell(scenario: Scenario, cell: str) -> Scenario:
    """``scenario`` with another ``cell``, itself where it has that one already."""
    if scenario.cell == cell:
        return scenario
    other = scenario.but(cell=cell, weights="", h0="")
    if not scenario.weights and not scenario.h0.strip():
        return other
    weights = write_weights(refit(scenario.matrices, other.shapes))
    return other.but(weights=weights, h0=h_rows(scenario, other) if scenario.h0.strip() else "")


def h_rows(scenario: Scenario, other: Scenario) -> Array:
    """The initial h of every layer as h0 of ``other``, (N, rows, H); what else it remembers begins with 0."""
    rest = len(other.network.states) - 1
    rows = [row for h, *_c in scenario.initial_state for row in (h, *[np.zeros_like(h)] * rest)]
    return np.stack(rows, axis=1)


def carry(run: Run) -> Array | None:
    """The size of what travels along the carry path alone, (T + 1,), first example; None for a cell without one.

    It begins with what the last counted loss L_τ alone sends to the carried state of its own step in the top layer, and
    is multiplied by nothing but the gate, step by step: for the LSTM dL_τ/dc_τ = dL_τ/dh_τ ⊙ o_τ ⊙ (1 − tanh² c_τ),
    then ⊙ f_t; for the GRU dL_τ/dh_τ, then ⊙ z_t. All that flows through the gates' sums is left out, so this is not
    the gradient. Column t is what has come to the state after step t, column 0 to the initial one; NaN after τ, and
    before the cut at which the gradient ends.
    """
    path = run.cell.carry
    if path is None:
        return None
    end, last = run.layer_ends[-1], int(np.flatnonzero(run.counted)[-1])  # steps from 0
    alone = run.gradients.signals["y"] * (np.arange(run.steps) == last)[:, None]
    flowing = backward(run.cell, run.params, run.trace, alone, run.blocks).signals[path.state + end][0, last]
    first = max(start for start in run.blocks.starts if start <= last)
    kept = np.full((run.steps + 1, len(flowing)), np.nan)
    opened = path.factor(run.trace.signals[path.gate + end][0, first : last + 1])
    products = np.cumprod(np.vstack([np.ones_like(flowing), opened[::-1]]), axis=0)[::-1]
    kept[first : last + 2] = flowing * products
    if first:
        kept[first] = np.nan  # beyond the cut
    return norm(kept)


def openness(run: Run, path: Carry) -> Array:
    """What the carrying gate of the top layer leaves at each step, on average over units, (T + 1,) in (0, 1)."""
    left = path.factor(run.trace.signals[path.gate + run.layer_ends[-1]][0])
    return np.concatenate([[np.nan], left.mean(axis=1)])


def survival(run: Run) -> float:
    """What is left of the last counted loss's gradient at the first step it reaches, by its size at its own step.

    First example, all layers, all paths; 1 where it reaches its own step only.
    """
    last = int(np.flatnonzero(run.counted)[-1])
    first = max(start for start in run.blocks.starts if start <= last)
    alone = run.gradients.signals["y"] * (np.arange(run.steps) == last)[:, None]
    signals = backward(run.cell, run.params, run.trace, alone, run.blocks).signals
    sizes = norm(np.hstack([signals["h" + end][0] for end in run.layer_ends]))
    with np.errstate(all="ignore"):
        return float(sizes[first] / sizes[last])


def sizes_back(run: Run) -> Array:
    """‖dL/dh_t‖ over all layers through all paths, (T + 1,), first example; column 0 is at the initial states h."""
    ends = run.layer_ends
    later = np.hstack([run.gradients.signals["h" + end][0] for end in ends])
    return norm(np.vstack([np.hstack([run.gradients.start["h" + end][0] for end in ends]), later]))
