"""What multiplies the gradient at each unit and step: the activation's slope, or the gate that carries the state."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.flow import slopes as slopes_of
from rnnviz.core.nn.cells import Carry
from rnnviz.core.nn.cells.cell import squashes
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def slopes(run: Run) -> go.Figure | None:
    """φ′(a_t) from 0 to the most it can be; of a cell that carries its state, what its gate leaves of it."""
    if run.cell.carry:
        return carriers(run, run.cell.carry)
    values = slopes_of(run)
    if values is None or run.cell.activation is None or not squashes(run.cell):
        return None
    most = run.cell.activation.steepest
    return picture(
        run,
        values,
        [name for end in run.layer_ends for name in writing.units(f"φ′{end}", run.scenario.hidden_size)],
        most,
        title=_("Slope φ′(a) of each unit"),
        how=_(
            "What each unit multiplies the gradient with on its way back: 0 stops it, the most there is, is {most}."
        ).format(most=writing.short(most)),
        notice=_("Now: the slopes are {mean} on average, {low} to {high}"),
    )


def carriers(run: Run, path: Carry) -> go.Figure:
    gates = [run.trace.signals[path.gate + end][0] for end in run.layer_ends]
    values = path.factor(np.hstack(gates))
    equation = next(equation for equation in run.cell.equations if equation.name == path.gate)
    title = _("{title}: {factor} carries {state}").format(title=_(equation.title), factor=path.label, state=path.state)
    how = _(
        "What multiplies the gradient along the carry path, from {state}ₜ back to {state}ₜ₋₁: 1 keeps it, 0 stops it."
    )
    how = how.format(state=path.state)
    names = [name for end in run.layer_ends for name in writing.units(path.label + end, run.scenario.hidden_size)]
    said = _("Now: {mean} is left on average, {low} to {high}")
    return picture(run, values, names, 1.0, title=title, how=how, notice=said)


def picture(run: Run, values: Array, names: list[str], most: float, **words: str) -> go.Figure:
    """``values`` (T, K) as a heatmap from 0 to ``most``."""
    rows = style.with_start(values)
    live = {"mean": values.mean(axis=1), "low": values.min(axis=1), "high": values.max(axis=1)}
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.SIZES, "%{y}, t = %{x}: %{z}<extra></extra>", 0.0, most)],
        direction="backward",
        live={name: [None, *map(writing.number, each)] for name, each in live.items()},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
        title=words["title"],
        how=words["how"],
        notice=words["notice"],
    )
