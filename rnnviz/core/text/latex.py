"""Arrays as LaTeX and as shapes, for people to read."""

from collections.abc import Callable

import numpy as np

from rnnviz.core.arrays import Array

MOST = 6  # rows or columns of a matrix that are written out; of a larger one the first and the last


def size(array: Array) -> str:
    """Rows × columns; a vector is one row.

    >>> size(np.zeros(3)), size(np.zeros((2, 3)))
    ('(1×3)', '(2×3)')
    """
    return "({}×{})".format(*np.atleast_2d(array).shape)


def tex(array: Array, write: Callable[[float], str] | None = None) -> str:
    r"""A matrix in LaTeX, a vector as one row, the middle of a large one left out; ``write`` writes a number.

    >>> print(tex(np.array([0.25, -1.0])))
    \begin{bmatrix}0.25 & -1\end{bmatrix}
    """
    rows, columns = (shown(n) for n in np.atleast_2d(array).shape)
    matrix, written = np.atleast_2d(array), write or number
    lines = [
        " & ".join(r"\cdots" if j is None else r"\vdots" if i is None else written(matrix[i, j]) for j in columns)
        for i in rows
    ]
    return r"\begin{bmatrix}" + r" \\ ".join(lines) + r"\end{bmatrix}"


def shown(count: int) -> list[int | None]:
    """Indices to write out, None for those left out.

    >>> shown(3), shown(20)
    ([0, 1, 2], [0, 1, 2, 3, None, 19])
    """
    return list(range(count)) if count <= MOST else [*range(MOST - 2), None, count - 1]


def number(value: float) -> str:
    r"""Six significant digits in LaTeX.

    >>> number(0.5349429451582145), number(-1.5e-9), number(float("inf"))
    ('0.534943', '-1.5\\times 10^{-9}', '\\infty')
    """
    if not np.isfinite(value):
        return r"\mathrm{NaN}" if np.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    mantissa, _e, exponent = f"{value + 0.0:.6g}".partition("e")
    return mantissa if not exponent else rf"{mantissa}\times 10^{{{int(exponent)}}}"
