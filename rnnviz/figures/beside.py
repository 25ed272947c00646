"""Right beside wrong: the entries of one quantity as a known mistake gives them, and as they should be."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.figures import style
from rnnviz.i18n import _

MOST = 24  # bars that can be told apart


def beside(name: str, right: Array, wrong: Array) -> go.Figure:
    """Two bars for each entry of ``right`` and ``wrong``, of one shape; the first 24 where there are more."""
    labels = [label(name, index) for index in np.ndindex(right.shape)][:MOST]
    traces = [
        bars(labels, right, {"color": style.GRADIENT}, _("right")),
        bars(labels, wrong, {"color": style.CUT, "pattern": {"shape": "/"}}, _("with the bug")),
    ]
    axis = style.AXIS | {"gridcolor": style.GRID}
    return style.figure(
        traces,
        height=170,
        margin={"l": 60, "r": 12, "t": 26, "b": 34},
        barmode="group",
        showlegend=True,
        legend={"orientation": "h", "y": 1.2, "x": 0},
        xaxis=axis | {"type": "category"},
        yaxis=axis,
    )


def label(name: str, index: tuple[int, ...]) -> str:
    """One entry's name, counted from 1.

    >>> label("h", (2, 0)), label("dWx", (0, 1)), label("db", (1,))
    ('h, 3, 1', 'dWx, 1, 2', 'db, 2')
    """
    return ", ".join([name, *(str(i + 1) for i in index)])


def bars(labels: list[str], values: Array, marker: style.Trace, name: str) -> style.Trace:
    return dict(
        type="bar",
        x=labels,
        y=values.ravel()[:MOST],
        name=name,
        marker=marker,
        hovertemplate=f"{name} %{{y:.6~g}}<extra></extra>",
    )
