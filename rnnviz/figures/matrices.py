"""The weights, and beside each its gradient."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.ink import written
from rnnviz.i18n import _

GAP = 0.6  # columns left free between two matrices
MANY = 6  # matrices whose names fit beside each other
FITS = 8  # columns in all that have room for a number of six decimals
WIDE = 80  # columns in all that are wide enough in one row
HIGH, LOW, LINE = 144, 96, 12  # pixels of a row, of one of several, and of a number beside it


def weights(run: Run) -> go.Figure:
    """All matrices side by side, layer under layer where they are many, row = from, column = to."""
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
    """The matrices in rows, each with a ramp of its own; their names stand under them."""
    matrices = {name.format(letter): np.atleast_2d(array) for letter, array in params.items()}
    upright = len(matrices) > MANY
    vectors = [place for place, (_letter, array) in enumerate(params.items()) if array.ndim == 1]
    rows = in_rows(matrices, vectors) if upright else [matrices]
    height, below = (LOW if len(rows) > 1 else HIGH), (62 if upright else 40)
    inner = len(rows) * (height + below) - below
    traces: list[style.Trace] = []
    axes: dict[str, style.Trace] = {}
    for number, row in enumerate(rows):
        end, top = str(number + 1) if number else "", 1 - number * (height + below) / inner
        placed, axes[f"xaxis{end}"], axes[f"yaxis{end}"] = one_row(row, ramp, upright, height)
        axes[f"xaxis{end}"] |= {"anchor": f"y{end}"}
        axes[f"yaxis{end}"] |= {"anchor": f"x{end}", "domain": [max(0.0, top - height / inner), top]}
        traces += [trace | {"xaxis": f"x{end}", "yaxis": f"y{end}"} for trace in placed]
    return style.figure(
        traces,
        height=inner + 6 + below,
        margin={"l": 26, "r": 26, "t": 6, "b": below, "autoexpand": False},
        **axes,
        meta=words
        | {"notice": notice(matrices), "live": {}, "legend": style.legend([])}
        | {"mirror": "", "labels": [], "gap": "", "values": np.empty((0, 0))},
    )


def in_rows(matrices: dict[str, Array], biases: list[int]) -> list[dict[str, Array]]:
    """A row for each layer; of a single wide one, its ``biases`` and what follows them have a row of their own."""
    rows = by_layer(matrices)
    if len(rows) > 1 or not biases or sum(matrix.shape[1] for matrix in matrices.values()) <= WIDE:
        return rows
    items = list(matrices.items())
    return [dict(items[: biases[0]]), dict(items[biases[0] :])]


def by_layer(matrices: dict[str, Array]) -> list[dict[str, Array]]:
    """A row for each layer, whose names end in its number; the output's matrices stand with the last.

    >>> [list(row) for row in by_layer(dict.fromkeys(["E", "Wx", "Wx2", "b2", "Wo"], np.eye(1)))]
    [['E', 'Wx'], ['Wx2', 'b2', 'Wo']]
    """
    rows: list[dict[str, Array]] = [{}]
    for name, matrix in matrices.items():
        if name[-1].isdecimal() and int(name[-1]) > len(rows):
            rows.append({})
        rows[-1][name] = matrix
    return rows


def one_row(
    matrices: dict[str, Array], ramp: list[list], upright: bool, height: int
) -> tuple[list[style.Trace], style.Trace, style.Trace]:
    """Matrices side by side, and the pair of axes they stand on."""
    columns = np.array([matrix.shape[1] for matrix in matrices.values()])
    lefts = np.concatenate([[0.0], np.cumsum(columns + GAP)])
    rows = max(matrix.shape[0] for matrix in matrices.values())
    fits = bool(lefts[-1] <= FITS) and rows <= FITS
    every = next((every for every in (1, 5, 10) if LINE * rows <= every * height), 25)
    ticks = style.AXIS | {"showgrid": False}
    traces = [
        cells(title, matrix, left, ramp, fits) for (title, matrix), left in zip(matrices.items(), lefts, strict=False)
    ]
    xaxis = ticks | {
        "range": [-0.5, lefts[-1] - GAP - 0.5],
        "tickvals": (lefts[:-1] + (columns - 1) / 2).tolist(),
        "ticktext": [label(title, matrix, upright) for title, matrix in matrices.items()],
        "tickangle": -90 if upright else 0,
    }
    return traces, xaxis, ticks | {"range": [rows + 0.5, 0.5], "dtick": every, "tick0": 0}


def label(title: str, matrix: Array, upright: bool) -> str:
    """A matrix's name, with its shape where there is room."""
    return f"<b>{title}</b>" if upright else "<b>{}</b><br>{}×{}".format(title, *matrix.shape)


def notice(matrices: dict[str, Array]) -> str:
    sizes = {title: float(np.nan_to_num(np.abs(m), nan=np.inf, posinf=np.inf).max()) for title, m in matrices.items()}
    matrix = max(sizes, key=lambda title: sizes[title])
    return _("Largest: {matrix}, {size}").format(matrix=matrix, size=writing.number(sizes[matrix]))


def cells(title: str, matrix: Array, left: float, ramp: list[list], fits: bool) -> style.Trace:
    rows, columns = matrix.shape
    peak = style.largest(matrix) or 1.0
    trace = dict(
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
    )
    return written(trace, ".6~f", 12) if fits else trace
