"""How large the gradient at each state is: ‖dL/dh_t‖ of all losses together, on a log axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _


def gradient_size(run: Run) -> go.Figure:
    """‖dL/dh_t‖ per step; column 0 is ‖dL/dh0‖."""
    size = style.size(np.vstack([run.gradients.h0[0], run.gradients.signals["h"][0]]))
    shown = np.where((size > 0) & np.isfinite(size), size, np.nan)
    ticks = np.geomspace(np.nanmin(shown), np.nanmax(shown), 3) if np.isfinite(shown).any() else []
    line = {"color": style.GRADIENT, "width": 2.5}
    hover = "‖dL/dh‖, t = %{x}: %{y}<extra></extra>"
    curve = dict(type="scatter", x=np.arange(len(size)), y=shown, mode="lines+markers", line=line, hovertemplate=hover)
    factor = np.concatenate([[np.nan], run.factors[0]])
    return style.time_figure(
        run,
        [curve],
        direction="backward",
        title=_("Size of dL/dh, log scale"),
        how=_(
            "What all losses together send to each state. It may grow to the left although each step back shrinks it, "
            "for every step adds a loss of its own. What becomes of one loss alone is asked under Why."
        ),
        notice=_("Now: ‖dL/dh‖ = {size}; the step back passes on {factor} times that"),
        live={name: [None, *map(writing.number, row[1:])] for name, row in {"size": size, "factor": factor}.items()},
        readout={"‖dh‖": size, _("factor"): factor},
        height=116,
        numbered=True,
        yaxis={"type": "log", "tickvals": ticks, "ticktext": [f"{v:.0e}" for v in ticks]},
    )
