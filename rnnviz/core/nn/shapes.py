"""Layers of one cell with an output layer on top: which weights they have."""

from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.params import Shape, numbered


def shapes(cell: Cell, inputs: int, hidden: int, outputs: int, biases: bool, layers: int = 1) -> dict[str, Shape]:
    """The shape of every matrix; a bias is one row.

    >>> from rnnviz.core.nn.cells import LSTM, Concat
    >>> shapes(Concat(), 2, 3, 1, biases=False)
    {'Wc': (5, 3), 'Wo': (5, 1)}
    >>> list(shapes(LSTM(), 2, 3, 1, biases=False, layers=2))[7:10]
    ['Whg', 'Wxi2', 'Wxf2']
    """
    found: dict[str, Shape] = {}
    read = hidden
    for layer in range(layers):
        width = hidden if layer else inputs
        found |= numbered(cell.shapes(width, hidden, biases), layer)
        read = width + hidden if cell.reads_before else hidden
    return found | {"Wo": (read, outputs)} | ({"bo": (1, outputs)} if biases else {})
