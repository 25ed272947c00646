"""Does the gradient vanish or explode: ‖dL/dh_t‖ on a log axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _

SHRINKS, GROWS = 0.9, 1.1


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
        how=_("A straight fall to the left is exponential vanishing, a rise to the left exploding."),
        notice=verdict(run.factors[0]) if np.isfinite(size).all() else _("The gradient explodes beyond all numbers."),
        readout={"‖dh‖": size, _("factor"): factor},
        height=116,
        numbered=True,
        yaxis={"type": "log", "tickvals": ticks, "ticktext": [f"{v:.0e}" for v in ticks]},
    )


def verdict(factors: Array) -> str:
    """Vanishing or exploding, in words, from the factors by which each step back multiplies the gradient's size."""
    useful = factors[np.isfinite(factors) & (factors > 0)]
    if not len(useful):
        return _("No gradient flows back through time here.")
    mean = float(np.exp(np.log(useful).mean()))
    if mean < SHRINKS:
        said = _("One step back multiplies the gradient by {factor} on average: it vanishes.")
    elif mean > GROWS:
        said = _("One step back multiplies the gradient by {factor} on average: it explodes.")
    else:
        said = _("One step back multiplies the gradient by {factor} on average: it keeps its size.")
    return said.format(factor=writing.number(mean))
