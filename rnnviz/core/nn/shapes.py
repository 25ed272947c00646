"""Layers of one cell with an output layer on top: which weights they have, what each multiplies, and its shape."""

from rnnviz.core.arrays import Shape
from rnnviz.core.equation import PLACE
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.cells.cell import Weight
from rnnviz.core.nn.params import numbered


def network_weights(cell: Cell, layers: int = 1) -> dict[str, tuple[int, Weight]]:
    """Every weight that a network of this cell can have, with its layer, from 0: the table of symbols E, the cell's,
    and the output layer's.

    >>> from rnnviz.core.nn.cells import Concat
    >>> list(network_weights(Concat(), layers=2)), network_weights(Concat())["Wo"]
    (['E', 'Wc', 'b', 'Wc2', 'b2', 'Wo', 'bo'], (0, Weight(reads=('x', 'h_before'), adds_to='y', diagonal=False)))
    """
    found = {"E": (0, Weight(("symbol",), "x"))}
    for layer in range(layers):
        found |= numbered({name: (layer, weight) for name, weight in cell.weights.items()}, layer)
    top = layers - 1
    return found | {"Wo": (top, Weight(cell.read_out, "y")), "bo": (top, Weight((), "y"))}


def shapes(cell: Cell, inputs: int, hidden: int, outputs: int, biases: bool, layers: int = 1) -> dict[str, Shape]:
    """The shape of every matrix above the table of symbols; a bias and a diagonal weight are one row.

    >>> from rnnviz.core.nn.cells import LSTM, Concat
    >>> shapes(Concat(), 2, 3, 1, biases=False)
    {'Wc': (5, 3), 'Wo': (5, 1)}
    >>> list(shapes(LSTM(), 2, 3, 1, biases=False, layers=2))[7:10]
    ['Whg', 'Wxi2', 'Wxf2']
    """
    found = {}
    for name, (layer, weight) in network_weights(cell, layers).items():
        if name != "E" and (biases or not weight.is_bias):
            columns = outputs if weight.adds_to == "y" else hidden
            found[name] = weight.shape(hidden if layer else inputs, hidden, columns)
    return found


def recurrent_weights(cell: Cell, layers: int = 1) -> list[str]:
    """The weights that multiply h before, or what a gate has left of it, layer by layer.

    >>> from rnnviz.core.nn.cells import GRU2014
    >>> recurrent_weights(GRU2014(), layers=2)
    ['Whr', 'Whz', 'Whn', 'Whr2', 'Whz2', 'Whn2']
    """
    made = {equation.name: PLACE.findall(equation.template) for equation in cell.equations}
    own = [
        name
        for name, weight in cell.weights.items()
        if any("h_before" in (read, *made.get(read, ())) for read in weight.reads)
    ]
    return [name for layer in range(layers) for name in numbered(dict.fromkeys(own), layer)]
