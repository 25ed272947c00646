"""What matrix and slopes promise, and what comes back in truth: ‖∂h_e/∂h_t‖ and its bounds on one log axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.gradient.flow import Flow, flow
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.why.curves import HEIGHT, Curve, log_axis, names, one, told, traces
from rnnviz.figures.why.jacobian_size import state
from rnnviz.i18n import _


def bound_and_truth(run: Run) -> go.Figure | None:
    """From each block's last step e back to the state after step t; None where it is too large to be measured."""
    found = flow(run)
    if not found.steps:
        return None
    curves = curves_of(found)
    bounded = len(curves) > 1
    return style.time_figure(
        run,
        [one(run.steps), *traces(run, curves)],
        direction="backward",
        title=_("Bound and truth, {norm}").format(norm=f"‖∂{state(run)}ₑ/∂{state(run)}ₜ‖"),
        how=caption(bounded),
        notice=_("Now: in truth {truth}; the tight bound allows {tight}, eigenvalues alone would say {decay}")
        if bounded
        else _("Now: in truth {truth}"),
        live={name: told(getattr(found, name)) for name in (("truth", "tight", "decay") if bounded else ("truth",))},
        readout={curve.name: curve.sizes for curve in curves},
        height=HEIGHT + 20,
        numbered=True,
        yaxis=log_axis([curve.sizes for curve in curves]),
        names=names(curves),
    )


def curves_of(found: Flow) -> list[Curve]:
    """Truth always, the bounds and ρ^n where there are some, as they lie from top to bottom in most runs."""
    truth = Curve(_("truth"), found.truth, style.GRADIENT, "solid")
    if not np.isfinite(found.bound).any():
        return [truth]
    blue, orange, _green, pink = style.OUTPUTS
    return [
        Curve(_("bound"), found.bound, orange, "dot"),
        Curve(_("tight"), found.tight, blue, "dash"),
        Curve("ρⁿ", found.decay, pink, "dashdot"),
        truth,
    ]


def caption(bounded: bool) -> str:
    if not bounded:
        return _(
            "From the last step e back to each state, by all paths. "
            "No simple bound: several matrices or gates multiply the state."
        )
    return _(
        "From the last step e back to each state, n steps. Bound: (σ_max · largest φ′ there is)ⁿ; "
        "tight: with the largest φ′ of each step."
    )
