"""What a step's numbers say, in a sentence: who brings how much, and what meets at the fork."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.explain.lines import row, values
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run
from rnnviz.i18n import _

FEW = 3  # numbers that a sentence can hold
BOTH = 1.5  # times as much, from where on one counts for more


def remark(run: Run, at: int) -> str:
    """A sentence about cursor ``at``, 0 … 2T; nothing where there is none to say.

    >>> from rnnviz import PRESETS, simulate
    >>> remark(simulate(PRESETS["four"].scenario), 2)
    'Of a₂, x brings 0.1400 and 0.1600, the state before 0.4839 and 0.4839: memory counts for 3.2 times the input.'
    """
    if at == 0:
        return ""
    return of_sum(run, at - 1) if at <= run.steps else of_fork(run, 2 * run.steps - at)


def of_sum(run: Run, t: int) -> str:
    """What x and the state before bring to the one sum of a cell that has one."""
    sums = [equation for equation in run.cell.equations if equation.role == "sum"]
    weights = {name: weight for name, weight in run.cell.weights.items() if not weight.is_bias}
    if (
        len(sums) != 1
        or run.scenario.layers > 1
        or sorted(w.reads for w in weights.values()) != [("h_before",), ("x",)]
    ):
        return ""
    names = values(run, t, 0)
    brings = {
        w.reads[0]: names[w.reads[0]] * names[n] if w.diagonal else names[w.reads[0]] @ names[n]
        for n, w in weights.items()
    }
    x, memory = brings["x"], brings["h_before"]
    if len(x) > FEW or not np.isfinite([x, memory]).all():
        return ""
    said = _("Of {sum}, x brings {x}, the state before {memory}: {outcome}.")
    return said.format(sum=sums[0].name + index(t + 1), x=listed(x), memory=listed(memory), outcome=weighed(x, memory))


def weighed(x: Array, memory: Array) -> str:
    """Which of both counts for more."""
    one, other = float(np.abs(x).sum()), float(np.abs(memory).sum())
    if other == 0:
        return _("there is no memory yet")
    if one == 0:
        return _("all of it is memory")
    if other >= BOTH * one:
        return _("memory counts for {times} times the input").format(times=f"{other / one:.2g}")
    if one >= BOTH * other:
        return _("the input counts for {times} times the memory").format(times=f"{one / other:.2g}")
    return _("both count for about as much")


def of_fork(run: Run, t: int) -> str:
    """What meets at the state of the step, coming back."""
    if t in (start - 1 for start in run.blocks.starts[1:]):
        return _("Truncation cuts here: what step {t} would send back is dropped.").format(t=t + 2)
    signals, end = row(run.gradients.signals, t), run.layer_ends[-1]
    own, future = signals[f"h_from_output{end}"], signals[f"h_from_future{end}"]
    if t + 1 == run.steps:
        return _("The last step: only its own output sends anything back.") if own.any() else ""
    if not own.any():
        return _("No loss at this step: all that comes back comes from the step after.") if future.any() else ""
    said = _("h{t} was used twice, by y{output} and by h{later}. What comes back is the sum of both, entry by entry.")
    output = t + 2 if reads_state_before(run.cell) else t + 1
    return said.format(t=index(t + 1), output=index(output), later=index(t + 2))


def listed(numbers: Array) -> str:
    written = [f"{number:.4f}".replace("-", "−") for number in numbers]
    return (
        written[0]
        if len(written) == 1
        else _("{first} and {last}").format(first=", ".join(written[:-1]), last=written[-1])
    )


def index(t: int) -> str:
    """A step as a small number below the line.

    >>> index(12)
    '₁₂'
    """
    return str(t).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
