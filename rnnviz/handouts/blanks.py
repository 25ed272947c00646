"""Blanks in a worksheet: what a student is to find, and where a later line uses it."""

import re
from collections.abc import Iterable

from rnnviz.core.explain.lines import Line
from rnnviz.core.run import Run
from rnnviz.core.text.latex import tex
from rnnviz.handouts.mathml import BLANK, BREAK, MATRIX

DOTS = (r"\cdots", r"\vdots")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:\\times 10\^\{-?\d+\})?")


def known(run: Run, results: Iterable[str]) -> set[str]:
    """The ``results`` that are to be found: a matrix that also is among what was given is not to be."""
    task, weights = run.scenario.task, [array for _name, array in run.params.items()]
    rows = [*run.trace.signals["x"][0], *run.target[0], *(start[0] for start in run.trace.start.values())]
    first = [] if task.symbols == () else [*run.trace.given[:, 0]]
    given = {tex(array) for array in [*rows, *first, *weights, *(array.T for array in weights)]}
    return set(results) - given


def asked(line: Line, found: set[str]) -> Line:
    """``line`` with a blank for its result, and for everything in its numbers that is to be found."""
    used = line.numbers.partition(BREAK)[0]
    if MATRIX.search(used):
        used = MATRIX.sub(lambda matrix: blank(matrix[0]) if matrix[0] in found else matrix[0], used)
    else:
        used = NUMBER.sub(lambda _number: BLANK, used)  # an entry of a row that is to be found
    said = "" if "$" in line.note else line.note  # numbers in it would tell
    return line._replace(numbers=used, result=blank(line.result), note=said)


def blank(result: str) -> str:
    r"""A result with every number of it left out.

    >>> print(blank(r"\begin{bmatrix}0.25 & -1\end{bmatrix}"), blank("0.5"))
    \begin{bmatrix}\square & \square\end{bmatrix} \square
    """
    matrix = MATRIX.fullmatch(result)
    if matrix is None:
        return BLANK
    rows = (row.split(" & ") for row in matrix[1].split(r" \\ "))
    written = (" & ".join(entry if entry in DOTS else BLANK for entry in row) for row in rows)
    return r"\begin{bmatrix}" + r" \\ ".join(written) + r"\end{bmatrix}"
