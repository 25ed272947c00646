"""What truncation costs: the gradient uncut beside the truncated one."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.truncation import is_cut, uncut
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.look import Look
from rnnviz.i18n import _


def truncation(run: Run, look: Look) -> go.Figure | None:
    """Full against truncated dL/dh_t, and what is missing; None where nothing is cut."""
    if not is_cut(run):
        return None
    name = "h" + look.end
    kept, full = run.gradients.signals[name][0], uncut(run).signals[name][0]
    lines = {
        _("full"): (full, style.GRADIENT, "solid"),
        _("truncated"): (kept, style.CUT, "dash"),
        _("missing"): (full - kept, style.SHAFT, "dot"),
    }
    seen = {title: style.seen(rows, look.unit) for title, (rows, _colour, _dash) in lines.items()}
    dropped = np.full((run.steps, kept.shape[1]), np.nan)
    for t, states in run.gradients.cut.items():
        dropped[t - 1] = states[name][0]
    return style.time_figure(
        run,
        [line(title, seen[title], colour, dash) for title, (_rows, colour, dash) in lines.items()],
        direction="backward",
        title=_("Full against truncated"),
        how=writing.joined(
            _("Green: the whole gradient. Orange, dashed: what truncation leaves. Grey, dotted: what is missing."),
            ""
            if look.unit
            else _("These are sizes of vectors: what is missing need not be the difference of the sizes."),
        ),
        notice=_("Now: {missing} of {full} is missing"),
        live={
            "missing": [None, *map(writing.number, seen[_("missing")])],
            "full": [None, *map(writing.number, seen[_("full")])],
        },
        readout={title: np.concatenate([[np.nan], values]) for title, values in seen.items()}
        | {_("dropped here"): np.concatenate([[np.nan], style.seen(dropped, look.unit)])},
        height=150,
        numbered=True,
        yaxis={} if look.unit else {"rangemode": "tozero"},
    )


def line(title: str, values: Array, colour: str, dash: str) -> style.Trace:
    return dict(
        type="scatter",
        x=np.arange(1, len(values) + 1),
        y=np.where(np.isfinite(values), values, np.nan),
        mode="lines+markers",
        line={"color": colour, "width": 2.5, "dash": dash},
        hovertemplate=f"{title}, t = %{{x}}: %{{y}}<extra></extra>",
    )
