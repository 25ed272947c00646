"""A fair race: Elman, GRU and LSTM with the same inputs, targets, loss and seed; and each one's carry path, apart."""

from functools import lru_cache

import numpy as np

from rnnviz.core.nn.bptt import backward
from rnnviz.core.nn.params import Array, norm
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import refit, write_weights

# N examples in a batch, T steps, H hidden units
RACERS = ("elman", "gru", "lstm")
CARRIERS = {"gru": "z", "lstm": "f"}  # the gate that multiplies what is carried on


@lru_cache(maxsize=4)  # the race and its carry paths ask for the same
def race(scenario: Scenario) -> dict[str, Run]:
    """The Run of ``scenario`` with each cell; sizes, layers, inputs, targets, loss, truncation and seed are alike.

    Weights set by hand stay where the other cell has them, too (the output layer's, the table of symbols); the rest is
    drawn with the same scheme, scale and seed. Of a given h0 every h row stays; c rows are left out, or are 0.

    >>> runs = race(Scenario(inputs="1; 2"))
    >>> [(name, run.trace.signals["h"].shape) for name, run in runs.items()]
    [('elman', (1, 2, 2)), ('gru', (1, 2, 2)), ('lstm', (1, 2, 2))]
    """
    return {cell: simulate(with_cell(scenario, cell)) for cell in RACERS}


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

    It begins with what the last counted loss L_τ sends to its own step's state in the top layer, and is multiplied by
    nothing but the gate: for the LSTM dL_τ/dc_τ = dL_τ/dh_τ ⊙ o_τ ⊙ (1 − tanh² c_τ), then ⊙ f_t a step; for the GRU
    dL_τ/dh_τ, then ⊙ z_t a step (h_t = (1 − z) n + z h_{t−1}). All that flows through the gates' sums is left out, so
    this is not the gradient. Column t is what has come to the state after step t, column 0 to the initial one; NaN
    after τ, and before the cut at which the gradient ends.
    """
    gate = CARRIERS.get(run.scenario.cell)
    if gate is None:
        return None
    end, last = run.layer_ends[-1], int(np.flatnonzero(run.counted)[-1])  # steps from 0
    signals = {name: run.trace.signals[name + end][0] for name in (gate, *(("o", "s") if gate == "f" else ()))}
    flowing = run.gradients.signals["h_from_output" + end][0, last]
    if gate == "f":
        flowing = flowing * signals["o"][last] * (1.0 - signals["s"][last] ** 2)
    first = max(start for start in run.blocks.starts if start <= last)
    kept = np.full((run.steps + 1, len(flowing)), np.nan)
    opened = signals[gate][first : last + 1]
    products = np.cumprod(np.vstack([np.ones_like(flowing), opened[::-1]]), axis=0)[::-1]
    kept[first : last + 2] = flowing * products
    if first:
        kept[first] = np.nan  # beyond the cut
    return norm(kept)


def openness(run: Run) -> Array:
    """How far the carrying gate of the top layer is open at each step, on average over units, (T + 1,) in (0, 1)."""
    gate = run.trace.signals[CARRIERS[run.scenario.cell] + run.layer_ends[-1]][0]
    return np.concatenate([[np.nan], gate.mean(axis=1)])


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
