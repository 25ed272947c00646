"""A known mistake switched on: its numbers beside the right ones."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.diagnosis.tolerance import all_exact
from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.diagnosis.work import truth
from rnnviz.core.run import Run


class Beside(NamedTuple):
    """One quantity, right and as the mistake gives it: (T, ·) of the example in view, or a weight's gradient."""

    name: str
    right: Array
    wrong: Array

    @property
    def worst(self) -> tuple[int, ...]:
        """The indices, from 0, of the entry that is off the most."""
        return tuple(int(i) for i in np.unravel_index(np.abs(self.wrong - self.right).argmax(), self.right.shape))


def beside(run: Run, bug: str) -> list[Beside]:
    """What ``bug``, a name in ``VARIANTS``, changes in ``run``, in the order of computing; nothing where it is silent.

    Of several ways of making the mistake it is the first that shows.

    >>> from rnnviz import PRESETS, simulate
    >>> [found.name for found in beside(simulate(PRESETS["four"].scenario), "first_delta_only")]
    ['dWx']
    """
    right = truth(run)
    for numbers in VARIANTS[bug].gives(run):
        pairs = [(name, right[name], np.asarray(numbers[name])) for name in right if name in numbers and name != "loss"]
        shown = [Beside(name, in_view(run, one), in_view(run, other)) for name, one, other in pairs]
        if found := [each for each in shown if not all_exact(each.wrong, each.right)]:
            return found
    return []


def in_view(run: Run, array: Array) -> Array:
    """The example in view of a signal; a weight's gradient as it is."""
    return array[run.shown] if array.ndim == 3 else array
