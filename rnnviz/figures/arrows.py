"""The arrows of a network in time: a line and a head for each kind and step, the head coloured by what flows."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.figures import style

REACH = 0.42  # how far from its end, of an arrow's length, its head stands


class Arrows(NamedTuple):
    """One arrow a step, and the size of what flows along each."""

    name: str  # in the notice
    what: str  # in the readout
    size: Array  # (T,)
    start: tuple[float, float]  # column relative to the step, row
    end: tuple[float, float]
    cut: Sequence[int] | Array = ()  # the steps, from 0, without this arrow
    by: tuple[float, float] | None = None  # where it turns, to go round a disc


def shafts(arrows: list[Arrows]) -> style.Trace:
    """The lines of all arrows as one trace, gaps between them."""
    x, y = [], []
    for kind in arrows:
        for t in np.setdiff1d(np.arange(len(kind.size)), kind.cut) + 1:
            for column, level in [kind.start, *([kind.by] if kind.by else []), kind.end]:
                x.append(t + column)
                y.append(level)
            x.append(None)
            y.append(None)
    return dict(type="scatter", x=x, y=y, mode="lines", line={"color": style.SHAFT, "width": 1.5}, hoverinfo="skip")


def heads(arrows: list[Arrows], ramp: list[list]) -> style.Trace:
    """The heads of all arrows as one trace, each coloured by the size of what flows."""
    T = len(arrows[0].size)
    steps = np.arange(1, T + 1)
    places = [tip(kind) for kind in arrows]
    x = np.concatenate([steps + column for column, _level in places])
    y = np.repeat([level for _column, level in places], T)
    size = np.concatenate([kind.size for kind in arrows])
    there = np.isfinite(size) & np.concatenate([~np.isin(steps - 1, kind.cut) for kind in arrows])
    symbols = np.repeat([symbol(kind) for kind in arrows], T)
    what = np.repeat([kind.what for kind in arrows], T)
    marker = {
        "symbol": symbols[there],
        "size": float(np.clip(300 / T, 6, 15)),
        "color": size[there],
        "colorscale": ramp,
        "cmin": 0.0,
        "cmax": style.largest(size) or 1.0,
        "line": {"width": 0.5, "color": style.SHAFT},
    }
    hover = "%{customdata} = %{marker.color}<extra></extra>"
    return dict(
        type="scatter",
        x=x[there],
        y=y[there],
        mode="markers",
        marker=marker,
        customdata=what[there],
        hovertemplate=hover,
    )


def tip(kind: Arrows) -> tuple[float, float]:
    """Where an arrow's head stands: a little before its end."""
    (column, level), (to_column, to_level) = kind.by or kind.start, kind.end
    return to_column + REACH * (column - to_column), to_level + REACH * (level - to_level)


def symbol(kind: Arrows) -> str:
    if kind.start[0] != kind.end[0]:
        return "triangle-right" if kind.end[0] > kind.start[0] else "triangle-left"
    return "triangle-up" if kind.end[1] > kind.start[1] else "triangle-down"
