"""The network unrolled in time, over the same columns as the plots: what flows forward, and what flows back."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.data.vocabulary import TEXTS
from rnnviz.core.explain.output_lines import reads_before
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run
from rnnviz.core.text.typed import shorten
from rnnviz.figures import style, writing
from rnnviz.figures.arrows import Arrows, heads, shafts
from rnnviz.i18n import _

ROOM = 20  # steps that each have a number


class Read(NamedTuple):
    """One signal that the output reads."""

    name: str
    values: Array  # (T, its size)
    weights: Array  # (its size, O)
    place: tuple[float, float]  # column relative to the step, row
    by: tuple[float, float] | None = None  # where an arrow from there to y turns, to go round the disc of h


def network(run: Run) -> go.Figure:
    """x_t and h_{t−1} make h_t, the layers one after the other; the last h_t makes y_t, y_t makes L_t."""
    arrows, top = [], run.scenario.layers
    for layer, end in enumerate(run.layer_ends):
        from_input, memory = flows(run, layer)
        level, below = layer + 1, "h" + run.layer_ends[layer - 1] if layer else "x"
        arrows += [
            Arrows("x" + end, f"‖{below} Wx{end}‖", from_input, (0, layer), (0, level)),
            Arrows("h" + end, f"‖h{end} Wh{end}‖", memory, (-1, level), (0, level), run.blocks.resets[1:]),
        ]
    if run.steps > run.scenario.task.given and run.scenario.feedback != "nothing":
        fed = np.arange(run.scenario.task.given)
        arrows.append(Arrows("fed", "y → x", style.size(run.trace.given[:, 0]), (-1, top + 1), (0, 0), fed))
    arrows += [
        *(
            Arrows(f"{read.name} → y", f"‖{read.name} Wo‖", flow, read.place, (0, top + 1), unjudged(run), read.by)
            for read in read_by_output(run)
            for flow in [style.size(read.values @ read.weights)]
        ),
        Arrows("L", "L", run.losses[0], (0, top + 1), (0, top + 2), unjudged(run)),
    ]
    return unrolled(
        run,
        arrows,
        style.FLOW,
        direction="forward",
        mirror="network_back",
        title=_("The network in time"),
        how=writing.joined(
            _("The same cell at every step. An arrow's head is coloured by the size of what flows along it."),
            reads_before(run),
        ),
        notice=_("Now: {x} comes in from x, {h} from memory"),
    )


def flows(run: Run, layer: int) -> tuple[Array, Array]:
    """The size of what a layer's weights make of its input, and of what it remembers, (T,) each."""
    done, params = run.trace.layers[layer], run.params.layer(layer)
    found: dict[bool, list[Array]] = {True: [], False: []}
    for name, weight in run.cell.weights.items():
        first, matrix = 0, getattr(params, name)
        for read in weight.reads:
            signal = done[read][:, 0]
            rows = slice(first, first := first + signal.shape[-1])
            found[read == "x"].append(signal * matrix if weight.diagonal else signal @ matrix[rows])
    return style.size(np.hstack(found[True])), style.size(np.hstack(found[False]))


def read_by_output(run: Run) -> Iterator[Read]:
    top, first = run.scenario.layers, 0
    h, below = "h" + run.layer_ends[-1], "h" + run.layer_ends[-2] if top > 1 else "x"
    places = {
        "h": (h, (0, top)),
        "h_before": (_("{h} before").format(h=h), (-1, top)),
        "x": (below, (0, top - 1), (0.35, top)),
    }
    for signal in run.cell.read_out:
        values = run.trace.layers[-1][signal][:, 0]
        name, *place = places[signal]
        yield Read(name, values, run.params.Wo[first : first + values.shape[-1]], *place)
        first += values.shape[-1]


def unjudged(run: Run) -> Array:
    """The steps, from 0, whose loss does not count: no arrow leads to their output."""
    return np.flatnonzero(run.counted == 0)


def network_back(run: Run) -> go.Figure:
    """The same graph walked against its arrows: each carries a gradient."""
    signals, top, cut, silent = run.gradients.signals, run.scenario.layers, run.blocks.starts[1:], unjudged(run)
    dy = signals["y"][0]
    arrows = [Arrows("y", "‖dL/dy‖", style.size(dy), (0, top + 2), (0, top + 1), silent)]
    arrived = [signals["x"][0], *(signals["h_from_output" + end][0] for end in run.layer_ends)]  # by its row
    for read in read_by_output(run):
        if read.by:
            part = dy @ read.weights.T
            arrived[top - 1] = arrived[top - 1] - part
            said = f"y → {read.name}"
            arrows.append(Arrows(said, said, style.size(part), (0, top + 1), read.place, silent, read.by))
    above, column = "y", 0
    if reads_state_before(run.cell):
        column, silent = 1, np.append(silent[silent > 0] - 1, run.steps - 1)
    for layer, end in reversed(list(enumerate(run.layer_ends))):
        level = layer + 1
        back = style.size(run.gradients.sent["h" + end][0].copy())
        back[cut] = 0.0
        said = _("h{layer} → h{layer} before").format(layer=end)
        arrows += [
            Arrows("h" + end, f"{above} → h{end}", style.size(arrived[level]), (column, level + 1), (0, level), silent),
            Arrows("before" + end, said, back, (0, level), (-1, level), cut),
        ]
        above, column, silent = "h" + end, 0, ()
    arrows.append(Arrows("x", f"{above} → x", style.size(arrived[0]), (0, 1), (0, 0)))
    return unrolled(
        run,
        arrows,
        style.FLOW_BACK,
        marks=[scissors(cut, top)] if cut and run.blocks.carried else [],
        direction="backward",
        title=_("The gradient's way back"),
        how=_("Every arrow turned round: where two meet at h they are added. A dotted line is a truncation cut."),
        notice=_("Now: {h} reaches h from its own output, {before} goes on to the step before"),
    )


def scissors(starts: Sequence[int], layers: int) -> style.Trace:
    """Where a cut keeps a gradient from the step before; the state has gone over it."""
    return dict(
        type="scatter",
        x=np.repeat(starts, layers) + 0.5,
        y=np.tile(np.arange(1, layers + 1), len(starts)),
        mode="text",
        text="✂\N{VARIATION SELECTOR-15}",
        textfont={"size": 20, "color": style.CUT},
        hoverinfo="skip",
    )


def unrolled(
    run: Run, arrows: list[Arrows], ramp: list[list], marks: Sequence[style.Trace] = (), **words: Any
) -> go.Figure:
    sizes = [style.with_start(kind.size[:, None])[0] for kind in arrows]
    texts = {kind.name: [None, *map(writing.number, kind.size)] for kind in arrows}
    names = ["x", *(f"h{end}" for end in run.layer_ends), "y", "L"]
    rows = {"tickvals": list(range(len(names))), "ticktext": names, "showgrid": False}
    rows["range"] = [-0.45, len(names) - 0.55]
    return style.time_figure(
        run,
        [shafts(arrows), nodes(run), heads(arrows, ramp), *marks],
        **words,
        live={name: texts[name] for name in texts if f"{{{name}}}" in words["notice"]},
        readout={kind.what: size for kind, size in zip(arrows, sizes, strict=True)},
        height=34 * len(names) + 22,
        numbered=True,
        captions=captions(run),
        yaxis=rows,
    )


def captions(run: Run) -> list[str]:
    """The symbols of a text, where every step has room for one."""
    if run.steps > ROOM or run.scenario.encoding not in TEXTS:
        return []
    return [shorten(symbol, 60 // run.steps + 1) for symbol in run.symbols]


def nodes(run: Run) -> style.Trace:
    """A disc for each x and h of each step, for h0, and for y and L where the loss counts."""
    steps, layers = np.arange(1, run.steps + 1), range(1, run.scenario.layers + 1)
    judged = np.flatnonzero(run.counted) + 1
    rows = [*[steps] * (len(layers) + 1), judged, judged]
    columns = np.concatenate([[0] * len(layers), *rows])
    levels = np.concatenate([list(layers), *[np.full(len(row), level) for level, row in enumerate(rows)]])
    disc = {
        "size": float(np.clip(400 / run.steps, 5, 17)),
        "color": style.NODE,
        "line": {"width": 1, "color": style.SHAFT},
    }
    return dict(type="scatter", x=columns, y=levels, mode="markers", marker=disc, hoverinfo="skip")
