"""Where the gradient starts: dL/dy_t."""

import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.labels import short_names
from rnnviz.figures.outputs import class_names
from rnnviz.i18n import _


def output_gradients(run: Run) -> go.Figure:
    """dL/dy_t, a row an output, a column a step."""
    rows = style.with_start(run.gradients.signals["y"][0])
    of_classes = run.head.classes
    names = [f"dy {name}" for name in class_names(run)] if of_classes else writing.units("dy", len(rows))
    labels = short_names(class_names(run)) if of_classes else names
    hover = "dL/dy(%{y}), t = %{x}: %{z}<extra></extra>" if of_classes else "%{y}, t = %{x}: %{z}<extra></extra>"
    size = style.size(rows[:, 1:].T)
    return style.time_figure(
        run,
        [style.heatmap(rows, labels, style.GRADIENTS, hover)],
        direction="backward",
        title=_("Gradient dL/dy"),
        how=_("What the loss asks of each output: green means less output lowers the loss, purple more."),
        notice=_("Now: ‖dL/dyₜ‖ = {size}"),
        live={"size": [None, *map(writing.number, size)]},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )
