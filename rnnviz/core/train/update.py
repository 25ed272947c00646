"""One update: the gradient of a batch, clipped, handed to the optimiser, and new weights."""

from dataclasses import dataclass

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.trace import State
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.optimizers import update as updated
from rnnviz.core.run import run_back, run_forward
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.batches import Batch
from rnnviz.core.train.clipping import clip_norm, clip_value

# P numbers in all weights


@dataclass(frozen=True, eq=False)
class Moment:
    """What a training is at: all weights as one vector, the optimiser's state, updates so far, the carried states."""

    weights: Array  # (P,)
    slots: tuple[Array, ...]  # (P,) each
    count: int
    state: list[State] | None = None


@dataclass(frozen=True, eq=False)
class Update:
    """One update with all that went into it: the mean loss of a batch's answers, its gradient, and that clipped."""

    before: Moment
    answers: int
    loss: float
    gradient: Array  # (P,)
    clipped: Array  # (P,)
    after: Moment

    def bad(self, most: float) -> str:
        """What has exploded, if anything: a number that is not finite, or a loss over ``most``."""
        if not self.loss <= most:  # nor if it is no number
            return "L"
        with np.errstate(all="ignore"):
            # not a dot product: BLAS would share out such a long one, and wait for a busy core
            return "" if np.isfinite(np.square(self.gradient).sum()) else "dL/dW"


@np.errstate(all="ignore")
def update(scenario: Scenario, moment: Moment, batch: Batch, cut: Blocks) -> Update:
    """One step of the Scenario's optimiser along the mean loss of ``batch``: losses summed over O, over all answers."""
    params, task = unflatten(moment.weights, scenario.params), batch.task
    trace, losses = run_forward(scenario, params, task, batch.start or moment.state or [], cut)
    answers = int(len(task.x) * task.counted.sum())
    gradient = flatten(run_back(scenario, params, task, trace, cut).params) / answers
    clipped = clip_value(clip_norm(gradient, scenario.clip_norm), scenario.clip_value)
    optimizer, rate = OPTIMIZERS[scenario.optimizer], scenario.learning_rate
    weights, slots = updated(optimizer, moment.weights, clipped, moment.slots, rate, moment.count + 1)
    state = [tuple(array.copy() for array in layer) for layer in trace.state]  # not the buffers they are views of
    after = Moment(weights, slots, moment.count + 1, state)
    return Update(moment, answers, float((losses * task.counted).sum() / answers), gradient, clipped, after)


def flatten(params: Params) -> Array:
    """All numbers as one vector, (P,), in the order of the names."""
    return np.concatenate([array.ravel() for _name, array in params.items()])


def unflatten(flat: Array, like: Params) -> Params:
    """``flat`` as weights of the shapes of ``like``; they are views of it."""
    arrays: dict[str, Array | None] = dict.fromkeys(vars(like))
    first = 0
    for name, array in like.items():
        arrays[name] = flat[first : first + array.size].reshape(array.shape)
        first += array.size
    return Params(**arrays)
