"""The opened cell as the browser reads it (``stage/cell.js``): the graph once, the numbers of every layer and step."""

from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.opened import Flows, Graph, Piece, cell_flows, cell_graph
from rnnviz.i18n import _
from rnnviz.web.arrays import packed

# T steps, D inputs, H hidden units
MOST = 8  # units of a signal that are drawn


def cell(run: Run) -> dict[str, Any]:
    """The graph of the cell of ``run``; of each layer's pieces the values and gradients of the first units, (T, ≤ 8).

    ``units`` are how many x and the rest have in all. ``open`` (T,) is how far the carried state's gate is open on
    average. ``back`` is how much comes back on each way, and ``total`` on all ways to a piece, (T,): the entry that is
    the largest in size, with its sign; where sums read the same sources, these have one way from all of them
    (``x+h_before``). The peaks, at which the colours end, are those of all layers.

    >>> from rnnviz import Scenario, simulate
    >>> found = cell(simulate(Scenario(inputs="1; 2")))
    >>> [piece["key"] for piece in found["graph"]["pieces"]]
    ['x', 'h_before', 'a.1', 'a', 'h.1', 'h']
    >>> found["layers"][0]["values"]["h"]["shape"]
    [2, 2]
    """
    graph = cell_graph(run.cell)
    flows = [cell_flows(run, layer) for layer in range(run.scenario.layers)]
    return {
        "steps": run.steps,
        "graph": graph_data(graph, run),
        "layers": [layer_data(graph, run, end, each) for end, each in zip(run.layer_ends, flows, strict=True)],
        "peaks": {
            "values": max(style.largest(each.values[key]) for each in flows for key in graph.signals),
            "gradients": max(style.largest(each.gradients[key]) for each in flows for key in graph.signals),
            "back": max(style.largest(sent) for each in flows for sent in each.back.values()),
        },
        "ramps": {
            "light": {"values": style.VALUES, "gradients": style.GRADIENTS},
            "dark": {"values": style.VALUES_DARK, "gradients": style.GRADIENTS_DARK},
        },
    }


def graph_data(graph: Graph, run: Run) -> dict[str, Any]:
    titles = {equation.name: _(equation.title) for equation in run.cell.equations}
    return {
        "pieces": [piece_data(piece, titles.get(piece.key, ""), run) for piece in graph.pieces],
        "states": list(graph.states),
        "road": list(graph.road),
        "opening": graph.opening,
    }


def piece_data(piece: Piece, title: str, run: Run) -> dict[str, Any]:
    return {
        "key": piece.key,
        "kind": piece.kind,
        "reads": list(piece.reads),
        "title": title,
        "symbol": plain(piece.function.latex) if piece.function else "",
        "terms": [
            {"row": list(row), "weight": weight, "diagonal": diagonal}
            for row, weight, diagonal in piece.terms
            if getattr(run.params, weight) is not None
        ],
    }


def plain(latex: str) -> str:
    r"""A function as text.

    >>> plain(r"\sigma"), plain(r"\tanh"), plain(r"\mathrm{ReLU}")
    ('σ', 'tanh', 'ReLU')
    """
    return latex.replace(r"\sigma", "σ").replace(r"\mathrm{", "").strip("\\{}")


def layer_data(graph: Graph, run: Run, end: str, flows: Flows) -> dict[str, Any]:
    """What makes a signal has the signal's own numbers and is left out."""
    makers = {piece.reads[0] for piece in graph.pieces if piece.kind == "signal" and piece.reads}
    shown = [piece.key for piece in graph.pieces if piece.key not in makers]
    below = run.layer_ends[run.layer_ends.index(end) - 1] if end else ""
    return {
        "end": end,
        "input": f"h{below}" if end else "x",
        "units": {"x": flows.values["x"].shape[1], "h": run.scenario.hidden_size},
        "open": packed(flows.values[graph.opening].mean(axis=1) if graph.opening else np.zeros(run.steps)),
        "values": {key: packed(flows.values[key][:, :MOST]) for key in shown},
        "gradients": {key: packed(flows.gradients[key][:, :MOST]) for key in shown},
        "total": {key: packed(strongest(flows.gradients[key])) for key in shown},
        "back": [
            {"from": reader, "to": read, "flow": packed(strongest(sent))}
            for (reader, read), sent in {**flows.back, **joined(graph, flows)}.items()
        ],
    }


def joined(graph: Graph, flows: Flows) -> dict[tuple[str, str], Array]:
    """What all sums that read the same two or more sources send back to each of these."""
    found: dict[tuple[str, str], Array] = {}
    for piece in graph.pieces:
        sources = [key for key in piece.reads if key == "x" or key.endswith("_before")]
        if piece.kind == "sum of weights" and len(sources) > 1:
            for key in sources:
                way = "+".join(sources), key
                found[way] = found.get(way, 0.0) + flows.back[piece.key, key]
    return found


def strongest(rows: Array) -> Array:
    """The entry of each row that is the largest in size, (T, H) → (T,).

    >>> strongest(np.array([[1.0, -3.0]]))
    array([-3.])
    """
    return np.take_along_axis(rows, np.abs(rows).argmax(axis=1)[:, None], axis=1)[:, 0]
