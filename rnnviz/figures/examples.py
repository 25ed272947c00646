"""The hidden states of all examples of a batch, side by side: the same step of each."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _

MOST = 32  # rows


def examples(run: Run) -> go.Figure | None:
    """The top layer's h_t of every example, one under the other; None for a single example, or for too many rows."""
    end = run.layer_ends[-1]
    states = run.batch.trace.signals["h" + end]  # (N, T, H)
    N, _T, H = states.shape
    if N == 1 or N * H > MOST:
        return None
    start = run.batch.trace.start["h" + end]
    rows = np.vstack([style.with_start(h, h0) for h, h0 in zip(states, start, strict=True)])
    names = [f"{n}: h_{unit}" for n in range(1, N + 1) for unit in range(1, H + 1)]
    apart = style.size(states[0] - states[-1])
    return style.time_figure(
        run,
        [style.heatmap(rows, names, style.VALUES, "%{y}, t = %{x}: %{z}<extra></extra>")],
        direction="forward",
        title=_("All examples side by side"),
        how=_("The hidden states of each example of the batch, numbered before the colon, at the same step."),
        notice=_("Now: the states of the first and the last example are {apart} apart"),
        live={"apart": [None, *map(writing.number, apart)]},
        readout=dict(zip(names, rows, strict=True)),
        height=style.rows_height(len(names)),
        yaxis=style.ROWS,
    )
