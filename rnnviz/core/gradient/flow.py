"""Why the gradient vanishes or explodes: what each step back multiplies by, what that makes in all, and the bounds."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.jacobians import jacobians
from rnnviz.core.gradient.spectrum import spectrum, whole_recurrent
from rnnviz.core.run import Run

# T steps, H hidden units, S = layers · states · H numbers in a joint state s_t
MOST_WORK = 50_000_000  # T · S³: a twentieth of a second
FEWEST = 2  # steps, below which nothing is measured


class Flow(NamedTuple):
    """How the first example in view hands a gradient back, in matrix 2-norms: the most a vector is lengthened.

    Column t of (T + 1): the state after step t, 0 the initial one. All begin anew at every block's end, for no gradient
    crosses a cut; NaN where nothing was measured, or a number overflowed.
    """

    factors: Array  # (T + 1,), ‖∂s_t/∂s_{t−1}‖; none in column 0
    truth: Array  # (T + 1,), ‖∂s_e/∂s_t‖ from the block's end e; 1 at the end itself
    bound: Array  # (T + 1,), (max φ′ · σ_max)^(e−t): what the matrix alone promises
    tight: Array  # (T + 1,), the product of max_i φ′(a_j)_i · σ_max over the steps j between
    decay: Array  # (T + 1,), ρ^(e−t): eigenvalues alone
    way: int  # the steps from the last one back to the earliest state of its block that was measured
    grown: float  # log ‖∂s_T/∂s_k‖ over this way; NaN where none was measured
    steps: int  # that were measured, the last ones

    @property
    def left(self) -> float:
        """‖∂s_T/∂s_k‖ over the way: by what it all multiplies."""
        with np.errstate(over="ignore"):
            return float(np.exp(self.grown))

    @property
    def mean(self) -> float:
        """The factor of a step, on geometric average over the way."""
        return float(np.exp(self.grown / max(self.way, 1)))


@lru_cache(maxsize=4)  # three pictures and a sentence ask for the same
def flow(run: Run) -> Flow:
    """Measure ``run``; the bounds and ρ^n exist for a single layer of a cell whose state meets one matrix only.

    >>> from rnnviz import Scenario, simulate
    >>> found = flow(simulate(Scenario(inputs="0; 0; 0", activation="identity", weights={"Wh": [[0, 2], [0.5, 0]]})))
    >>> found.factors.round(3).tolist(), found.truth.round(3).tolist()
    ([nan, 2.0, 2.0, 2.0], [2.0, 1.0, 2.0, 1.0])
    >>> found.bound.tolist(), found.decay.round(3).tolist()
    ([8.0, 4.0, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0])
    """
    steps = measurable(run)
    found = list(jacobians(run, range(run.steps - steps + 1, run.steps + 1)))
    factors, logs = np.full((2, run.steps + 1), np.nan)
    with np.errstate(all="ignore"):
        if steps:
            factors[-steps:] = sizes(np.stack(found))
            for block in run.blocks.steps:
                size_of_products(found, run.steps - steps, block, logs)
        truth = np.exp(logs)
        return Flow(factors, truth, *bounds(run, np.isfinite(truth) | (truth == np.inf)), *way_back(run, logs), steps)


def measurable(run: Run) -> int:
    """How many of the last steps can be measured while somebody waits; 0 where even a few cannot."""
    count = run.scenario.layers * len(run.cell.states) * run.scenario.hidden_size
    most = min(run.steps, MOST_WORK // count**3)
    return most if most >= min(run.steps, FEWEST) else 0


def sizes(matrices: Array) -> Array:
    """The 2-norm of each of ``matrices`` (K, S, S), (K,); NaN where one is not finite."""
    peak = np.abs(matrices).max(axis=(1, 2), keepdims=True)
    fine = np.isfinite(peak) & (peak > 0)
    largest = np.linalg.svd(np.where(fine, matrices / peak, 0.0), compute_uv=False)[:, 0]
    return np.where(np.isfinite(peak[:, 0, 0]), largest * np.where(fine, peak, 0.0)[:, 0, 0], np.nan)


def size_of_products(found: list[Array], before: int, block: slice, logs: Array) -> None:
    """Write log ‖∂s_e/∂s_t‖ for each t of ``block``; ``found`` are the factors of the steps after ``before``.

    Each product is kept near 1 and its size apart, so that it neither overflows nor comes to nothing by rounding.
    """
    first = max(block.start, before)
    if first >= block.stop:
        return
    product, grown = np.eye(len(found[0])), 0.0
    products, grew = [], []
    for factor in reversed(found[first - before : block.stop - before]):
        product = product @ factor
        peak = np.abs(product).max()
        if np.isfinite(peak) and peak > 0:
            product, grown = product / peak, grown + np.log(peak)
        products.append(product)
        grew.append(grown)
    here = (np.log(sizes(np.stack(products))) + grew)[::-1]
    own = int(0 < first == block.start)  # the state a later block begins with is the end of the block before
    logs[first + own : block.stop + 1] = [*here[own:], 0.0]


def way_back(run: Run, logs: Array) -> tuple[int, float]:
    """T − k and log ‖∂s_T/∂s_k‖ for the earliest state k of the last block that was measured."""
    first = run.blocks.starts[-1]
    known = [k for k in range(first, run.steps) if not np.isnan(logs[k]) and (k > first or k == 0)]
    return (run.steps - known[0], float(logs[known[0]])) if known else (0, float("nan"))


def slopes(run: Run) -> Array | None:
    """φ′(a_t) of every unit and step of the first example, layer by layer, (T, layers · H).

    None for gated cells: what carries their state is a gate. 1 throughout for the cell whose state is linear.
    """
    states = np.hstack([run.trace.signals["h" + end][0] for end in run.layer_ends])
    return None if run.cell.activation is None else run.cell.activation.slope(states)


def bounds(run: Run, shown: Array) -> tuple[Array, Array, Array]:
    """The bound, the tighter bound, and ρ^n, (T + 1,) each where ``shown``; NaN for a network that has none."""
    slope = slopes(run)
    blank = np.full(run.steps + 1, np.nan)
    if slope is None or run.scenario.layers > 1:
        return blank, blank, blank
    eigen = spectrum(whole_recurrent(run.scenario, run.params))
    most = run.cell.activation.steepest if run.cell.activation else 1.0
    far = np.concatenate([np.arange(block.stop - block.start)[::-1] for block in run.blocks.steps])
    far = np.concatenate([[far[0] + 1], far])  # steps to the block's end
    tight = blank.copy()
    for block in reversed(run.blocks.steps):  # where two meet, it is the earlier one's end
        each = slope[block].max(axis=1) * eigen.stretch
        tight[block.start : block.stop + 1] = [*np.cumprod(each[::-1])[::-1], 1.0]
    loose, decay = (most * eigen.stretch) ** far, eigen.radius**far
    return np.where(shown, loose, np.nan), np.where(shown, tight, np.nan), np.where(shown, decay, np.nan)
