"""What matrix and slopes promise, and what comes back in truth: ‖∂h_T/∂h_t‖ and its bounds on one log axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.flow import Flow, flow
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.why.curves import HEIGHT, Curve, log_axis, names, one, told, traces
from rnnviz.figures.why.jacobian_size import state
from rnnviz.i18n import _


def bound_and_truth(run: Run) -> go.Figure | None:
    """From each block's last step back to the state after step t; None where it is too large to be measured."""
    found = flow(run)
    if not found.steps:
        return None
    curves = curves_of(found)
    end = f"∂{state(run)}_T/∂{state(run)}_t"
    bounded = len(curves) > 1
    return style.time_figure(
        run,
        [one(run.steps), *traces(curves)],
        direction="backward",
        title=_("Bound and truth, {norm}").format(norm=f"‖{end}‖"),
        how=how(bounded),
        notice=_("Now: back to here, in truth {truth}; the bound allows {tight}, eigenvalues alone say {decay}")
        if bounded
        else _("Now: back to here, in truth {truth}"),
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
    blue, orange, _green, pink, *_rest = style.OUTPUTS
    return [
        Curve("σⁿ·max φ′ⁿ", found.bound, orange, "dot"),
        Curve("∏ σ·φ′_t", found.tight, blue, "dash"),
        Curve("ρⁿ", found.decay, pink, "dashdot"),
        truth,
    ]


def how(bounded: bool) -> str:
    if not bounded:
        return _(
            "From the last step of the block back to each state, all paths. There is no simple bound: "
            "several matrices and gates multiply the state."
        )
    return _(
        "From the last step of the block back to each state. Truth never lies above the bounds; "
        "ρⁿ is what eigenvalues alone would say, n steps back."
    )
