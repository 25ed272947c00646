"""Several sizes over time on one logarithmic axis, each named beside it, in a colour and a dash of its own."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style, writing

HEIGHT = 150
DASHES = {"solid": "━━", "dash": "╺ ╸", "dot": "•••", "dashdot": "━ •", "longdash": "━ ━"}


class Curve(NamedTuple):
    """``name`` stands beside the picture, ``sizes`` (T + 1,) are drawn where they are positive and finite."""

    name: str
    sizes: Array
    colour: str
    dash: str


def traces(run: Run, curves: Sequence[Curve]) -> list[style.Trace]:
    """A line for each curve, broken wherever a cut lets no gradient through."""
    cuts = run.blocks.starts[1:]
    after = [start + 1 for start in cuts]
    return [
        dict(
            type="scatter",
            x=np.insert(np.arange(len(curve.sizes), dtype=float), after, [start + 0.5 for start in cuts]),
            y=np.insert(drawable(curve.sizes), after, np.nan),
            mode="lines+markers",
            line={"color": curve.colour, "width": 2.5, "dash": curve.dash},
            marker={"size": 5},
            hovertemplate=f"{writing.html(curve.name)}, t = %{{x}}: %{{y:.6~g}}<extra></extra>",
        )
        for curve in curves
    ]


def told(sizes: Array) -> list[str | None]:
    """The numbers (T + 1,) as live texts: none in column 0, a dash where there is nothing to tell."""
    return [None, *("—" if np.isnan(size) else writing.number(size) for size in sizes[1:])]


def drawable(sizes: Array) -> Array:
    """What a logarithmic axis can show, gaps elsewhere."""
    return np.where((sizes > 0) & np.isfinite(sizes), sizes, np.nan)


def names(curves: Sequence[Curve]) -> list[style.Trace]:
    """Each curve's name with a piece of its line, in the margin on the right, the first on top."""
    return [
        dict(
            xref="paper",
            yref="paper",
            x=1,
            y=1 - (k + 0.5) / len(curves),
            xanchor="left",
            yanchor="middle",
            xshift=4,
            align="left",
            showarrow=False,
            text=f'<b><span style="color:{curve.colour}">{DASHES[curve.dash]}</span><br>{writing.html(curve.name)}</b>',
            font={"size": 11},
        )
        for k, curve in enumerate(curves)
    ]


def log_axis(every: Sequence[Array]) -> Mapping[str, Any]:
    """A logarithmic axis that holds ``every`` curve, with a number at its ends and between."""
    shown = np.concatenate([drawable(sizes) for sizes in every])
    logs = np.log10(shown[np.isfinite(shown)])
    low, high = (float(logs.min()), float(logs.max())) if len(logs) else (0.0, 0.0)
    room = max(0.08 * (high - low), 0.02)
    ticks = np.linspace(low, high, 3 if high - low > 0.02 else 1)
    return {
        "type": "log",
        "range": [low - room, high + room],
        "tickvals": 10**ticks,
        "ticktext": [f"{10**tick:.2g}" if abs(tick) < 4 else f"{10**tick:.0e}" for tick in ticks],
    }


def one(steps: int) -> style.Trace:
    """The line at 1, above which a gradient grows."""
    line = {"color": style.SHAFT, "width": 1, "dash": "dot"}
    return dict(type="scatter", x=[-0.5, steps + 0.5], y=[1.0, 1.0], mode="lines", line=line, hoverinfo="skip")
