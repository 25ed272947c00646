"""The recurrent cells, a file each. A new one is a file and a line here."""

from collections.abc import Callable

from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.cells.cell import Carry, Cell, Module, Weight
from rnnviz.core.nn.cells.concat import Concat
from rnnviz.core.nn.cells.elman import Elman
from rnnviz.core.nn.cells.gru import GRU
from rnnviz.core.nn.cells.gru_2014 import GRU2014
from rnnviz.core.nn.cells.lstm import LSTM
from rnnviz.core.nn.cells.minimal_gated import MinimalGated
from rnnviz.core.nn.cells.peephole_lstm import PeepholeLSTM

# what makes each cell of the chosen activation; those that have their own leave it
CELLS: dict[str, Callable[[Activation], Cell]] = {
    "elman": Elman,
    "concat": lambda _activation: Concat(),
    "gru": lambda _activation: GRU(),
    "lstm": lambda _activation: LSTM(),
    "gru_2014": lambda _activation: GRU2014(),
    "minimal_gated": lambda _activation: MinimalGated(),
    "peephole_lstm": lambda _activation: PeepholeLSTM(),
}

__all__ = [
    "CELLS",
    "GRU",
    "GRU2014",
    "LSTM",
    "Carry",
    "Cell",
    "Concat",
    "Elman",
    "MinimalGated",
    "Module",
    "PeepholeLSTM",
    "Weight",
]
