"""The numbers of an opened cell: the value of every piece at every step, its gradient, and what each sends back."""

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, beside
from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.figures.opened.graph import Graph, Piece, Term, cell_graph

# T steps, D inputs, H hidden units


class Flows(NamedTuple):
    """One layer's numbers, of the first example. ``x`` is (T, D), everything else (T, H).

    ``back`` holds, for a piece and one that it reads, the part of the gradient that comes back on this way.
    """

    values: Mapping[str, Array]
    gradients: Mapping[str, Array]
    back: Mapping[tuple[str, str], Array]


@np.errstate(all="ignore")
def cell_flows(run: Run, layer: int = 0) -> Flows:
    """The numbers of layer ``layer``, from 0, of ``run``.

    The gradient at a state before is what the step sends back to it.
    """
    graph, params = cell_graph(run.cell), run.params.layer(layer)
    trace, back = run.trace.layers[layer], run.gradients.layers[layer]
    known = {piece.key: trace[piece.key][:, 0] for piece in graph.pieces if piece.kind == "signal"}
    values = evaluate(graph, known, params)
    sources = {"x": back.dx[:, 0]} | {f"{state}_before": back.sent(state)[:, 0] for state in graph.states}
    gradients = {name: back.d[name][:, 0] for name in graph.signals} | sources
    return send_back(graph, values, gradients, params)


def evaluate(graph: Graph, known: Mapping[str, Array], params: Params) -> dict[str, Array]:
    """The value of every piece, from x and the states before; what else is known is taken as it is."""
    values = dict(known)
    for piece in graph.pieces:
        if piece.key not in values:
            values[piece.key] = value(piece, [values[key] for key in piece.reads], values, params)
    return values


def value(piece: Piece, read: list[Array], values: Mapping[str, Array], params: Params) -> Array:
    match piece.kind:
        case "sum of weights":
            return sum_of_weights(piece.terms, values, params)
        case "function" if piece.function:
            return piece.function.f(read[0])
        case "times":
            return reduce(np.multiply, read)
        case "plus":
            return reduce(np.add, read)
        case "one minus":
            return 1.0 - read[0]
    return read[0]


def sum_of_weights(terms: tuple[Term, ...], values: Mapping[str, Array], params: Params) -> Array:
    parts = []
    for row, name, diagonal in terms:
        weight = getattr(params, name)
        if weight is not None:
            signal = beside(*(values[key] for key in row)) if row else None
            parts.append(weight if signal is None else signal * weight if diagonal else signal @ weight)
    return reduce(np.add, parts)


def send_back(graph: Graph, values: Mapping[str, Array], known: Mapping[str, Array], params: Params) -> Flows:
    """The same graph backward: what comes back on all ways out of a piece adds up to its gradient."""
    gradients, back = dict(known), {}
    for piece in reversed(graph.pieces):
        d = gradients[piece.key]
        for key, sent in zip(piece.reads, sends(piece, d, values, params), strict=True):
            back[piece.key, key] = sent + back.get((piece.key, key), 0.0)
            if key not in known:
                gradients[key] = sent + gradients.get(key, 0.0)
    return Flows(values, gradients, back)


def sends(piece: Piece, d: Array, values: Mapping[str, Array], params: Params) -> list[Array]:
    """What ``piece``, whose gradient is ``d``, sends back to each piece that it reads."""
    match piece.kind:
        case "sum of weights":
            return [through_weights(piece.terms, key, d, params) for key in piece.reads]
        case "function" if piece.function:
            return [d * piece.function.slope(values[piece.key])]
        case "times":
            read = [values[key] for key in piece.reads]
            return [reduce(np.multiply, read[:place] + read[place + 1 :], d) for place in range(len(read))]
        case "one minus":
            return [-d]
    return [d] * len(piece.reads)


def through_weights(terms: tuple[Term, ...], key: str, d: Array, params: Params) -> Array:
    """What the gradient ``d`` of a sum sends back to the signal ``key``, by the rows that multiply it."""
    parts = []
    for row, name, diagonal in terms:
        if key in row:
            weight = getattr(params, name)
            parts.append(d * weight if diagonal else d @ rows_of(weight, row, key, d.shape[-1]).T)
    return reduce(np.add, parts)


def rows_of(weight: Array, row: tuple[str, ...], key: str, hidden: int) -> Array:
    """The rows of a matrix that multiply ``key``, one of the signals joined in a ``row``: x is as wide as is left."""
    inputs = len(weight) - hidden * (len(row) - row.count("x"))
    ends = np.cumsum([inputs if name == "x" else hidden for name in row])[:-1]
    return np.split(weight, ends)[row.index(key)]
