"""What multiplies the gradient at each unit and step: the activation's slope, or the gate that carries the state."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.gradient.cell_race import CARRIERS
from rnnviz.core.gradient.flow import slopes as slopes_of
from rnnviz.core.nn.cells import Concat, Elman
from rnnviz.core.nn.params import Array
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def slopes(run: Run) -> go.Figure | None:
    """φ′(a_t) from 0 to the most it can be; of the LSTM f_t, of the GRU z_t. None for a cell with neither."""
    if isinstance(run.cell, Concat):
        return None
    if run.scenario.cell in CARRIERS:
        return carriers(run, CARRIERS[run.scenario.cell])
    values = slopes_of(run)
    if values is None or not isinstance(run.cell, Elman):
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


def carriers(run: Run, gate: str) -> go.Figure:
    values = np.hstack([run.trace.signals[gate + end][0] for end in run.layer_ends])
    title, how = {
        "f": (
            _("Forget gate f carries c"),
            _("What multiplies the gradient along the carry path, from cₜ back to cₜ₋₁: 1 keeps it, 0 stops it."),
        ),
        "z": (
            _("Gate z carries h"),
            _("What multiplies the gradient along the carry path, from hₜ back to hₜ₋₁: 1 keeps it, 0 stops it."),
        ),
    }[gate]
    names = [name for end in run.layer_ends for name in writing.units(gate + end, run.scenario.hidden_size)]
    said = _("Now: the gate is open by {mean} on average, {low} to {high}")
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
