"""Blanks in a worksheet: what a student is to find, and where a later line uses it."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from rnnviz.core.explain.lines import BREAK, Line, Used
from rnnviz.core.run import Run
from rnnviz.core.text.latex import tex

BLANK = r"\square"  # what is left to be written by hand


def known(run: Run, lines: Iterable[Line]) -> set[Any]:
    """The answers of ``lines`` that are to be found: one that also is among what was given is not to be."""
    task, weights = run.scenario.task, [array for _name, array in run.params.items()]
    rows = [*run.trace.signals["x"][0], *run.target[0], *(start[0] for start in run.trace.start.values())]
    first = [] if task.symbols == () else [*run.trace.given[:, 0]]
    given = {same(array) for array in [*rows, *first, *weights, *(array.T for array in weights)]}
    return {same(line.answer.array) for line in lines} - given


def same(array: Any) -> tuple[tuple[int, ...], bytes]:
    """What two equal arrays have in common."""
    numbers = np.ascontiguousarray(array, dtype=float)
    return numbers.shape, numbers.tobytes()


def asked(line: Line, found: set[Any]) -> Line:
    """``line`` with a blank for its answer, and for everything it uses that is to be found."""
    calculation = line.calculation.partition(BREAK)[0]  # what follows has the answer's parts
    used = {name: blank(each) if is_asked(each, found) else each for name, each in line.used.items()}
    said = "" if "$" in line.note else line.note  # numbers in it would tell
    return line._replace(calculation=calculation, used=used, answer=blank(line.answer), note=said)


def is_asked(used: Used, found: set[Any]) -> bool:
    return isinstance(used.array, str) or same(used.array) in found  # a text is an entry of a row that is asked for


def blank(used: Used) -> Used:
    r"""Every number of it left out.

    >>> print(blank(Used(np.array([0.25, -1.0]))).array, blank(Used("0.5")).array)
    \begin{bmatrix}\square & \square\end{bmatrix} \square
    """
    if isinstance(used.array, str) or not used.array.ndim:
        return Used(BLANK)
    return Used(tex(np.asarray(used.array), lambda _number: BLANK))
