"""How a training goes: the loss after each epoch, and the share of classes that are right."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.train.training import Training
from rnnviz.figures import style
from rnnviz.i18n import _


def learning_curve(training: Training) -> go.Figure:
    """Mean loss over epochs, on a logarithmic axis where it falls far; accuracy on an axis of its own."""
    losses = training.losses
    epochs = np.arange(len(losses))
    far = losses.min() > 0 and losses.max() > 20 * losses.min()
    traces = [line(epochs, losses, {"color": style.LOSS}, _("loss"), "y")]
    if training.scores[0].accuracy is not None:
        shares = np.array([score.accuracy for score in training.scores])
        traces.append(line(epochs, shares, {"color": style.GRADIENT, "dash": "dash"}, _("accuracy"), "y2"))
    axis = style.AXIS | {"gridcolor": style.GRID}
    return style.figure(
        traces,
        height=140,
        margin={"l": 60, "r": 60, "t": 6, "b": 34},
        hovermode="x",
        xaxis=axis | {"title": {"text": _("epoch")}, "range": [0, max(1, training.scenario.epochs)]},
        yaxis=axis
        | {"title": {"text": named(style.LOSS, "━━", _("loss"))}}
        | ({"type": "log", "dtick": "D2"} if far else {}),
        yaxis2=axis
        | {
            "title": {"text": named(style.GRADIENT, "╺ ╸", _("accuracy"))},
            "overlaying": "y",
            "side": "right",
            "range": [-0.03, 1.03],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "showgrid": False,
            "visible": len(traces) > 1,
        },
    )


def named(colour: str, dash: str, name: str) -> str:
    """``name`` after a piece of its line; the words themselves have the page's own ink."""
    return f'<span style="color:{colour}">{dash}</span> {name}'


def line(epochs: np.ndarray, values: np.ndarray, stroke: style.Trace, name: str, axis: str) -> style.Trace:
    hover = f"{name} %{{y:.6~g}}<extra></extra>"
    return dict(
        type="scatter",
        x=epochs,
        y=values,
        yaxis=axis,
        mode="lines+markers" if len(epochs) < 40 else "lines",
        line=stroke | {"width": 2},
        marker={"size": 5},
        hovertemplate=hover,
    )
