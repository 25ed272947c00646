"""What goes on inside the cell: its gates and, for the LSTM, its cell state; and their gradients."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _

LEAST, HIGHEST = 4, 480  # pixels of a row, and of many


def gates(run: Run) -> go.Figure | None:
    """Every signal of the cell that is neither a sum nor h_t; None for a cell that has no other."""
    inner = inside(run)
    if not inner:
        return None
    rows = np.vstack([style.with_start(run.trace.signals[name][0], started(run, name)) for name in inner])
    equations = [equation for equation in run.cell.equations if equation.role == "gate"]
    opens = {equation.name + end for equation in equations for end in run.layer_ends}
    gated = [run.trace.signals[name][0] for name in inner if name in opens]
    size = style.size(np.hstack(gated or [run.trace.signals[name][0] for name in inner]))
    opened = np.mean(gated, axis=(0, 2)) if gated else size
    return picture(
        run,
        rows,
        inner,
        style.VALUES,
        direction="forward",
        mirror="gate_gradients",
        title=_("Gates"),
        how=_("A row is one unit of one gate: 0 is shut, 1 is open. Then what they let through."),
        notice=_("Now: the gates are open by {open} on average") if gated else _("Now: their size is {open}"),
        live={"open": [None, *map(writing.number, opened)]},
    )


def gate_gradients(run: Run) -> go.Figure | None:
    """dL/d of the same signals; None for a cell without them."""
    inner = inside(run)
    if not inner:
        return None
    signals = run.gradients.signals
    rows = np.vstack([style.with_start(signals[name][0], reached(run, name)) for name in inner])
    size = style.size(np.hstack([signals[name][0] for name in inner]))
    return picture(
        run,
        rows,
        [f"d{name}" for name in inner],
        style.GRADIENTS,
        direction="backward",
        title=_("Gradients at the gates"),
        how=_("What the loss asks of every gate and of what it lets through."),
        notice=_("Now: the size of all these gradients is {size}"),
        live={"size": [None, *map(writing.number, size)]},
    )


def inside(run: Run) -> list[str]:
    """The names of the signals that stand in these pictures, layer by layer."""
    own = [equation.name for equation in run.cell.equations if equation.role != "sum" and equation.name != "h"]
    return [name + end for end in run.layer_ends for name in own]


def started(run: Run, name: str) -> Array | None:
    return run.trace.start[name][0] if name in run.trace.start else None


def reached(run: Run, name: str) -> Array | None:
    return run.gradients.start[name][0] if name in run.gradients.start else None


def picture(run: Run, rows: Array, inner: list[str], ramp: list[list], **words: object) -> go.Figure:
    names = [unit for name in inner for unit in writing.units(name, run.scenario.hidden_size)]
    return style.time_figure(
        run,
        [style.heatmap(rows, names, ramp, "%{y}, t = %{x}: %{z}<extra></extra>")],
        readout=dict(zip(names, rows, strict=True)),
        height=max(style.rows_height(len(names)), 12 + min(LEAST * len(names), HIGHEST)),
        yaxis=style.ROWS,
        **words,  # type: ignore[arg-type]
    )
