"""How long a proof of a run takes: estimated from its sizes, so that a page can say so before it begins."""

from rnnviz.core.cost import PRODUCT
from rnnviz.core.run import Run

ROOM = 2**18  # numbers of an array that holds the nudged copies, 2 MB: what stays near the processor is fastest
ENTRY, LINE = 3e-9, 8e-6  # seconds for an entry of a signal that stays there, for a line of NumPy
PORTIONS = (100_000, 256, 64, 16)  # entries of an array that are compared; no array has as many as the first


def affordable(run: Run, limit: float) -> int:
    """The most entries of each array whose gradient check takes ``limit`` seconds; 0 if even 16 take longer.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1; 2; 3"))
    >>> affordable(run, 2.0), affordable(run, 0.0)
    (100000, 0)
    """
    return next((most for most in PORTIONS if check_seconds(run, most) <= limit), 0)


def check_seconds(run: Run, most: int) -> float:
    """About how long ``check_gradients(run, most)`` takes: two forward passes for every entry."""
    batch, views = len(run.batch.losses), len(run.losses)
    sizes = [(array.size, batch) for _name, array in run.params.items()]
    signals = [array[0].size for array in run.gradients.signals.values()]
    starts = len(run.gradients.reached) * len(run.trace.start) * [run.scenario.hidden_size]
    sizes += views * [(size, 1) for size in (*signals, *starts)]
    return sum(nudging(run, min(size, most), max(size, widest(run) * copies), copies) for size, copies in sizes)


def nudging(run: Run, entries: int, room: int, examples: int) -> float:
    """Seconds for ``entries`` nudged copies of ``examples``, a copy having ``room`` numbers."""
    portions = -(-entries // max(1, ROOM // room))
    lines = len(run.cell.equations) * run.scenario.layers + 5  # five of the output and its loss
    return 2 * run.steps * (portions * lines * LINE + entries * examples * step_seconds(run))


def widest(run: Run) -> int:
    """The longest row or column of any matrix."""
    return max(length for _name, matrix in run.params.items() for length in matrix.shape)


def identity_seconds(run: Run) -> float:
    """About how long ``identities(run)`` takes: for each layer a backward pass from every loss."""
    return run.scenario.layers * run.steps**2 * len(run.losses) * 2 * step_seconds(run)


def step_seconds(run: Run) -> float:
    """One step of one example, without what NumPy takes to begin."""
    weights = sum(array.size for _name, array in run.params.items())
    signals = sum(array.shape[-1] for array in run.trace.signals.values())
    return PRODUCT * weights + ENTRY * signals
