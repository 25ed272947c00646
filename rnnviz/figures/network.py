"""The network unrolled in time, over the same columns as the plots: what flows forward, and what flows back."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.params import Array
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.i18n import _

X, H, Y, L = range(4)  # the rows of nodes, from below
REACH = 0.42  # how far from its end, of an arrow's length, its head stands


class Arrows(NamedTuple):
    """One arrow a step, and the size of what flows along each."""

    name: str  # in the notice
    what: str  # in the readout
    size: Array  # (T,)
    start: tuple[float, float]  # column relative to the step, row
    end: tuple[float, float]
    cut: Sequence[int] = ()  # the steps, from 0, without this arrow


def network(run: Run) -> go.Figure:
    """x_t and h_{t−1} make h_t, h_t makes y_t, y_t makes L_t."""
    signals, params = run.trace.signals, run.params
    memory = style.size(run.trace.h_prev[0] @ params.Wh)
    arrows = [
        Arrows("x", "‖x Wx‖", style.size(signals["x"][0] @ params.Wx), (0, X), (0, H)),
        Arrows("h", "‖h Wh‖", memory, (-1, H), (0, H), run.blocks.resets[1:]),
        Arrows("y", "‖h Wo‖", style.size(signals["h"][0] @ params.Wo), (0, H), (0, Y)),
        Arrows("L", "L", run.losses[0], (0, Y), (0, L)),
    ]
    return unrolled(
        run,
        arrows,
        style.FLOW,
        direction="forward",
        title=_("The network in time"),
        how=_("The same cell at every step. An arrow's head is coloured by the size of what flows along it."),
        notice=_("Now: {x} comes in from x, {h} from memory"),
    )


def network_back(run: Run) -> go.Figure:
    """The same graph walked against its arrows: each carries a gradient."""
    signals = run.gradients.signals
    back, cut = style.size(signals["a"][0] @ run.params.Wh.T), run.blocks.starts[1:]
    back[cut] = 0.0
    arrows = [
        Arrows("y", "‖dL/dy‖", style.size(signals["y"][0]), (0, L), (0, Y)),
        Arrows("h", _("y → h"), style.size(signals["h_from_output"][0]), (0, Y), (0, H)),
        Arrows("x", "‖dL/dx‖", style.size(signals["x"][0]), (0, H), (0, X)),
        Arrows("before", _("h → h before"), back, (0, H), (-1, H), cut),
    ]
    return unrolled(
        run,
        arrows,
        style.FLOW_BACK,
        direction="backward",
        title=_("The gradient's way back"),
        how=_("Every arrow turned round: where two meet at h they are added. A dotted line is a truncation cut."),
        notice=_("Now: {h} reaches h from its own output, {before} goes on to the step before"),
    )


def unrolled(run: Run, arrows: list[Arrows], ramp: list[list], **words: Any) -> go.Figure:
    sizes = [style.with_start(kind.size[:, None])[0] for kind in arrows]
    texts = {kind.name: [None, *map(style.number, kind.size)] for kind in arrows}
    rows = {"tickvals": [X, H, Y, L], "ticktext": ["x", "h", "y", "L"], "range": [-0.45, 3.45], "showgrid": False}
    return style.time_figure(
        run,
        [shafts(arrows), nodes(run), heads(run, arrows, ramp)],
        **words,
        live={name: texts[name] for name in texts if f"{{{name}}}" in words["notice"]},
        readout={kind.what: size for kind, size in zip(arrows, sizes, strict=True)},
        height=158,
        numbered=True,
        yaxis=rows,
    )


def shafts(arrows: list[Arrows]) -> style.Trace:
    """The lines of all arrows as one trace, gaps between them."""
    x, y = [], []
    for kind in arrows:
        for t in np.setdiff1d(np.arange(len(kind.size)), kind.cut) + 1:
            x += [t + kind.start[0], t + kind.end[0], None]
            y += [kind.start[1], kind.end[1], None]
    return dict(type="scatter", x=x, y=y, mode="lines", line={"color": style.SHAFT, "width": 1.5}, hoverinfo="skip")


def nodes(run: Run) -> style.Trace:
    """A disc for each x, h, y and L of each step, and for h0."""
    steps = np.arange(1, run.steps + 1)
    columns = np.concatenate([[0], *[steps] * 4])
    levels = np.concatenate([[H], *[np.full(run.steps, level) for level in (X, H, Y, L)]])
    disc = {
        "size": float(np.clip(400 / run.steps, 5, 17)),
        "color": style.NODE,
        "line": {"width": 1, "color": style.SHAFT},
    }
    return dict(type="scatter", x=columns, y=levels, mode="markers", marker=disc, hoverinfo="skip")


def heads(run: Run, arrows: list[Arrows], ramp: list[list]) -> style.Trace:
    """The heads of all arrows as one trace, each coloured by the size of what flows."""
    steps = np.arange(1, run.steps + 1)
    x = np.concatenate([steps + kind.end[0] + REACH * (kind.start[0] - kind.end[0]) for kind in arrows])
    y = np.concatenate([np.full(run.steps, kind.end[1] + REACH * (kind.start[1] - kind.end[1])) for kind in arrows])
    size = np.concatenate([kind.size for kind in arrows])
    there = np.isfinite(size) & np.concatenate([~np.isin(steps - 1, kind.cut) for kind in arrows])
    symbols = np.repeat([symbol(kind) for kind in arrows], run.steps)
    what = np.repeat([kind.what for kind in arrows], run.steps)
    marker = {
        "symbol": symbols[there],
        "size": float(np.clip(300 / run.steps, 6, 15)),
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


def symbol(kind: Arrows) -> str:
    if kind.start[0] != kind.end[0]:
        return "triangle-right" if kind.end[0] > kind.start[0] else "triangle-left"
    return "triangle-up" if kind.end[1] > kind.start[1] else "triangle-down"
