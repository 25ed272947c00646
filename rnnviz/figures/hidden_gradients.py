"""The gradient coming back through time: dL/dh_t."""

import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.i18n import _


def hidden_gradients(run: Run) -> go.Figure:
    """dL/dh_t, a row a unit, a column a step; column 0 is dL/dh0."""
    gradients = run.gradients
    rows = style.with_start(gradients.signals["h"][0], gradients.h0[0])
    names = style.units("dh", len(rows))
    own = style.size(gradients.signals["h_from_output"][0])
    future = style.size(gradients.signals["h_from_future"][0])
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.GRADIENTS, "%{y}, t = %{x}: %{z}<extra></extra>")],
        direction="backward",
        title=_("Gradient dL/dh"),
        how=_("A fork going forward is a sum coming back: from the step's own output, and from the step after."),
        notice=_("Now: ‖from its output‖ = {own}, ‖from the step after‖ = {future}"),
        live={"own": [None, *map(style.number, own)], "future": [None, *map(style.number, future)]},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )
