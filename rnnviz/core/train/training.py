"""Training: the weights after each epoch, so that any epoch becomes a Run; one update after the other until then."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.params import Params
from rnnviz.core.optimizers import OPTIMIZERS, slots_at_start
from rnnviz.core.run import Run, run_forward, simulate
from rnnviz.core.scenario.argument_checks import check_scenario
from rnnviz.core.scenario.messages import notes
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import quoted
from rnnviz.core.train.batches import Batches, batches_of
from rnnviz.core.train.update import Moment, Update, flatten, unflatten, update
from rnnviz.i18n import _

# P numbers in all weights
MOST_KEPT = 4_000_000  # numbers: 32 MB
EXPLODED = 1e6  # times the loss before the first update


@dataclass(frozen=True, eq=False)
class Score:
    """How good the weights are on all that is trained on: mean loss of an answer, and share of classes right."""

    loss: float
    accuracy: float | None

    @property
    def perplexity(self) -> float | None:
        """e to the loss: among how many classes the network is still choosing, on average."""
        with np.errstate(all="ignore"):
            return None if self.accuracy is None else float(np.exp(self.loss))


@dataclass(frozen=True, eq=False)
class Training:
    """The history of a training; epoch 0 is before the first update.

    ``moments`` holds weights and the optimiser's state after the epochs that were kept: all of them, or where that
    would be over 32 MB every second, fourth …, and the last few. ``stopped`` says why it ended before its time.
    """

    scenario: Scenario
    moments: Mapping[int, Moment]
    scores: tuple[Score, ...]
    updates: int = 0
    stopped: str = ""
    batches: Batches = field(repr=False, default=None)  # type: ignore[assignment]

    @property
    def epochs(self) -> int:
        """How many epochs are behind."""
        return len(self.scores) - 1

    @property
    def losses(self) -> Array:
        """The mean loss of an answer after each epoch, (epochs + 1,)."""
        return np.array([score.loss for score in self.scores])

    @property
    def most(self) -> float:
        """The largest loss that is no explosion."""
        return max(1.0, self.scores[0].loss) * EXPLODED

    @property
    def share(self) -> float:
        """How much of the whole training is done, 0 to 1."""
        return min(1.0, self.updates / (self.scenario.epochs * self.batches.per_epoch))

    def params_at(self, epoch: int) -> Params:
        """The weights after ``epoch``; a ValueError names those that there are."""
        return unflatten(self.moment_at(epoch).weights, self.scenario.params)

    def run_at(self, epoch: int) -> Run:
        """The scenario's sequence run with the weights after ``epoch``."""
        return simulate(self.scenario, self.params_at(epoch))

    def update_after(self, epoch: int) -> Update:
        """The first update after ``epoch``, with all that goes into it."""
        batch = next(iter(self.batches.epoch(epoch + 1)))
        return update(self.scenario, self.moment_at(epoch), batch, self.batches.cut(batch.task.x.shape[1]))

    def moment_at(self, epoch: int) -> Moment:
        if epoch not in range(self.epochs + 1):
            raise ValueError(
                _("Epoch {given} was asked for; there are 0 to {last}. Choose one of these.").format(
                    given=quoted(epoch), last=self.epochs
                )
            )
        if epoch not in self.moments:
            kept = sorted(self.moments)
            some = ", ".join(map(str, kept if len(kept) < 8 else [*kept[:4], "…", kept[-1]]))
            raise ValueError(
                _("Epoch {given} was not kept. Kept are {kept}; choose one of these.").format(given=epoch, kept=some)
            )
        return self.moments[epoch]


def train(scenario: Scenario) -> Training:
    """Train ``scenario`` for all its epochs, or until numbers overflow.

    An update follows the gradient of the mean loss of the answers that count in its batch; a loss is summed over the
    outputs. So it is PyTorch's for cross-entropy; its MSELoss and BCEWithLogitsLoss divide by O as well. nn.RNN has two
    biases where one is trained here: each has the same gradient, so together they move twice as far. The gradient is
    clipped by norm first, by value then.

    Examples come in an order drawn anew for each epoch, by the seed and its number; the last batch of an epoch has
    those that are left, and its mean weighs as much. A corpus is cut into ``batch_size`` pieces of equal length, and
    what is left at its end is not read. The pieces are read side by side in blocks of ``block`` steps (25 for 0), the
    state carried on unless it is reset; every epoch begins with zeros, whatever h0 is.

    A UserWarning tells where there is nothing to learn.

    >>> history = train(Scenario(inputs="1 | 2 | 3", targets="2 | 4 | 6", epochs=50, learning_rate=0.1))
    >>> history.losses.shape, bool(history.losses[-1] < history.losses[0] / 10)
    ((51,), True)
    >>> history.run_at(50).losses.mean() == history.losses[50]
    np.True_
    """
    check_scenario(scenario, "train")
    for note in notes(scenario):
        warnings.warn(note, stacklevel=2)
    training = begin(scenario)
    for after in go_on(training):
        training = after
    return training


def begin(scenario: Scenario) -> Training:
    """A training before its first update."""
    batches, weights = batches_of(scenario), flatten(scenario.params)
    first = Moment(weights, slots_at_start(OPTIMIZERS[scenario.optimizer], weights), 0)
    return Training(scenario, {0: first}, (score(scenario, batches, first),), batches=batches)


def go_on(training: Training) -> Iterator[Training]:
    """The training after each further update; at the end of an epoch its score is known."""
    scenario, batches = training.scenario, training.batches
    while training.epochs < scenario.epochs and not training.stopped:
        moment = training.moments[training.epochs]
        for number, batch in enumerate(batches.epoch(training.epochs + 1), 1):
            step = update(scenario, moment, batch, batches.cut(batch.task.x.shape[1]))
            if bad := step.bad(training.most):
                yield replace(training, stopped=why(bad, training.epochs, number))
                return
            moment = step.after
            if number < batches.per_epoch:
                training = replace(training, updates=moment.count)
                yield training
        training = with_epoch(training, moment)
        yield training


def continued(training: Training, scenario: Scenario) -> Training | None:
    """``training`` as one of ``scenario``; None unless that differs in nothing but a later last epoch, or an earlier.

    What is behind stays, and the rest is as if the number of epochs had been set at once: weights and optimiser go on
    from the last whole epoch, and each epoch draws its order by its own number.
    """
    same = training.scenario.model_copy(update={"epochs": scenario.epochs}) == scenario
    if not same or training.epochs > scenario.epochs:
        return None
    return replace(training, scenario=scenario, updates=training.moments[training.epochs].count)


def with_epoch(training: Training, moment: Moment) -> Training:
    """The training with one epoch more."""
    now = score(training.scenario, training.batches, moment)
    moments = thinned({**training.moments, training.epochs + 1: replace(moment, state=None)})
    if not now.loss <= training.most:  # nor if it is no number
        return replace(training, stopped=why("L", training.epochs, training.batches.per_epoch))
    return replace(training, moments=moments, scores=(*training.scores, now), updates=moment.count)


def thinned(moments: dict[int, Moment]) -> dict[int, Moment]:
    """``moments`` without every second one, where all are too many; the first and the last stay."""
    *_others, (last, moment) = moments.items()
    numbers = moment.weights.size * (1 + len(moment.slots))
    stride = 1
    while len(moments) > 2 and numbers * len(moments) > MOST_KEPT:
        stride *= 2
        moments = {epoch: kept for epoch, kept in moments.items() if epoch % stride == 0 or epoch == last}
        if stride > last:
            break
    return moments


def score(scenario: Scenario, batches: Batches, moment: Moment) -> Score:
    """The mean loss of all answers with the weights of ``moment``."""
    params, state = unflatten(moment.weights, scenario.params), None
    loss = right = answers = 0.0
    for batch in batches.epoch(0):
        task = batch.task
        trace, losses = run_forward(scenario, params, task, batch.start or state or [], batches.cut(task.x.shape[1]))
        state, counts = trace.state, task.counted > 0
        loss += losses[:, counts].sum()
        answers += losses[:, counts].size
        said = trace.outputs["y"].swapaxes(0, 1)[:, counts].argmax(axis=-1)
        right += (said == task.target[:, counts].argmax(axis=-1)).sum()
    return Score(loss / answers, right / answers if HEADS[scenario.head].classes else None)


def why(what: str, epoch: int, number: int) -> str:
    return _(
        "Training stopped in epoch {epoch}, at update {update}: {what} has exploded. The weights of epoch {last} are "
        "kept. Take a smaller learning rate or smaller initial weights, or clip the gradient."
    ).format(epoch=epoch + 1, update=number, what=what, last=epoch)
