"""The carry paths of GRU and LSTM alone: what their gates let through, which is not the gradient."""

import plotly.graph_objects as go

from rnnviz.core.gradient.cell_race import CARRIERS, carry, openness
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.why.curves import HEIGHT, Curve, log_axis, names, told, traces
from rnnviz.figures.why.race import CALLED, COLOURS, STROKES, runners
from rnnviz.i18n import _


def race_carry(run: Run) -> go.Figure:
    """What is left along the carry path of what the last counted loss sends; the simple cell has no such path."""
    runs = runners(run)
    sizes = {cell: size for cell, each in runs.items() if (size := carry(each)) is not None}
    curves = [Curve(CALLED[cell], size, COLOURS[cell], STROKES[cell]) for cell, size in sizes.items()]
    gates = {gate: openness(runs[cell]) for cell, gate in CARRIERS.items()}
    return style.time_figure(
        run,
        traces(run, curves),
        direction="backward",
        title=_("Carry path only, not the gradient"),
        how=_(
            "What the last loss sends back through f alone (LSTM, at c) or z alone (GRU, at h). "
            "Elman has no such path: all goes through Wh."
        ),
        notice=_("Now: GRU {gru}, LSTM {lstm}. A step leaves z = {z} and f = {f} of it, on average."),
        live={name: told(numbers) for name, numbers in (sizes | gates).items()},
        readout={f"{CALLED[cell]} ∏{gate}": sizes[cell] for cell, gate in CARRIERS.items()},
        height=HEIGHT,
        numbered=True,
        yaxis=log_axis(list(sizes.values())),
        names=names(curves),
    )
