"""The weights, and beside each its gradient."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.params import Array, Params
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.i18n import _

GAP = 0.6  # columns left free between two matrices
MANY = 6  # matrices whose names fit beside each other
FITS = 8  # columns in all that have room for a number of six decimals


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
    """The matrices on one pair of axes, each with a ramp of its own; their names stand under them."""
    matrices = {name.format(letter): np.atleast_2d(array) for letter, array in params.items()}
    columns = np.array([matrix.shape[1] for matrix in matrices.values()])
    lefts = np.concatenate([[0.0], np.cumsum(columns + GAP)])
    rows = max(matrix.shape[0] for matrix in matrices.values())
    upright = len(matrices) > MANY
    fits = lefts[-1] <= FITS and rows <= FITS
    ticks = style.AXIS | {"showgrid": False}
    return style.figure(
        [
            cells(title, matrix, left, ramp, fits)
            for (title, matrix), left in zip(matrices.items(), lefts, strict=False)
        ],
        height=212 if upright else 190,
        margin={"l": 26, "r": 26, "t": 6, "b": 62 if upright else 40, "autoexpand": False},
        xaxis=ticks
        | {
            "range": [-0.5, lefts[-1] - GAP - 0.5],
            "tickvals": (lefts[:-1] + (columns - 1) / 2).tolist(),
            "ticktext": [label(title, matrix, upright) for title, matrix in matrices.items()],
            "tickangle": -90 if upright else 0,
        },
        yaxis=ticks | {"range": [rows + 0.5, 0.5], "dtick": 1 if rows <= 12 else 10, "tick0": 0},
        meta=words
        | {"notice": notice(matrices), "live": {}, "legend": style.legend([])}
        | {"labels": [], "gap": "", "values": np.empty((0, 0))},
    )


def label(title: str, matrix: Array, upright: bool) -> str:
    """A matrix's name, with its shape where there is room."""
    return f"<b>{title}</b>" if upright else "<b>{}</b><br>{}×{}".format(title, *matrix.shape)


def notice(matrices: dict[str, Array]) -> str:
    sizes = {title: float(np.nan_to_num(np.abs(m), nan=np.inf, posinf=np.inf).max()) for title, m in matrices.items()}
    matrix = max(sizes, key=lambda title: sizes[title])
    return _("Largest: {matrix}, {size}").format(matrix=matrix, size=style.number(sizes[matrix]))


def cells(title: str, matrix: Array, left: float, ramp: list[list], fits: bool) -> style.Trace:
    rows, columns = matrix.shape
    peak = style.largest(matrix) or 1.0
    return dict(
        type="heatmap",
        name=title,
        z=np.where(np.isfinite(matrix), matrix, np.nan),
        x=left + np.arange(columns),
        y=np.arange(1, rows + 1),
        customdata=np.broadcast_to(np.arange(1, columns + 1, dtype=np.int16), matrix.shape),
        zmin=-peak,
        zmax=peak,
        colorscale=ramp,
        xgap=1,
        ygap=1,
        showscale=False,
        hovertemplate=f"{title}[%{{y}}][%{{customdata}}] = %{{z}}<extra></extra>",
        **({"texttemplate": "%{z:.6~f}", "textfont": {"size": 12}} if fits else {}),
    )
