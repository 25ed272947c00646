"""Arrays: products over all steps at once, gates beside each other, and records of arrays by name."""

from types import SimpleNamespace

import numpy as np

Array = np.ndarray
Shape = tuple[int, int]
Record = SimpleNamespace  # what one step has computed, by the names in the equations: ``s.h``, ``s.c``


def matmul(signal: Array, matrix: Array) -> Array:
    """``signal @ matrix`` in one product over all leading axes.

    >>> matmul(np.ones((4, 3, 2)), np.ones((2, 5))).shape
    (4, 3, 5)
    """
    if matrix.ndim > 2:  # a matrix for each of the leading axis
        return signal @ matrix
    product = signal.reshape(-1, signal.shape[-1]).dot(matrix)
    return product.reshape(*signal.shape[:-1], -1)


def over_steps(read: Array, gradient: Array) -> Array:
    """Σ readᵀ gradient over steps and examples: the outer products of all steps in one."""
    return read.reshape(-1, read.shape[-1]).T.dot(gradient.reshape(-1, gradient.shape[-1]))


def products_over_steps(read: Array, gradient: Array) -> Array:
    """Σ read ⊙ gradient over steps and examples: the same for a diagonal weight."""
    return sum_over_steps(read * gradient)


def sum_over_steps(signal: Array) -> Array:
    """Σ signal over steps and examples."""
    return np.add.reduce(signal.reshape(-1, signal.shape[-1]))


def beside(*arrays: Array) -> Array:
    """The arrays side by side along the last axis.

    >>> beside(np.zeros((1, 2)), np.ones((1, 1)))
    array([[0., 0., 1.]])
    """
    return np.concatenate(arrays, axis=-1)


def split(array: Array, count: int) -> list[Array]:
    """``count`` equal parts along the last axis: what ``beside`` put together.

    >>> split(np.arange(4), 2)
    [array([0, 1]), array([2, 3])]
    """
    width = array.shape[-1] // count
    return [array[..., first : first + width] for first in range(0, count * width, width)]


def norm(array: Array) -> Array:
    """The Euclidean length along the last axis; entries are scaled first, so that no square over- or underflows.

    >>> norm(np.array([3e-200, 4e-200]))
    np.float64(5e-200)
    """
    peak = np.abs(array).max(axis=-1, keepdims=True)
    scale = np.where((peak > 0) & np.isfinite(peak), peak, 1.0)
    return np.linalg.norm(array / scale, axis=-1) * scale[..., 0]
