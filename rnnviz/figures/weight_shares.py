"""The gradient of a weight is a sum over time: each step's contribution, the sum so far, and the steps' shares."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.weight_contributions import contributions, step_shares
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.ink import written
from rnnviz.figures.look import Look
from rnnviz.i18n import _

ROWS, ACROSS = 16, 480  # rows of a small picture, and columns of all of them beside each other
WIDTH = 0.88  # of a step's column
NUMBERS = 6  # columns in all that have room for a number


def weight_steps(run: Run, look: Look) -> go.Figure:
    """What each step adds to dL/dW, a small matrix a step."""
    every = contributions(run, look.matrix)
    sizes = np.linalg.norm(every, axis=(1, 2))
    return mosaic(
        run,
        every,
        title=_("Each step's share of d{matrix}").format(matrix=look.matrix),
        how=_("A small matrix a step: what the step reads, times the gradient behind it."),
        notice=_("Now: this step adds a matrix of size {size}"),
        live={"size": [None, *map(writing.number, sizes)]},
        readout={"‖ΔdW‖": np.concatenate([[np.nan], sizes])},
    )


def weight_sum(run: Run, look: Look) -> go.Figure:
    """The sum of the contributions from the last step back to each step; at step 1 it is dL/dW."""
    sums = np.cumsum(contributions(run, look.matrix)[::-1], axis=0)[::-1]
    sizes = np.linalg.norm(sums, axis=(1, 2))
    return mosaic(
        run,
        sums,
        title=_("d{matrix} so far").format(matrix=look.matrix),
        how=_("The shares of this step and of all later ones added up; at step 1 it is the whole gradient."),
        notice=_("Now: {size} of {whole} in size"),
        live={"size": [None, *map(writing.number, sizes)], "whole": [None, *[writing.number(sizes[0])] * run.steps]},
        readout={"‖ΣdW‖": np.concatenate([[np.nan], sizes])},
    )


def weight_bars(run: Run, look: Look) -> go.Figure:
    """Each step's share of dL/dW, in percent of it."""
    shares = 100 * step_shares(contributions(run, look.matrix))
    so_far = np.cumsum(shares[::-1])[::-1]
    bars = dict(
        type="bar",
        x=np.arange(1, run.steps + 1),
        y=np.where(np.isfinite(shares), shares, np.nan),
        width=0.6,
        marker={"color": style.GRADIENT},
        hovertemplate="t = %{x}: %{y} %<extra></extra>",
    )
    known = bool(np.isfinite(shares).all())
    return style.time_figure(
        run,
        [bars],
        direction="backward",
        title=_("Shares of d{matrix}").format(matrix=look.matrix),
        how=_(
            "How far each step pulls along the whole gradient, in percent; all together 100. A negative one pulls back."
        ),
        notice=_("Now: this step gives {share} %, with the later ones {so_far} %")
        if known
        else _("There is no gradient to share."),
        live={"share": percent(shares), "so_far": percent(so_far)} if known else {},
        readout={"%": np.concatenate([[np.nan], shares]), "Σ %": np.concatenate([[np.nan], so_far])},
        height=104,
        numbered=True,
        yaxis={},
    )


def percent(values: Array) -> list[str | None]:
    return [None, *(f"{value:.1f}".replace("-", "−") for value in values)]


def mosaic(run: Run, every: Array, *, how: str, **words: object) -> go.Figure:
    """A small matrix (rows, columns) in each step's column; of large ones the first entries."""
    rows, columns = (min(*pair) for pair in zip(every.shape[1:], (ROWS, max(1, ACROSS // run.steps)), strict=True))
    if (rows, columns) != every.shape[1:]:
        part = _("Shown: the first {rows}×{columns} of {all}.")
        how += " " + part.format(rows=rows, columns=columns, all="×".join(map(str, every.shape[1:])))
    return style.time_figure(
        run,
        [small_matrices(every[:, :rows, :columns])],
        direction="backward",
        how=how,
        height=12 + max(64, min(26 * rows, 150)),
        yaxis={"range": [rows + 0.5, 0.5], "dtick": 1 if rows <= style.ROWS_FIT else 5, "tick0": 0, "showgrid": False},
        **words,  # type: ignore[arg-type]
    )


def small_matrices(every: Array) -> style.Trace:
    """(T, rows, columns) as one heatmap: between two steps stands a column of gaps."""
    T, rows, columns = every.shape
    cells = np.full((rows, T, columns + 1), np.nan)
    cells[:, :, :columns] = every.swapaxes(0, 1)
    edges = np.linspace(-WIDTH / 2, WIDTH / 2, columns + 1) + np.arange(1, T + 1)[:, None]
    peak = style.largest(every) or 1.0
    fits = T * columns <= NUMBERS and rows <= style.ROWS_FIT
    places = np.broadcast_to(np.arange(1, columns + 2), cells.shape)
    steps = np.broadcast_to(np.arange(1, T + 1)[:, None], cells.shape)
    trace = dict(
        type="heatmap",
        z=np.where(np.isfinite(cells), cells, np.nan).reshape(rows, -1)[:, :-1],
        x=edges.ravel(),
        y=np.arange(1, rows + 1),
        customdata=np.stack([steps, places], axis=-1).reshape(rows, -1, 2)[:, :-1],
        zmin=-peak,
        zmax=peak,
        colorscale=style.GRADIENTS,
        hoverongaps=False,
        showscale=False,
        hovertemplate="t = %{customdata[0]}, [%{y}][%{customdata[1]}]: %{z}<extra></extra>",
    )
    return written(trace, ".4~f", 12) if fits else trace
