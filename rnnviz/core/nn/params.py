"""The numbers a network learns, by their textbook letters. Gradients have the same type."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from rnnviz.core.arrays import Array
from rnnviz.i18n import _

Value = TypeVar("Value")


class Params:
    """Weights by the names that stand in the equations; row vectors, ``W[from][to]``; read-only.

    D inputs, H hidden units, O outputs. ``Wo`` (H, O) and ``bo`` (O,) are the output layer's, the rest is the cell's:
    for the simple cell ``Wx`` (D, H), ``Wh`` (H, H) and ``b`` (H,). A second layer's names end in 2. A bias that the
    network does without is None.

    >>> import numpy as np
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

        >>> import numpy as np
        >>> Params(Wh=np.eye(1), Wh2=np.zeros((1, 1))).layer(1).Wh
        array([[0.]])
        """
        if not index:
            return self
        end = str(index + 1)
        return Params(**{name.removesuffix(end): array for name, array in vars(self).items() if name.endswith(end)})


def numbered(names: Mapping[str, Value], layer: int) -> Mapping[str, Value]:
    """``names`` as those of layer ``layer``, from 0: a second one's end in 2.

    >>> numbered({"h": 0.5}, 0), numbered({"h": 0.5}, 1)
    ({'h': 0.5}, {'h2': 0.5})
    """
    return {f"{name}{layer + 1}": value for name, value in names.items()} if layer else names
