"""The chain rule as small matrices: each step's Jacobian, their growing product, and the gradient that comes along."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.chain_rule import Chain
from rnnviz.figures import style
from rnnviz.figures.ink import written
from rnnviz.figures.writing import short

BESIDE = 7  # links beside each other
LARGEST = 72  # rows and columns shown of a matrix
STRIPES = 12  # columns that have room for a line between two
FITS = 24  # columns in all that have room for a number
GAP = 0.12  # of a matrix's width, between two
TITLE = 34  # pixels over each row of matrices


def chain_links(chain: Chain, first: int, state: str) -> go.Figure:
    """The links from ``first``, from 0, on: on top ∂s_t/∂s_{t−1}, then the product so far, then dL/ds_{t−1}.

    ``state`` is the letter of what goes on from step to step: h, or s where that is more than one h.
    """
    links = chain.links[first : first + BESIDE]
    carried = chain.begin if first == 0 else chain.links[first - 1].gradient
    begun = chain.loss - first
    sizes = max([style.largest(matrix) for link in chain.links for matrix in (link.factor, link.product)], default=1.0)
    gradients = [chain.begin, *(link.gradient for link in chain.links)]
    rows = [
        [(d(state, link.step, state, link.step - 1), link.factor) for link in links],
        [(d(state, chain.loss, state, link.step - 1), link.product) for link in links],
        [
            (d("L", chain.loss, state, begun), carried[None]),
            *((d("L", chain.loss, state, link.step - 1), link.gradient[None]) for link in links),
        ],
    ]
    peaks = (sizes, sizes, max(style.largest(gradient) for gradient in gradients))
    ramps = (style.VALUES, style.VALUES, style.GRADIENTS)
    return matrices(rows, peaks, ramps)


def d(above: str, t: int, below: str, k: int) -> str:
    sign = "d" if above == "L" else "∂"
    return f"{sign}{above}<sub>{t}</sub>/{sign}{below}<sub>{k}</sub>"


def matrices(rows: Sequence[list[tuple[str, Array]]], peaks: Sequence[float], ramps: Sequence[list]) -> go.Figure:
    """Rows of titled matrices, right-aligned, each row on axes of its own over a common x."""
    columns = len(rows[-1])
    wide = min(rows[-1][0][1].shape[1], LARGEST)
    heights = [min(len(row[0][1]) if row else 0, LARGEST) * pixels(wide) for row in rows]
    total = sum(heights) + TITLE * len(rows) + 8
    traces, notes, axes, top = [], [], {}, 0.0
    for number, (row, height, peak, ramp) in enumerate(zip(rows, heights, peaks, ramps, strict=True), 1):
        bottom = top + TITLE + height
        for place, (title, matrix) in enumerate(row, columns - len(row)):
            fits = columns * wide <= FITS
            traces.append(cells(matrix, place, number, peak or 1.0, ramp, fits))
            notes.append(note(title, matrix, place, 1 - (top + TITLE) / total))
        count = min(len(row[0][1]), LARGEST) if row else 1
        axes[f"yaxis{number if number > 1 else ''}"] = style.AXIS | {
            "domain": [max(0.0, 1 - bottom / total), 1 - (top + TITLE) / total],
            "range": [count - 0.5, -0.5],
            "showticklabels": False,
            "showgrid": False,
        }
        top = bottom
    across = style.AXIS | {"range": [-0.5, columns - 0.5], "showticklabels": False, "showgrid": False, "anchor": "y"}
    margin = {"l": 4, "r": 4, "t": 0, "b": 0, "autoexpand": False}
    return style.figure(traces, height=round(total), margin=margin, annotations=notes, xaxis=across, **axes)


def pixels(wide: int) -> float:
    return max(2.5, min(26.0, 150 / wide))


def note(title: str, matrix: Array, place: int, y: float) -> dict[str, Any]:
    said = f"<b>{title}</b><br>‖·‖ = {short(float(np.linalg.norm(matrix, 2 if len(matrix) > 1 else None)))}"
    at = {"x": place, "y": y, "xref": "x", "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return at | {"text": said, "font": {"size": 12}}


def cells(matrix: Array, place: int, number: int, peak: float, ramp: list[list], fits: bool) -> style.Trace:
    shown = matrix[:LARGEST, :LARGEST]
    count = shown.shape[1]
    width = (1 - GAP) / count
    trace = dict(
        type="heatmap",
        z=np.where(np.isfinite(shown), shown, np.nan),
        x=place - (1 - GAP) / 2 + width * (np.arange(count) + 0.5),
        y=np.arange(len(shown)),
        customdata=np.broadcast_to(np.arange(1, count + 1), shown.shape),
        xaxis="x",
        yaxis=f"y{number if number > 1 else ''}",
        zmin=-peak,
        zmax=peak,
        colorscale=ramp,
        xgap=int(count <= STRIPES),
        ygap=int(count <= STRIPES),
        showscale=False,
        hovertemplate="[%{customdata}]: %{z}<extra></extra>",
    )
    return written(trace, ".3~g", 12) if fits else trace
