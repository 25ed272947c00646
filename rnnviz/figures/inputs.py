"""What goes in: x_t."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.data.sequence_shapes import FEEDBACK
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.labels import short_names
from rnnviz.i18n import _


def inputs(run: Run) -> go.Figure:
    """x_t, a row an input, a column a step."""
    x = run.trace.signals["x"][0]
    symbols, embedded = run.scenario.task.symbols, run.params.E is not None
    names = list(symbols) if symbols and not embedded else writing.units("x", x.shape[1])
    rows = style.with_start(x)
    said = [f"“{symbol}”" for symbol in run.symbols] if symbols else [describe(x_t) for x_t in x]
    live = {"x": [None, *said]}
    return style.time_figure(
        run,
        [style.heatmap(rows, short_names(names), style.VALUES, "x %{y}, t = %{x}: %{z}<extra></extra>")],
        direction="forward",
        title=_("Inputs x"),
        how=writing.joined(_("A column is what step t reads; red is positive, blue negative."), fed(run)),
        notice=_("Now: x = {x}"),
        live=live,
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )


def fed(run: Run) -> str:
    """What is read when the input has ended."""
    scenario = run.scenario
    if scenario.task.given == run.steps:
        return ""
    said = _("From step {step} on it reads: {what}.")
    return said.format(step=scenario.task.given + 1, what=_(FEEDBACK[scenario.feedback]))


def describe(x: np.ndarray) -> str:
    return "(" + ", ".join(f"{v:.4g}" for v in x[:4]) + (", …)" if len(x) > 4 else ")")
