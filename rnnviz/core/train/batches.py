"""What one update of a training learns from: some of the examples, or the next block of a long text."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.task import Task
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.trace import State
from rnnviz.core.scenario.scenario import Scenario

# N examples of a batch, T steps, D inputs, H hidden units, L steps of a corpus
BLOCK = 25  # steps, unless the Scenario truncates after another number


class Batch(NamedTuple):
    """A task of some examples, and the states it begins with; None: as the batch before left them."""

    task: Task
    start: list[State] | None


class Batches(Protocol):
    """All that is learnt from in an epoch; ``cut`` tells where truncation cuts a task of so many steps."""

    per_epoch: int

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of epoch ``number``, from 1; 0 is all there is, in its order."""
        ...

    def cut(self, steps: int) -> Blocks: ...


class Examples:
    """The examples of the Scenario's own task, in an order drawn anew by the seed for each epoch."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.count = scenario, len(scenario.task.x)
        self.size = min(scenario.batch_size or self.count, self.count)
        self.per_epoch = -(-self.count // self.size)

    def epoch(self, number: int) -> Iterator[Batch]:
        rng = np.random.default_rng((self.scenario.seed, number))
        order = rng.permutation(self.count) if number else np.arange(self.count)
        for first in range(0, self.count, self.size if number else self.count):
            yield self.some(order[first : first + self.size] if number else order)

    def some(self, which: Array) -> Batch:
        task = self.scenario.task
        start = [tuple(state[which] for state in layer) for layer in self.scenario.initial_state]
        return Batch(task._replace(x=task.x[which], target=task.target[which]), start)

    def cut(self, steps: int) -> Blocks:
        return Blocks.of(steps, self.scenario.block, self.scenario.block_state == "carried")


class Stream:
    """A corpus read at ``places`` places at the same time, block by block, the state carried from block to block."""

    def __init__(self, scenario: Scenario) -> None:
        steps = scenario.corpus_steps
        self.scenario, self.block = scenario, scenario.block or BLOCK
        self.places = min(scenario.batch_size or 1, len(steps) - 1)
        self.length = (len(steps) - 1) // self.places
        self.steps = steps
        self.inputs, self.outputs = scenario.task.x.shape[2], scenario.task.target.shape[2]
        self.per_epoch = -(-self.length // self.block)

    def epoch(self, number: int) -> Iterator[Batch]:
        """A text keeps its order; to be scored, it is read in longer blocks where nothing is reset at their ends."""
        length = self.block if number or self.scenario.block_state == "reset" else 8 * self.block
        for first in range(0, self.length, length):
            stop = min(first + length, self.length)
            x, target = self.rows(first, stop, self.inputs), self.rows(first + 1, stop + 1, self.outputs)
            task = self.scenario.task._replace(x=x, target=target, counted=np.ones(stop - first), given=stop - first)
            yield Batch(task, self.zeros() if not first or self.scenario.block_state == "reset" else None)

    def rows(self, first: int, stop: int, width: int) -> Array:
        """Steps ``first`` to ``stop`` of every place, (N, T, width)."""
        at = np.arange(self.places)[:, None] * self.length + np.arange(first, stop)
        return self.steps[at] if self.steps.ndim == 2 else np.eye(width)[self.steps[at]]

    def zeros(self) -> list[State]:
        shape = self.places, self.scenario.hidden_size
        return [tuple(np.zeros(shape) for _ in layer) for layer in self.scenario.initial_state]

    def cut(self, steps: int) -> Blocks:
        return Blocks.of(steps, 0, carried=True)


def batches_of(scenario: Scenario) -> Batches:
    return Stream(scenario) if scenario.corpus.strip() else Examples(scenario)
