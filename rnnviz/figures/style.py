"""Every colour, by meaning, and the frame that all figures share. No figure chooses a colour of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array, norm
from rnnviz.core.run import Run
from rnnviz.figures import writing
from rnnviz.figures.ink import written

# Both ramps are symmetric about 0 and safe for colour-blind eyes; they run from negative to positive.
VALUES = [[0.0, "#2166ac"], [0.25, "#92c5de"], [0.5, "#f7f7f7"], [0.75, "#f4a582"], [1.0, "#b2182b"]]
GRADIENTS = [[0.0, "#762a83"], [0.25, "#c2a5cf"], [0.5, "#f7f7f7"], [0.75, "#a6dba0"], [1.0, "#1b7837"]]
# The same on a dark page: 0 is the page's own ground, and what is larger is brighter.
VALUES_DARK = [[0.0, "#9ed2fa"], [0.25, "#2f74ad"], [0.5, "#171614"], [0.75, "#b1452f"], [1.0, "#ffb39b"]]
GRADIENTS_DARK = [[0.0, "#dcb4ec"], [0.25, "#7d4494"], [0.5, "#171614"], [0.75, "#2c7a42"], [1.0, "#a5e6b0"]]
SHARES = [[0.0, "#f7f7f7"], [0.5, "#f4a582"], [1.0, "#c8323f"]]  # from 0 up; a frame is seen on all of it
SIZES = [[0.0, "#f7f7f7"], [0.5, "#a6dba0"], [1.0, "#1b7837"]]  # the gradients' ramp from 0 up
FLOW = [[0.0, "#d9dde3"], [0.5, "#fdae61"], [1.0, "#b2182b"]]
FLOW_BACK = [[0.0, "#d9dde3"], [0.5, "#7fbf7b"], [1.0, "#1b7837"]]
STACK = [[0.0, "#b7e2b1"], [0.5, "#4daf62"], [1.0, "#00441b"]]
# Lines and marks have a contrast of 3 : 1 with a light and with a dark page; where eyes that see fewer colours could
# mistake one for another, dashes, marks or hatching differ, too.
OUTPUTS = ["#2b5be0", "#d55e00", "#009e73", "#b0459a"]
DASHES = ["solid", "dash", "dot", "dashdot"]  # for more lines than there are colours
LOSS = "#cc3a45"
LOSS_UNCOUNTED = "#868d95"
GRADIENT = "#1b7837"
CUT = "#d55e00"
FRAME = "#111111"
SHAFT = "#7a8088"
NODE = "#e8eaed"
SUM = "#b87a00"
NOW = "#b87a00"  # what the cursor is at
GRID = "rgba(128,128,128,0.25)"

MARGIN = {"l": 52, "r": 74, "t": 6, "b": 6, "autoexpand": False}
BELOW, LINE = 22, 14  # room for the steps' numbers, and for a line under them
GROUND = {
    "template": {},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "showlegend": False,
    "dragmode": False,
    "uirevision": "stage",
}
# labels that may overflow are not measured, which would take a sixth of the drawing
AXIS = {"fixedrange": True, "zeroline": False, "ticks": "", "ticklabeloverflow": "allow"}
ROWS = {"autorange": "reversed", "type": "category", "showgrid": False}  # of a heatmap, the first on top
ROWS_FIT, COLUMNS_FIT = 6, 12  # cells that hold a number at 1280 × 720


Trace = dict[str, Any]


def time_figure(
    run: Run,
    traces: Sequence[Trace],
    *,
    direction: str,
    title: str,
    how: str,
    notice: str,
    readout: Mapping[str, Array],
    height: int,
    yaxis: Mapping[str, Any] | None = None,
    live: Mapping[str, Sequence[str | None]] | None = None,
    shapes: Sequence[Trace] = (),
    numbered: bool = False,
    captions: Sequence[str] = (),
    ends: tuple[str, str] | None = None,
    names: Sequence[Trace] = (),
    mirror: str = "",
) -> go.Figure:
    """A figure over the common time axis: column 0 is the initial state, columns 1 … T the steps.

    ``layout.meta`` tells the stage the rest: the ``direction`` the picture grows in (forward, backward), its words,
    its legend, and the ``readout``: for each name the numbers (T + 1) of every column, NaN where there is none, and
    the ``gap`` to say then. ``notice`` may hold ``{names}`` of ``live`` texts, T + 1 each, None where there is nothing
    to notice. The steps' numbers stand under a ``numbered`` figure; under each they would cost room and time.
    ``captions`` are what is read at each step, to stand under its number; ``ends`` what stands at the legend's ends
    where that is not the ramp's own numbers; ``names`` are annotations beside the curves; ``mirror`` names the backward
    figure of the same quantity, which a presenter sees in its place once the pass has turned round.
    """
    ticks = time_ticks(run.steps) if numbered else []
    below = (BELOW if numbered else MARGIN["b"]) + (LINE if any(captions) else 0)
    return figure(
        traces,
        height=height + (LINE if any(captions) else 0),
        margin=MARGIN | {"b": below},
        hovermode="closest",
        xaxis=AXIS
        | {
            "range": [-0.5, run.steps + 0.5],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [captioned(t, captions) for t in ticks],
            "showgrid": False,
        },
        yaxis=AXIS | {"gridcolor": GRID} | dict(yaxis or {}),
        shapes=[*cuts(run, direction), *shapes],
        annotations=list(names),
        meta={
            "direction": direction,
            "mirror": mirror,
            "title": title,
            "how": how,
            "notice": notice,
            "live": {name: list(texts) for name, texts in (live or {}).items()},
            "legend": legend(traces) | (dict(zip(("low", "high"), ends, strict=True)) if ends else {}),
            "labels": list(readout),
            "gap": "NaN" if run.overflow else "—",
            "values": np.array(list(readout.values()), dtype=float).reshape(len(readout), -1),
        },
    )


def captioned(t: int, captions: Sequence[str]) -> str:
    """A step's number, what is read at it in a second line."""
    return f"{t}<br>{writing.html(captions[t - 1])}" if t and any(captions) else str(t)


def figure(traces: Sequence[Trace], **layout: object) -> go.Figure:
    """A figure on the page's own ground. Plotly's validation would take most of an edit's time: the tests do it."""
    return go.Figure(list(traces), GROUND | layout, _validate=False)


def cuts(run: Run, direction: str) -> list[dict[str, Any]]:
    """A dotted line at each block end over which nothing flows: the gradient never, the state if it is reset."""
    starts = run.blocks.starts if direction == "backward" else run.blocks.resets
    line = {"color": CUT, "width": 3, "dash": "dot"}
    at = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": line}
    return [at | {"x0": start + 0.5, "x1": start + 0.5} for start in starts if start > 0]


def time_ticks(steps: int) -> list[int]:
    """Steps to label, at most some twenty of them.

    >>> time_ticks(4), time_ticks(100)[:4]
    ([0, 1, 2, 3, 4], [0, 5, 10, 15])
    """
    return list(range(0, steps + 1, -(-(steps + 1) // 21)))


def heatmap(
    rows: Array, names: Sequence[str], ramp: list[list], hover: str, low: float | None = None, high: float | None = None
) -> Trace:
    """``rows`` (K, T + 1) as cells over time, the first row on top; NaN is a gap; numbers stand in cells they fit.

    The ramp runs from ``low`` to ``high``, by default to the largest size there is both ways.
    """
    peak = largest(rows) or 1.0
    fits = rows.shape[0] <= ROWS_FIT and rows.shape[1] <= COLUMNS_FIT
    trace = dict(
        type="heatmap",
        z=np.where(np.isfinite(rows), rows, np.nan),
        y=list(map(writing.html, names)),
        zmin=-peak if low is None else low,
        zmax=peak if high is None else high,
        colorscale=ramp,
        xgap=1,
        ygap=1,
        hoverongaps=False,
        hovertemplate=hover,
        showscale=False,
    )
    return written(trace, ".4~f", 13) if fits else trace


def largest(array: Array) -> float:
    """The largest finite size in ``array``, 0 if there is none."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))


def size(rows: Array) -> Array:
    """(T, K) → (T,); a size that is no number is infinite."""
    return np.nan_to_num(norm(rows), nan=np.inf, posinf=np.inf)


def seen(rows: Array, unit: int) -> Array:
    """One unit's numbers, from 1, of ``rows`` (T, H), or for unit 0 the size of all, (T,).

    >>> seen(np.array([[3.0, 4.0]]), 0), seen(np.array([[3.0, 4.0]]), 2)
    (array([5.]), array([4.]))
    """
    return rows[:, unit - 1] if unit else norm(rows)


def legend(traces: Sequence[Trace]) -> dict[str, Any]:
    """The colours of the first trace that has a ramp, and the numbers at its ends."""
    for trace in traces:
        ramp = trace | trace.get("marker", {})
        if "colorscale" in ramp:
            low, high = (ramp.get("z" + end, ramp.get("c" + end)) for end in ("min", "max"))
            return {
                "colours": [colour for _, colour in ramp["colorscale"]],
                "low": writing.short(low),
                "high": writing.short(high),
            }
    return {"colours": [], "low": "", "high": ""}


def with_start(array: Array, start: Array | None = None) -> Array:
    """(T, K) → (K, T + 1): column 0 is ``start`` (K,), or a gap."""
    first = np.full(array.shape[1], np.nan) if start is None else start
    return np.vstack([first, array]).T


def rows_height(rows: int) -> int:
    """Pixels for a heatmap of so many rows."""
    return 12 + (max(76, 26 * rows) if rows <= ROWS_FIT else min(14 * rows, 250))
