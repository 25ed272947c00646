"""The weights, and beside each its gradient."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.params import Params
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.i18n import _

GAP = 0.09


def weights(run: Run) -> go.Figure:
    """All matrices side by side, row = from, column = to."""
    return side_by_side(
        run.params,
        style.VALUES,
        "{}",
        direction="none",
        title=_("Weights"),
        how=_("Row: from, column: to. The same weights serve every step."),
    )


def weight_gradients(run: Run) -> go.Figure:
    """dL/dW, each under its matrix: the sums over all steps."""
    return side_by_side(
        run.gradients.params,
        style.GRADIENTS,
        "d{}",
        direction="end",
        title=_("Weight gradients"),
        how=_("Every step adds its share: the sum stands when the gradient has reached step 1."),
    )


def side_by_side(params: Params, ramp: list[list], name: str, **words: str) -> go.Figure:
    named = list(params.items())
    widths = np.array([np.clip(np.atleast_2d(array).shape[1], 1.3, 8.0) ** 0.8 for _name, array in named])
    edges = np.concatenate([[0.0], np.cumsum(widths / widths.sum())])
    traces, axes = [], {}
    for i, (letter, array) in enumerate(named):
        matrix, axis = np.atleast_2d(array), "" if i == 0 else str(i + 1)
        traces.append(matrix_heatmap(matrix, ramp, name.format(letter), axis))
        title = {"text": f"<b>{name.format(letter)}</b><br>{matrix.shape[0]}×{matrix.shape[1]}", "standoff": 4}
        domain = [edges[i] + (GAP / 2 if i else 0), edges[i + 1] - GAP / 4]
        ticks = {
            "fixedrange": True,
            "dtick": 1 if max(matrix.shape) <= 12 else 10,
            "showgrid": False,
            "zeroline": False,
        }
        axes[f"xaxis{axis}"] = ticks | {"domain": domain, "anchor": f"y{axis}", "title": title}
        axes[f"yaxis{axis}"] = ticks | {"autorange": "reversed", "anchor": f"x{axis}"}
    return style.figure(
        traces,
        height=200,
        margin={"l": 26, "r": 8, "t": 6, "b": 54},
        meta=words | {"notice": notice(named, name), "live": {}, "labels": [], "values": np.empty((0, 0))},
        **axes,
    )


def notice(named: list[tuple[str, np.ndarray]], name: str) -> str:
    sizes = {name.format(letter): style.largest(array) for letter, array in named}
    matrix = max(sizes, key=lambda letter: sizes[letter])
    return _("Largest: {matrix}, {size}").format(matrix=matrix, size=style.number(sizes[matrix]))


def matrix_heatmap(matrix: np.ndarray, ramp: list[list], letter: str, axis: str) -> style.Trace:
    finite = np.where(np.isfinite(matrix), matrix, np.nan)
    peak = style.largest(matrix) or 1.0
    fits = matrix.shape[1] <= 3 and matrix.shape[0] <= 6
    return dict(
        type="heatmap",
        z=finite,
        x=np.arange(1, matrix.shape[1] + 1),
        y=np.arange(1, matrix.shape[0] + 1),
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        zmin=-peak,
        zmax=peak,
        colorscale=ramp,
        xgap=1,
        ygap=1,
        showscale=False,
        hovertemplate=f"{letter}[%{{y}}][%{{x}}] = %{{z}}<extra></extra>",
        **({"texttemplate": "%{z:.6~f}", "textfont": {"size": 11}} if fits else {}),
    )
