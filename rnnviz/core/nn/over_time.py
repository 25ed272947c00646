"""The records of all steps, and the same as arrays over time, each put together when it is first read."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

import numpy as np

from rnnviz.core.arrays import Array, Record

# T steps, N examples in a batch


class OverTime(Record):
    """Signals by name and step: ``steps[t].h`` is (N, H), ``["h"]`` or ``.h`` is (T, N, H).

    >>> signals = OverTime([Record(h=np.zeros((1, 2))), Record(h=np.ones((1, 2)))])
    >>> signals.h.tolist(), signals.steps[1].h.tolist(), signals.names
    ([[[0.0, 0.0]], [[1.0, 1.0]]], [[1.0, 1.0]], ['h'])
    """

    def __init__(self, steps: Sequence[Record]) -> None:
        self.steps = steps
        self._stacked: dict[str, Array] = {}

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> "OverTime":
        """From arrays over time, step by step."""
        made = cls([Record(**dict(zip(arrays, now, strict=True))) for now in zip(*arrays.values(), strict=True)])
        made._stacked.update(arrays)
        return made

    @property
    def names(self) -> list[str]:
        """In the order of computing."""
        return list(vars(self.steps[0]))

    @property
    def all(self) -> dict[str, Array]:
        return {name: self[name] for name in self.names}

    def __getitem__(self, name: str) -> Array:
        if name not in self._stacked:
            parts = list(map(attrgetter(name), self.steps))
            self._stacked[name] = np.concatenate(parts).reshape(len(parts), *parts[0].shape)
        return self._stacked[name]

    def __getattr__(self, name: str) -> Array:
        return self[name]

    def each(self, pick: Callable[[Array], Array]) -> "OverTime":
        """The same of other examples."""
        return OverTime.of({name: pick(array) for name, array in self.all.items()})
