"""What the network remembers: h_t, layer by layer."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def hidden_states(run: Run) -> go.Figure:
    """h_t, a row a unit, a column a step; column 0 is the initial state. A second layer stands under the first."""
    trace = run.trace
    layers = [style.with_start(trace.signals["h" + end][0], trace.start["h" + end][0]) for end in run.layer_ends]
    rows = np.vstack(layers)
    names = [name for end in run.layer_ends for name in writing.units("h" + end, run.scenario.hidden_size)]
    change = style.size(np.diff(rows, axis=1).T)
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.VALUES, "%{y}, t = %{x}: %{z}<extra></extra>")],
        direction="forward",
        mirror="hidden_gradients",
        title=_("Hidden states h"),
        how=_("A row is one unit, a column one step; column 0 is the initial state h0."),
        notice=_("Now: the state moved by ‖hₜ − hₜ₋₁‖ = {change}"),
        live={"change": [None, *map(writing.number, change)]},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )
