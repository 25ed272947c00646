"""What goes in: x_t."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.i18n import _


def inputs(run: Run) -> go.Figure:
    """x_t, a row an input, a column a step."""
    x = run.trace.signals["x"][0]
    symbols = run.scenario.task.symbols
    names = list(symbols) or style.units("x", x.shape[1])
    rows = style.with_start(x)
    live = {"x": [None, *(describe(x_t, symbols) for x_t in x)]}
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.VALUES, "x %{y}, t = %{x}: %{z}<extra></extra>")],
        direction="forward",
        title=_("Inputs x"),
        how=_("A column is what step t reads; red is positive, blue negative."),
        notice=_("Now: x = {x}"),
        live=live,
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )


def describe(x: np.ndarray, symbols: tuple[str, ...]) -> str:
    if symbols:
        return f"“{symbols[int(x.argmax())]}”"
    return "(" + ", ".join(f"{v:.4g}" for v in x[:4]) + (", …)" if len(x) > 4 else ")")
