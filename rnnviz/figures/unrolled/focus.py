"""Which units are drawn where a level has more than there is room for: those that carry most."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures.unrolled.edges import Edge
from rnnviz.figures.unrolled.levels import Level
from rnnviz.i18n import _

MOST = 8  # units of a level that are drawn

# T steps, K units of a level


class Focus(NamedTuple):
    """The units of one level that are drawn at each step, and their share of what flows there, 0 … 1.

    Those of a layer are the same at every step, for their states go on; inputs and answers are chosen at each anew.
    """

    units: Array  # (T, at most MOST), counted from 0
    varies: bool
    share: float


def focus(run: Run, every: Sequence[Level], joined: Sequence[Edge]) -> dict[str, Focus]:
    """For each level by its name. A unit carries Σ |weight × value| of what leaves it, an answer of what arrives."""
    return {level.name: chosen(run, level, carried(level, joined)) for level in every}


def chosen(run: Run, level: Level, carry: Array) -> Focus:
    T, K = carry.shape
    if K <= MOST:
        return Focus(np.tile(np.arange(K), (T, 1)), varies=False, share=1.0)
    varies = level.start is None
    rank = carry if varies else np.broadcast_to(carry.sum(axis=0), (T, K))
    if level.units and level.name != "x":
        rank = run.target[0] + run.trace.signals["p"][0]  # the right class first, then the likely ones
    few = MOST if level.name != "x" else max(1, min(MOST, int((level.values != 0).sum(axis=1).max())))
    units = np.argsort(-np.nan_to_num(rank), axis=1, kind="stable")[:, :few]
    units = np.sort(units, axis=1) if varies else units
    part, whole = np.take_along_axis(carry, units, axis=1).sum(), carry.sum()
    return Focus(units, varies, float(part / whole) if whole else 1.0)


def carried(level: Level, joined: Sequence[Edge]) -> Array:
    """What each unit carries at each step, (T, K)."""
    found = np.zeros_like(level.values)
    for edge in joined:
        for part in edge.parts:
            if edge.start == level.name:
                leaving = np.nan_to_num(part.leaving)
                found[: len(leaving) - edge.lag] += leaving[edge.lag :]
            if edge.end == level.name and level.gradient_name == "dy":
                found += np.nan_to_num(part.arriving)
    return found


def summed_up(level: Level, seen: Focus) -> str:
    """What is left out, in words; nothing where all that flows is drawn.

    >>> import numpy as np
    >>> h = Level("h", (), np.zeros((1, 16)), "dh", np.zeros((1, 16)))
    >>> summed_up(h, Focus(np.arange(8)[None], False, 0.83))
    'h: 8 of 16 units, carrying 83 % of what flows'
    """
    if level.size == seen.units.shape[1] or round(seen.share, 9) == 1.0:
        return ""
    numbers = {"name": level.name, "few": seen.units.shape[1], "all": level.size, "share": round(100 * seen.share)}
    if seen.varies:
        return _("{name}: {few} of {all} at each step, carrying {share} % of what flows").format(**numbers)
    return _("{name}: {few} of {all} units, carrying {share} % of what flows").format(**numbers)
