"""By how much one step back can multiply a gradient: ‖∂h_t/∂h_{t−1}‖ on a log axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.gradient.flow import flow
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.why.curves import HEIGHT, Curve, log_axis, names, one, told, traces
from rnnviz.i18n import _


def jacobian_size(run: Run) -> go.Figure | None:
    """The 2-norm of each step's Jacobian; None where it is too large to be measured."""
    found = flow(run)
    if not found.steps:
        return None
    curve = Curve(_("factor"), found.factors, style.GRADIENT, "solid")
    return style.time_figure(
        run,
        [one(run.steps), *traces(run, [curve])],
        direction="backward",
        title=_("Factor of each step, {norm}").format(norm=f"‖∂{state(run)}ₜ/∂{state(run)}ₜ₋₁‖"),
        how=caption(run),
        notice=_("Now: this step multiplies a gradient by {factor} at most"),
        live={"factor": told(found.factors)},
        readout={_("factor"): found.factors},
        height=HEIGHT,
        yaxis=log_axis([found.factors, np.ones(1)]),
        names=names([curve]),
    )


def state(run: Run) -> str:
    """The letter of what goes on to the next step: h alone, or s for several states together."""
    return "h" if run.scenario.layers * len(run.cell.states) == 1 else "s"


def caption(run: Run) -> str:
    if state(run) == "h":
        return _("The most a step back can lengthen a gradient: above 1 it can grow, below 1 it must shrink.")
    return _(
        "The most a step back can lengthen a gradient at the joint state s (h of every layer, and c of an LSTM): "
        "above 1 it can grow."
    )
