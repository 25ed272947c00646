"""Two runs beside each other: A, which was pinned, B in view, and B − A, on the same axes and under one cursor."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.labels import short_names
from rnnviz.i18n import _

COLOURS = {"A": style.OUTPUTS[0], "B": style.OUTPUTS[1], "B − A": style.SHAFT}
DASHES = {"A": "solid", "B": "dash", "B − A": "dot"}


class Pair(NamedTuple):
    """The same rows (K, T + 1) of both runs, with what is said of them."""

    a: Array
    b: Array
    names: list[str]
    title: str
    ramp: list[list]
    direction: str
    mirror: str = ""  # what the backward figures' names begin with


def compare(a: Run, b: Run) -> dict[str, go.Figure]:
    """The pictures of A, B and B − A by name; ``a`` and ``b`` must be ``comparable``."""
    figures: dict[str, go.Figure] = {}
    for name, pair in (("hidden", hidden(a, b)), ("outputs", outputs(a, b))):
        figures |= three(b, name, pair)
    figures["losses"] = losses(a, b)
    return figures | three(b, "gradients", gradients(a, b))


def comparable(a: Run, b: Run) -> str:
    """Nothing, or a sentence that says why ``a`` and ``b`` have no difference."""
    said = {
        _("A has {a} steps, B has {b}: there is no difference. Make them alike, or pin again."): steps,
        _("A has states of {a} numbers, B of {b}: there is no difference. Make them alike, or pin again."): states,
        _("A has {a} outputs, B has {b}: there is no difference. Make them alike, or pin again."): width,
    }
    for sentence, measure in said.items():
        if measure(a) != measure(b):
            return sentence.format(a=measure(a), b=measure(b))
    return ""


def steps(run: Run) -> str:
    return str(run.steps)


def states(run: Run) -> str:
    """H, with layers in front where they are several."""
    hidden, layers = run.scenario.hidden_size, run.scenario.layers
    return f"{layers}×{hidden}" if layers > 1 else str(hidden)


def width(run: Run) -> str:
    return str(run.target.shape[2])


def hidden(a: Run, b: Run) -> Pair:
    one, other = (layers(run, run.trace.signals, run.trace.start) for run in (a, b))
    return Pair(one, other, unit_names("h", b), _("Hidden states h"), style.VALUES, "forward", "gradients")


def outputs(a: Run, b: Run) -> Pair:
    one, other = (style.with_start(run.trace.signals[run.head.judged][0]) for run in (a, b))
    return Pair(one, other, writing.units(b.head.judged, len(other)), _("Outputs"), style.VALUES, "forward")


def gradients(a: Run, b: Run) -> Pair:
    one, other = (layers(run, run.gradients.signals, run.gradients.start) for run in (a, b))
    return Pair(one, other, unit_names("dh", b), _("Gradient dL/dh"), style.GRADIENTS, "backward")


def layers(run: Run, signals: Mapping[str, Array], start: Mapping[str, Array]) -> Array:
    """h, or its gradient, of all layers under each other, (layers · H, T + 1)."""
    return np.vstack([style.with_start(signals["h" + end][0], start["h" + end][0]) for end in run.layer_ends])


def unit_names(letter: str, run: Run) -> list[str]:
    return [name for end in run.layer_ends for name in writing.units(letter + end, run.scenario.hidden_size)]


def three(run: Run, name: str, pair: Pair) -> dict[str, go.Figure]:
    """A, B and B − A with one ramp for all."""
    every = {"A": pair.a, "B": pair.b, "B − A": pair.b - pair.a}
    peak = max(style.largest(rows) for rows in every.values()) or 1.0
    keys = {"A": "_a", "B": "_b", "B − A": "_difference"}
    mirrors = {label: pair.mirror + key if pair.mirror else "" for label, key in keys.items()}
    return {name + keys[label]: heat(run, label, rows, pair, peak, mirrors[label]) for label, rows in every.items()}


def heat(run: Run, label: str, rows: Array, pair: Pair, peak: float, mirror: str) -> go.Figure:
    size = style.size(rows[:, 1:].T)
    hover = f"{label}: %{{y}}, t = %{{x}}: %{{z}}<extra></extra>"
    return style.time_figure(
        run,
        [style.heatmap(rows, short_names(pair.names), pair.ramp, hover, -peak, peak)],
        direction=pair.direction,
        mirror=mirror,
        title=f"{label} · {pair.title}",
        how=hows()[label],
        notice=_("Now: its size is {size}"),
        live={"size": [None, *map(writing.number, size)]},
        readout=dict(zip(pair.names, rows, strict=True)),
        height=style.rows_height(len(pair.names)),
        yaxis=style.ROWS,
    )


def hows() -> Mapping[str, str]:
    return {
        "A": _("The run that was pinned."),
        "B": _("The run in view, with the colours of A."),
        "B − A": _("The difference, with the same colours: white where both agree."),
    }


def losses(a: Run, b: Run) -> go.Figure:
    """Both losses as lines, and their difference."""
    every = {"A": a.losses[0], "B": b.losses[0], "B − A": b.losses[0] - a.losses[0]}
    return style.time_figure(
        b,
        [curve(label, values) for label, values in every.items()],
        direction="forward",
        title=_("Loss L of both"),
        how=_("Blue: A. Orange, dashed: B. Grey, dotted: B − A; below 0 the run in view is the better."),
        notice=_("Now: A {a}, B {b}. All counted steps: A {sum_a}, B {sum_b}."),
        live={
            "a": [None, *map(writing.number, every["A"])],
            "b": [None, *map(writing.number, every["B"])],
            "sum_a": [None, *[writing.number(total(a))] * b.steps],
            "sum_b": [None, *[writing.number(total(b))] * b.steps],
        },
        readout={f"L {label}": style.with_start(values[:, None])[0] for label, values in every.items()},
        height=130,
        numbered=True,
    )


def total(run: Run) -> float:
    return float(run.losses[0, run.counted > 0].sum())


def curve(label: str, values: Array) -> style.Trace:
    line = {"color": COLOURS[label], "dash": DASHES[label], "width": 2.5}
    return dict(
        type="scatter",
        x=np.arange(1, len(values) + 1),
        y=np.where(np.isfinite(values), values, np.nan),
        mode="lines+markers",
        line=line,
        hovertemplate=f"{label}, t = %{{x}}: %{{y}}<extra></extra>",
    )
