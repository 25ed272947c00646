"""Arrays as Python that makes them again to the last digit."""

from rnnviz.core.arrays import Array

SHORT = 80  # characters that stand in one line


def literal(array: Array | None) -> str:
    """``array`` as an expression; one-hot rows as what they are, everything else number by number.

    >>> import numpy as np
    >>> print(literal(np.array([[0.1, 1.0], [2.0, 1e-9]])))
    np.array([[0.1, 1.0], [2.0, 1e-09]])
    >>> print(literal(np.eye(4)[[[2, 0]]]))
    np.eye(4)[[[2, 0]]]
    """
    if array is None:
        return "None"
    if array.ndim == 3 and one_hot(array):
        return f"np.eye({array.shape[-1]})[{array.argmax(axis=-1).tolist()}]"
    return f"np.array({nested(array)})" if array.size else f"np.empty({array.shape})"


def one_hot(rows: Array) -> bool:
    """Whether each row is a 1 among zeros; a single column is rather written as the number it is."""
    ones = (rows == 1.0).sum(axis=-1) == 1
    return rows.shape[-1] > 1 and bool(ones.all()) and bool(((rows == 0.0).sum(axis=-1) == rows.shape[-1] - 1).all())


def nested(array: Array, depth: int = 1) -> str:
    """Lists in lists, a line for each row where they are long."""
    flat = repr(array.tolist())
    if array.ndim == 1 or len(flat) <= SHORT:
        return flat
    gap = ",\n" + "    " * depth
    return "[\n" + "    " * depth + gap.join(nested(row, depth + 1) for row in array) + "]"
