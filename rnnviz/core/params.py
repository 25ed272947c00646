"""The numbers a network learns, by their textbook letters. Gradients have the same type."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Params(NamedTuple):
    """Weights of one recurrent layer and its output layer; row vectors, ``W[from][to]``.

    D inputs, H hidden units, O outputs. Without biases ``b`` and ``bo`` are None.
    """

    Wx: Array  # (D, H)  input → hidden
    Wh: Array  # (H, H)  hidden → hidden
    b: Array | None  # (H,)
    Wo: Array  # (H, O)  hidden → output
    bo: Array | None  # (O,)

    def items(self) -> Iterator[tuple[str, Array]]:
        """The names and arrays that this network has, biases left out where there are none."""
        for name, array in zip(self._fields, self, strict=True):
            if array is not None:
                yield name, array


def shapes(inputs: int, hidden: int, outputs: int, biases: bool) -> dict[str, tuple[int, int]]:
    """The shape of every matrix; a bias is one row.

    >>> shapes(2, 3, 1, biases=False)
    {'Wx': (2, 3), 'Wh': (3, 3), 'Wo': (3, 1)}
    """
    every = {"Wx": (inputs, hidden), "Wh": (hidden, hidden), "b": (1, hidden)}
    every |= {"Wo": (hidden, outputs), "bo": (1, outputs)}
    return {name: shape for name, shape in every.items() if biases or name not in ("b", "bo")}


def matmul(signal: Array, matrix: Array, out: Array | None = None) -> Array:
    """``signal @ matrix`` in one product over all leading axes, written to ``out`` if given.

    >>> matmul(np.ones((4, 3, 2)), np.ones((2, 5))).shape
    (4, 3, 5)
    """
    flat = None if out is None else out.reshape(-1, out.shape[-1])
    product = np.dot(signal.reshape(-1, signal.shape[-1]), matrix, flat)
    return product.reshape(*signal.shape[:-1], -1)


def norm(array: Array) -> Array:
    """The Euclidean length along the last axis; entries are scaled first, so that no square over- or underflows.

    >>> norm(np.array([3e-200, 4e-200]))
    np.float64(5e-200)
    """
    peak = np.abs(array).max(axis=-1, keepdims=True)
    scale = np.where((peak > 0) & np.isfinite(peak), peak, 1.0)
    return np.linalg.norm(array / scale, axis=-1) * scale[..., 0]
