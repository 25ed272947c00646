"""What comes out, beside what should: y_t or p_t, and the targets."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.explain.output_lines import reads_before
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.labels import short_names
from rnnviz.i18n import _


def outputs(run: Run) -> go.Figure:
    """Probabilities with the right class framed, or numbers with their targets as crosses."""
    return probabilities(run) if run.head.classes else numbers(run)


def numbers(run: Run) -> go.Figure:
    y = run.trace.signals[run.head.judged][0]
    target = np.where(run.counted[:, None] > 0, run.target[0], np.nan)
    names, steps = writing.units(run.head.judged, y.shape[1]), np.arange(1, run.steps + 1)
    traces = []
    for i, name in enumerate(names):
        colour = style.OUTPUTS[i % len(style.OUTPUTS)]
        dash = style.DASHES[i // len(style.OUTPUTS) % len(style.DASHES)]
        line = {"color": colour, "width": 2, "dash": dash}
        hover = f"{writing.html(name)}, t = %{{x}}: %{{y}}<extra></extra>"
        traces.append(dict(type="scatter", x=steps, y=y[:, i], mode="lines+markers", line=line, hovertemplate=hover))
        cross = {"symbol": "x-thin", "size": 11, "line": {"width": 3, "color": colour}}
        hover = _("target of {name}").format(name=writing.html(name)) + ", t = %{x}: %{y}<extra></extra>"
        traces.append(dict(type="scatter", x=steps, y=target[:, i], mode="markers", marker=cross, hovertemplate=hover))
    readout = dict(zip(names, style.with_start(y), strict=True))
    readout |= dict(zip(writing.units("t", y.shape[1]), style.with_start(target), strict=True))
    off = np.abs(y - run.target[0]).max(axis=1)
    return style.time_figure(
        run,
        traces,
        direction="forward",
        mirror="output_gradients",
        title=_("Outputs y and targets"),
        how=writing.joined(
            _("A line is one output, a cross of its colour the target it should reach."), reads_before(run)
        ),
        notice=_("Now: {said}"),
        live={"said": [None, *said(run, _("the output is off by {number}"), off)]},
        readout=readout,
        height=106,
    )


def probabilities(run: Run) -> go.Figure:
    p, y = run.trace.signals["p"][0], run.trace.signals["y"][0]
    classes = run.target[0].argmax(axis=1)
    names = class_names(run)
    rows = style.with_start(p)
    right = p[np.arange(run.steps), classes]
    readout = {f"p {name}": row for name, row in zip(names, rows, strict=True)}
    readout |= {f"y {name}": row for name, row in zip(names, style.with_start(y), strict=True)}
    return style.time_figure(
        run,
        [style.heatmap(rows, short_names(names), style.SHARES, "p(%{y}), t = %{x}: %{z}<extra></extra>", 0.0, 1.0)],
        direction="forward",
        mirror="output_gradients",
        title=_("Outputs p and targets"),
        how=writing.joined(_("A column is how likely each class is; a frame marks the right one."), reads_before(run)),
        notice=_("Now: {said}"),
        live={"said": [None, *said(run, _("the right class has p = {number}"), right)]},
        readout=readout,
        height=style.rows_height(len(names)),
        shapes=[frame(t, int(c)) for t, c in enumerate(classes, 1) if run.counted[t - 1]],
        yaxis=style.ROWS,
    )


def said(run: Run, sentence: str, numbers: Array) -> list[str]:
    """``sentence`` with each step's number, or that the step asks for nothing."""
    idle = _("this step's output does not count")
    words = zip(run.counted, map(writing.number, numbers), strict=True)
    return [sentence.format(number=number) if counts else idle for counts, number in words]


def class_names(run: Run) -> list[str]:
    """The classes: symbols of the text, names, or their numbers."""
    return list(run.scenario.task.classes)


def frame(column: int, row: int) -> style.Trace:
    """A frame round the cell of the right class."""
    corners = {"x0": column - 0.47, "x1": column + 0.47, "y0": row - 0.44, "y1": row + 0.44}
    return {"type": "rect", "line": {"width": 3, "color": style.FRAME}} | corners
