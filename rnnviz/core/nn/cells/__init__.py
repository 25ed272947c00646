"""The recurrent cells, a file each. A new one is a file and a line here."""

from collections.abc import Callable

from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.cells.cell import BackEquation, Cell, Equation
from rnnviz.core.nn.cells.concat import Concat
from rnnviz.core.nn.cells.elman import Elman
from rnnviz.core.nn.cells.gru import GRU
from rnnviz.core.nn.cells.lstm import LSTM

# what makes each cell of the chosen activation; those that have their own leave it
CELLS: dict[str, Callable[[Activation], Cell]] = {
    "elman": Elman,
    "concat": lambda _activation: Concat(),
    "gru": lambda _activation: GRU(),
    "lstm": lambda _activation: LSTM(),
}

__all__ = ["CELLS", "GRU", "LSTM", "BackEquation", "Cell", "Concat", "Elman", "Equation"]
