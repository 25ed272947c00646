"""Every number of a run as a table, one number and its gradient a row, for a spreadsheet or a data frame."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cost import LIMIT, Cost, check_cost, table_cost
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.i18n import _

# N examples, T steps, D inputs, O outputs
COLUMNS = ("example", "step", "signal", "unit", "value", "gradient", "symbol")
FORMULAS = "=+-@\t\r\n＝＋－＠"  # what a spreadsheet takes for the start of a formula
Cell = int | str
Row = tuple[Cell, ...]


def to_csv(run: Run, limit: float = LIMIT) -> str:
    """Every signal of the examples in view, every weight, and dL/d each of them, as CSV with a heading.

    ``step`` 0 is the initial state. ``value`` or ``gradient`` is empty where there is none, as for the loss's own
    gradient and the parts of dL/dh. A weight has no example and no step; its unit is “from→to”. ``symbol`` is what a
    column of x, y or p stands for, with a ' before it where a spreadsheet would take it for a formula. Floats are
    written to the last digit. Raises a TypeError for what is no Run, a ValueError where it takes over ``limit`` seconds
    or a gigabyte.

    >>> from rnnviz import PRESETS, simulate
    >>> table = to_csv(simulate(PRESETS["once"].scenario)).splitlines()
    >>> table[0], table[1].split(",")[:5], len(table)
    ('example,step,signal,unit,value,gradient,symbol', ['1', '0', 'h', '1', '0.0'], 25)
    """
    check_run(run, "to_csv")
    check_cost(csv_cost(run), limit, _("Take one example, run.example(0), or fewer steps or units."))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for n in range(len(run.losses)):
        writer.writerows(rows_of_example(run, n))
    writer.writerows(weights(run))
    return text.getvalue()


def csv_cost(run: Run) -> Cost:
    """About how long ``to_csv`` takes, and how much memory."""
    widths = (max(array.shape[-1] for array in (value, back) if array is not None) for _n, value, back in signals(run))
    return table_cost(run.losses.size * sum(widths) + sum(array.size for _name, array in run.params.items()))


def rows_of_example(run: Run, n: int) -> Iterator[Row]:
    """The rows of example ``n``, from 0, of those in view, step by step."""
    number, task, whole = run.shown + n + 1, run.scenario.task, run.batch
    for name, start in whole.trace.start.items():
        yield from rows(number, 0, name, start[number - 1], whole.gradients.start[name][number - 1], ())
    said = {"x": task.symbols if run.params.E is None else (), **dict.fromkeys(run.trace.outputs, task.classes)}
    for t in range(run.steps):
        for name, value, gradient in signals(run):
            values, gradients = (None if array is None else array[n, t] for array in (value, gradient))
            yield from rows(number, t + 1, name, values, gradients, said.get(name, ()))


def signals(run: Run) -> Iterator[tuple[str, Array | None, Array | None]]:
    """Each signal with its gradient. What the head makes of y has none; the two parts of dL/dh are gradients only."""
    gradients, made = run.gradients.signals, {answer.name for answer in run.head.answers}
    for name, value in run.trace.signals.items():
        yield name, value, None if name in made else gradients.get(name)
    yield "L", run.losses[..., None], None
    yield from ((name, None, gradients[name]) for name in gradients if name in made or name not in run.trace.signals)


def rows(
    example: int, step: int, name: str, value: Array | None, gradient: Array | None, symbols: Sequence[str]
) -> Iterator[Row]:
    """One signal at one step, a row for each unit."""
    values, gradients = written(value), written(gradient)
    for unit in range(max(len(values), len(gradients))):
        symbol = harmless(symbols[unit]) if symbols else ""
        found = (texts[unit] if texts else "" for texts in (values, gradients))
        yield example, step, name, unit + 1, *found, symbol


def weights(run: Run) -> Iterator[Row]:
    """Every entry of every matrix; a bias goes to its unit from nothing."""
    for name, array in run.params.items():
        gradient = getattr(run.gradients.params, name)
        for index, value in np.ndenumerate(array):
            unit = "→".join(str(i + 1) for i in index)
            yield "", "", name, unit, repr(float(value)), repr(float(gradient[index])), ""


def written(numbers: Array | None) -> list[str]:
    return [] if numbers is None else [repr(number) for number in numbers.tolist()]


def harmless(text: str) -> str:
    """``text`` so that a spreadsheet shows it and computes nothing.

    >>> harmless("=1+1"), harmless("a")
    ("'=1+1", 'a')
    """
    return f"'{text}" if text.lstrip(" ").startswith(tuple(FORMULAS)) else text
