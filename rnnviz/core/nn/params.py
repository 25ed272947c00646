"""The numbers a network learns, by their textbook letters. Gradients have the same type."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import numpy as np

from rnnviz.i18n import _

Array = np.ndarray
Shape = tuple[int, int]
Value = TypeVar("Value")


class Params:
    """Weights by the names that stand in the equations; row vectors, ``W[from][to]``; read-only.

    D inputs, H hidden units, O outputs. ``Wo`` (H, O) and ``bo`` (O,) are the output layer's, the rest is the cell's:
    for the simple cell ``Wx`` (D, H), ``Wh`` (H, H) and ``b`` (H,). A second layer's names end in 2. A bias that the
    network does without is None.

    >>> params = Params(Wh=np.eye(2), b=None)
    >>> params.Wh[0, 0], params.b, [name for name, _array in params.items()]
    (np.float64(1.0), None, ['Wh'])
    """

    def __init__(self, **arrays: Array | None) -> None:
        vars(self).update(arrays)

    def __getattr__(self, name: str) -> Array:
        raise AttributeError(
            _("This network has no {name}; it has {known}.").format(name=name, known=", ".join(vars(self)))
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(_("{name} cannot be set; but({name}=…) gives changed weights.").format(name=name))

    def items(self) -> Iterator[tuple[str, Array]]:
        """The names and arrays that this network has."""
        return ((name, array) for name, array in vars(self).items() if array is not None)

    def but(self, **arrays: Array) -> "Params":
        """These with some arrays in place of others."""
        return Params(**vars(self) | arrays)

    def layer(self, index: int) -> "Params":
        """Layer ``index``, from 0, by the names of a single one.

        >>> Params(Wh=np.eye(1), Wh2=np.zeros((1, 1))).layer(1).Wh
        array([[0.]])
        """
        if not index:
            return self
        end = str(index + 1)
        return Params(**{name.removesuffix(end): array for name, array in vars(self).items() if name.endswith(end)})


def numbered(names: Mapping[str, Value], layer: int) -> Mapping[str, Value]:
    """``names`` as those of layer ``layer``, from 0: a second one's end in 2.

    >>> numbered({"h": np.zeros(1)}, 0).keys(), numbered({"h": np.zeros(1)}, 1).keys()
    (dict_keys(['h']), dict_keys(['h2']))
    """
    return {f"{name}{layer + 1}": value for name, value in names.items()} if layer else names


def matmul(signal: Array, matrix: Array, out: Array | None = None) -> Array:
    """``signal @ matrix`` in one product over all leading axes, written to ``out`` if given.

    >>> matmul(np.ones((4, 3, 2)), np.ones((2, 5))).shape
    (4, 3, 5)
    """
    flat = None if out is None else out.reshape(-1, out.shape[-1])
    product = np.dot(signal.reshape(-1, signal.shape[-1]), matrix, flat)
    return product.reshape(*signal.shape[:-1], -1)


def over_steps(before: Array, after: Array) -> Array:
    """Σ beforeᵀ after over steps and examples: the outer products of all steps in one."""
    return before.reshape(-1, before.shape[-1]).T.dot(after.reshape(-1, after.shape[-1]))


def sum_over_steps(signal: Array) -> Array:
    """Σ signal over steps and examples."""
    return np.add.reduce(signal.reshape(-1, signal.shape[-1]))


def norm(array: Array) -> Array:
    """The Euclidean length along the last axis; entries are scaled first, so that no square over- or underflows.

    >>> norm(np.array([3e-200, 4e-200]))
    np.float64(5e-200)
    """
    peak = np.abs(array).max(axis=-1, keepdims=True)
    scale = np.where((peak > 0) & np.isfinite(peak), peak, 1.0)
    return np.linalg.norm(array / scale, axis=-1) * scale[..., 0]
