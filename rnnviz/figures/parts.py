"""The gradient through time, item by item: dL_t/dh_k of every loss and every state."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array, norm
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.ink import inks
from rnnviz.figures.look import Look
from rnnviz.i18n import _

MOST = 1_200_000  # numbers in all parts of all layers: more take longer than a tenth of a second
DECADES = 9  # of sizes that have colours of their own
READ, STACKED = 10, 24  # losses that have a number beside the picture, and a colour in the bars


def parts(run: Run, look: Look) -> go.Figure | None:
    """The parts of dL/dh_k by the loss they come from, as a map or as bars; None where they are too many."""
    losses = np.flatnonzero(run.counted) + 1
    if too_many(run) or not len(losses):
        return None
    every = run.itemised(look.layer - 1)[0, losses - 1]  # (losses, T, H)
    total = run.gradients.signals["h" + look.end][0]
    rows = norm(every) if look.unit == 0 else every[:, :, look.unit - 1]
    whole = style.seen(total, look.unit)
    later = np.arange(1, run.steps + 1) > losses[:, None]  # (losses, T)
    drawn = (bars if look.bars else unit_map if look.unit else size_map)(losses, rows, whole, later)
    return style.time_figure(
        run,
        drawn,
        direction="backward",
        title=_("Where dL/dh comes from"),
        how=caption(look),
        notice=noticing(look),
        live=noticed(losses, rows, whole),
        readout=readout(look, losses, rows, whole),
        height=36 + (150 if look.bars else min(max(110, 20 * len(losses)), 300)),
        numbered=True,
        yaxis={} if look.bars else style.ROWS,
        ends=powers(drawn[0]) if not look.bars and not look.unit else None,
    )


def too_many(run: Run) -> bool:
    return run.steps**2 * run.scenario.hidden_size * run.scenario.layers > MOST


def caption(look: Look) -> str:
    if look.bars:
        said = _("A bar is one state; each piece of it comes from one loss, the darker the later.")
        return said if look.unit else said + " " + _("The line is the size of their sum: parts may cancel.")
    if look.unit:
        return _("A row is one loss, a column one state. The column sums to dL/dh. Click a cell for its chain.")
    return _("A row is one loss, a column one state, its colour the part's size by powers of ten. Click for its chain.")


def noticing(look: Look) -> str:
    if look.unit:
        return _("Now: most comes from loss {loss}; the column sums to {whole}, which is dL/dh of this unit")
    return _("Now: most comes from loss {loss}; the sum of all has size {whole}")


def noticed(losses: Array, rows: Array, whole: Array) -> dict[str, list[str | None]]:
    most = losses[np.nan_to_num(np.abs(rows), nan=np.inf).argmax(axis=0)]
    return {
        "loss": [None, *map(str, most)],
        "whole": [None, *map(writing.number, whole)],
    }


def readout(look: Look, losses: Array, rows: Array, whole: Array) -> dict[str, Array]:
    """The column's numbers: each part where they are few, and their sum."""
    single = {f"L_{t}": row for t, row in zip(losses, rows, strict=True)} if len(losses) <= READ else {}
    single |= {"Σ" if look.unit else "‖Σ‖": whole}
    return {name: np.concatenate([[np.nan], row]) for name, row in single.items()}


def unit_map(losses: Array, rows: Array, _whole: Array, later: Array) -> list[style.Trace]:
    """One unit with its sign, as its column sums up."""
    return [heat(losses, np.where(later, np.nan, rows), style.GRADIENTS)]


def size_map(losses: Array, rows: Array, _whole: Array, later: Array) -> list[style.Trace]:
    """Sizes by their powers of ten: a gradient that vanishes fades evenly."""
    with np.errstate(all="ignore"):
        power = np.where((rows > 0) & ~later, np.log10(rows), np.nan)
    peak = np.nanmax(np.where(np.isfinite(power), power, -np.inf), initial=-300.0)
    peak = peak if peak > -300 else 0.0
    low = max(peak - DECADES, np.nanmin(np.where(np.isfinite(power), power, np.inf), initial=peak) - 0.5)
    trace = heat(losses, np.where(later, np.nan, np.maximum(np.nan_to_num(power, nan=low), low)), style.SIZES)
    sizes = shown(rows, later)
    trace |= {"zmin": low, "zmax": peak, "customdata": sizes, "hovertemplate": hover("%{customdata}")}
    return [coloured(trace, sizes) if "texttemplate" in trace else trace]


def coloured(trace: style.Trace, sizes: list[list[str]]) -> style.Trace:
    """The map with ``sizes`` in its cells: what a colour stands for, not the power of ten that it is drawn by."""
    every = inks(trace["z"], trace["colorscale"], trace["zmin"], trace["zmax"])
    texts = [
        [f'<span style="color:{ink}">{size}</span>' if size else "" for ink, size in zip(*row, strict=True)]
        for row in zip(every, sizes, strict=True)
    ]
    return trace | {"text": texts, "texttemplate": "%{text}"}


def powers(trace: style.Trace) -> tuple[str, str]:
    """The ends of a ramp of powers of ten, as numbers."""
    low, high = (writing.short(10.0 ** trace[end]) for end in ("zmin", "zmax"))
    return low, high


def heat(losses: Array, rows: Array, ramp: list[list]) -> style.Trace:
    names = [f"L_{t}" for t in losses]
    return style.heatmap(style.with_start(rows.T), names, ramp, hover("%{z}")) | {"meta": {"losses": losses.tolist()}}


def hover(value: str) -> str:
    return f"%{{y}} → h, t = %{{x}}: {value}<extra></extra>"


def shown(rows: Array, later: Array) -> list[list[str]]:
    texts = np.where(later, "", np.vectorize(writing.short, otypes=[object])(rows))
    return [["", *row] for row in texts.tolist()]


def bars(losses: Array, rows: Array, whole: Array, _later: Array) -> list[style.Trace]:
    """Stacked on each state, what is below 0 downwards; neighbouring losses share a colour where they are many."""
    group = -(-len(losses) // STACKED)
    pieces = np.add.reduceat(rows, np.arange(0, len(losses), group), axis=0)
    ends = losses[np.minimum(np.arange(group - 1, len(losses) + group - 1, group), len(losses) - 1)]
    up, down = np.maximum(pieces, 0.0), np.minimum(pieces, 0.0)
    base = np.where(pieces > 0, np.cumsum(up, axis=0) - up, np.cumsum(down, axis=0) - down)
    piece, step = np.nonzero(pieces)
    stacked = dict(
        type="bar",
        meta={"piece": True},
        x=step + 1,
        y=pieces[piece, step],
        base=base[piece, step],
        width=0.7,
        marker={
            "color": ends[piece],
            "colorscale": style.STACK,
            "cmin": int(losses[0]),
            "cmax": int(max(losses[-1], losses[0] + 1)),
            "line": {"width": 1, "color": style.SHAFT},  # or the lightest would be lost on a light page
        },
        customdata=ends[piece],
        hovertemplate="L<sub>%{customdata}</sub> → h, t = %{x}: %{y}<extra></extra>",
    )
    line = {"color": style.SUM, "width": 2}
    steps = np.arange(1, len(whole) + 1)
    total = dict(
        type="scatter",
        x=steps,
        y=whole,
        mode="lines+markers",
        line=line,
        hovertemplate="Σ, t = %{x}: %{y}<extra></extra>",
    )
    return [stacked, total]
