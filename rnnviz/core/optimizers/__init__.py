"""The optimisers of training, a file each. A new one is a file and a line here."""

from rnnviz.core.optimizers.adagrad import Adagrad
from rnnviz.core.optimizers.adam import Adam
from rnnviz.core.optimizers.momentum import Momentum
from rnnviz.core.optimizers.optimizer import Optimizer, line_by_line, slots_at_start, update
from rnnviz.core.optimizers.rmsprop import RMSprop
from rnnviz.core.optimizers.sgd import SGD

OPTIMIZERS: dict[str, Optimizer] = {
    "sgd": SGD(),
    "momentum": Momentum(),
    "adagrad": Adagrad(),
    "rmsprop": RMSprop(),
    "adam": Adam(),
}

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adagrad",
    "Adam",
    "Momentum",
    "Optimizer",
    "RMSprop",
    "line_by_line",
    "slots_at_start",
    "update",
]
