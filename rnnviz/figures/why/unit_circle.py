"""A recurrent matrix at a glance: its eigenvalues in the complex plane, and its singular values beside them."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.spectrum import ROUNDING, Spectrum, recurrent, spectrum
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.i18n import _

HEIGHT = 210


def unit_circle(run: Run, name: str) -> go.Figure:
    """Of the recurrent matrix ``name``, on equal axes with the unit circle; a bar for each singular value."""
    eigen = spectrum(recurrent(run.scenario, run.params)[name])
    reach = 1.15 * max(1.0, style.largest(np.abs(eigen.eigenvalues)))
    axis = style.AXIS | {"gridcolor": style.GRID, "ticks": ""}
    return style.figure(
        [*plane(eigen.eigenvalues), bars(eigen.singular)],
        height=HEIGHT,
        margin={"l": 46, "r": 12, "t": 6, "b": 38},
        hovermode="closest",
        xaxis=axis | {"domain": [0, 0.52], "range": [-reach, reach], "title": {"text": "Re λ"}, "constrain": "domain"},
        yaxis=axis | {"range": [-reach, reach], "title": {"text": "Im λ"}, "scaleanchor": "x", "constrain": "domain"},
        xaxis2=axis | {"domain": [0.62, 1], "anchor": "y2", "title": {"text": _("singular values σ")}, "tickvals": []},
        yaxis2=axis | {"anchor": "x2", "rangemode": "tozero"},
        shapes=[line_at_one()],
        meta={"title": title(name), "how": caption(), "notice": notice(eigen)},
    )


def plane(eigenvalues: Array) -> list[style.Trace]:
    """The unit circle and the eigenvalues that are finite."""
    turn = np.linspace(0, 2 * np.pi, 181)
    shown = eigenvalues[np.isfinite(eigenvalues)]
    circle = {"color": style.SHAFT, "width": 1.5}
    outside = [style.CUT if size > 1 + ROUNDING else style.GRADIENT for size in np.abs(shown)]
    return [
        dict(type="scatter", x=np.cos(turn), y=np.sin(turn), mode="lines", line=circle, hoverinfo="skip"),
        dict(
            type="scatter",
            x=np.real(shown),
            y=np.imag(shown),
            mode="markers",
            marker={"size": 9, "color": outside, "line": {"width": 1, "color": "#ffffff"}},
            customdata=np.abs(shown),
            hovertemplate="λ = %{x:.6~g} + %{y:.6~g}i, |λ| = %{customdata:.6~g}<extra></extra>",
        ),
    ]


def bars(singular: Array) -> style.Trace:
    return dict(
        type="bar",
        xaxis="x2",
        yaxis="y2",
        x=np.arange(1, len(singular) + 1),
        y=np.where(np.isfinite(singular), singular, np.nan),
        marker={"color": [style.CUT if size > 1 + ROUNDING else style.GRADIENT for size in singular]},
        hovertemplate="σ<sub>%{x}</sub> = %{y:.6~g}<extra></extra>",
    )


def line_at_one() -> style.Trace:
    line = {"color": style.SHAFT, "width": 1.5}
    return dict(type="line", xref="x2 domain", yref="y2", x0=0, x1=1, y0=1, y1=1, line=line)


def title(name: str) -> str:
    return _("Eigenvalues and singular values of {name}").format(name=name)


def caption() -> str:
    return _(
        "A point is an eigenvalue λ; the circle and the line stand at 1. Eigenvalues say what many steps do "
        "in the long run, the largest singular value the most that one step can do at once. Orange is above 1."
    )


def notice(eigen: Spectrum) -> str:
    if not np.isfinite(eigen.stretch):
        return _("The matrix holds a number that is not finite.")
    outside = int((np.abs(eigen.eigenvalues) > 1 + ROUNDING).sum())
    said = _(
        "Now: spectral radius ρ = {radius}, largest singular value σ_max = {stretch}; {outside} of {count} eigenvalues "
        "lie outside the circle."
    )
    return said.format(
        radius=writing.number(eigen.radius),
        stretch=writing.number(eigen.stretch),
        outside=outside,
        count=len(eigen.eigenvalues),
    )
