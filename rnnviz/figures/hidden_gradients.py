"""The gradient coming back through time: dL/dh_t, layer by layer."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def hidden_gradients(run: Run) -> go.Figure:
    """dL/dh_t, a row a unit, a column a step; column 0 is dL/dh0. A second layer stands under the first."""
    signals, start = run.gradients.signals, run.gradients.start
    rows = np.vstack([style.with_start(signals["h" + end][0], start["h" + end][0]) for end in run.layer_ends])
    names = [name for end in run.layer_ends for name in writing.units("dh" + end, run.scenario.hidden_size)]
    own, future = (
        style.size(np.hstack([signals[f"h_from_{whence}{end}"][0] for end in run.layer_ends]))
        for whence in ("output", "future")
    )
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.GRADIENTS, "%{y}, t = %{x}: %{z}<extra></extra>")],
        direction="backward",
        title=_("Gradient dL/dh"),
        how=_("A fork going forward is a sum coming back: from the step's own output, and from the step after."),
        notice=_("Now: ‖from its output‖ = {own}, ‖from the step after‖ = {future}"),
        live={"own": [None, *map(writing.number, own)], "future": [None, *map(writing.number, future)]},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )
