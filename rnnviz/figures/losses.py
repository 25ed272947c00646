"""How wrong each step was: L_t."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def losses(run: Run) -> go.Figure:
    """L_t, a bar a step; steps whose loss does not count are grey."""
    loss, counted = run.losses[0], run.counted
    colours = [style.LOSS if counts else style.LOSS_UNCOUNTED for counts in counted]
    steps = np.arange(1, run.steps + 1)
    bars = dict(
        type="bar",
        x=steps,
        y=loss,
        marker={"color": colours},
        width=0.6,
        hovertemplate="L, t = %{x}: %{y}<extra></extra>",
    )
    total = np.cumsum(np.where(counted, loss, 0.0))
    return style.time_figure(
        run,
        [bars],
        direction="forward",
        title=_("Loss L per step"),
        how=_("A bar is one step's loss; grey ones do not count."),
        notice=_("Now: the losses so far sum to {total}"),
        live={"total": [None, *map(writing.number, total)]},
        readout={"L_t": style.with_start(loss[:, None])[0], "Σ L": np.concatenate([[0.0], total])},
        height=104,
        numbered=True,
        yaxis={"rangemode": "tozero"},
    )
