"""A Scenario: everything a run depends on, each choice a word or a number, so that a Scenario is a link."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, Self

import numpy as np
from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails

from rnnviz.core.arrays import Array, Shape
from rnnviz.core.data.corpus import check_corpus, corpus_steps, corpus_symbols
from rnnviz.core.data.task import Asked, Task, read_task
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS, Cell
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.initialise import draw
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.shapes import network_weights, shapes
from rnnviz.core.scenario import weight_text as weights_
from rnnviz.core.scenario.initial_state import one_for_all, read_h0
from rnnviz.core.scenario.settings import Settings
from rnnviz.core.text.array_like import numbers
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import _


class Scenario(Settings):
    """Every choice a run depends on, hand-set weights included; nothing about where one looks.

    ``inputs`` and ``targets`` are typed text (steps apart by ``;``, examples by ``|``) or arrays: (T, D) or (N, T, D),
    of symbols (T,) or (N, T). Empty targets ask for what comes next, and so do targets left out where the answers are
    classes; numbers left out are 0.9, the target of the first example. ``h0`` is text or an array (H,) or (N, H).
    ``weights`` maps names to matrices, ``{"Wh": [[0.5]]}``; None leaves a cell as drawn by the seed.
    Raises pydantic's ValidationError, a ValueError; ``problems.problems`` turns it into sentences.

    >>> scenario = Scenario(inputs=[[0.2, 0.4]], targets="0.9", weights={"Wh": [[0.5, None], [None, None]]})
    >>> scenario.inputs, scenario.weights
    ('0.2 0.4', '1*Wh*2*.5___*')
    >>> scenario.params.Wh[0, 0]
    np.float64(0.5)
    """

    def __new__(cls, *given: object, **_settings: object) -> Self:
        """Settings have names; what is given without one gets a sentence."""
        if given:
            said, example = _("“{given}” was given without a name. Name it, such as {example}."), 'inputs="1 2; 3 4"'
            raise TypeError(said.format(given=quoted(given[0]), example=example))
        return super().__new__(cls)

    @model_validator(mode="before")
    @classmethod
    def read_arrays(cls, given: Any) -> Any:
        """Arrays of the shapes people have: ids and classes (N, T), h0 (H,) or (N, H)."""
        if not isinstance(given, Mapping):
            return given
        arrays = {name: value for name, value in given.items() if not isinstance(value, str)}
        heads = [name for name, head in HEADS.items() if head.classes]
        if "inputs" in given and "targets" not in given and quoted(given.get("head")) in heads:
            arrays["targets"] = ""  # what comes next; the default is a number
        if "inputs" in arrays and quoted(given.get("encoding")) == "ids":
            arrays["inputs"] = one_a_step(arrays["inputs"])
        if "targets" in arrays and quoted(given.get("head")) in heads:
            arrays["targets"] = one_a_step(arrays["targets"])
        if "h0" in arrays:
            arrays["h0"] = one_for_all(arrays["h0"])
        return {**given, **arrays}

    @model_validator(mode="after")
    def check(self) -> "Scenario":
        """Read every text once, so that a Scenario that exists can be run; tell all that does not go with the task."""
        parts = {
            "embedding": self.check_embedding,
            "corpus": self.check_corpus,
            "weights": lambda: weights_.check_shapes(self.matrices, self.shapes),
            "h0": lambda: self.initial_state,
        }
        _read, wrong = self.task, []
        for name, part in parts.items():
            try:
                part()
            except ValueError as error:
                wrong.append(
                    InitErrorDetails(type="value_error", loc=(name,), input=getattr(self, name), ctx={"error": error})
                )
        if wrong:
            raise ValidationError.from_exception_data(type(self).__name__, wrong)
        return self

    def check_embedding(self) -> None:
        if self.embedding and self.encoding == "numbers":
            raise ValueError(
                _(
                    "Embedding: {given} was given for a sequence of numbers; only symbols are embedded. Set it to 0."
                ).format(given=self.embedding)
            )

    def check_corpus(self) -> None:
        if self.corpus.strip():
            follows = self.shape == "step_by_step" and not self.targets.strip()
            check_corpus(self.corpus_steps, self.task.x.shape[2], follows)

    # pydantic would compare what is cached below, too
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(tuple(self.model_dump().values()))

    def but(self, **changes: object) -> "Scenario":
        """This Scenario with some choices changed, checked anew.

        >>> Scenario().but(hidden_size=3).params.Wh.shape
        (3, 3)
        """
        return Scenario.model_validate(self.model_dump() | changes)

    def set_state(self, state: object) -> "Scenario":
        """This Scenario begun with ``state``, (N, rows, H) such as ``run.last_state``: one for each example.

        Raises a ValueError with a sentence if the batch has another size.

        >>> from rnnviz import simulate
        >>> first = Scenario(inputs="1 2; 3 4")
        >>> second = first.set_state(simulate(first).last_state)
        >>> bool((second.initial_state[0][0] == simulate(first).trace.signals["h"][:, -1]).all())
        True
        """
        return self.but(h0=state)

    def reset_state(self) -> "Scenario":
        """This Scenario begun with zeros."""
        return self.but(h0="")

    @cached_property
    def task(self) -> Task:
        """The sequence and its targets as arrays."""
        return read_task(
            Asked(
                encoding=self.encoding,
                shape=self.shape,
                feedback=self.feedback,
                sequence=self.inputs,
                targets=self.targets,
                classes=HEADS[self.head].classes,
                inputs=self.input_size,
                outputs=self.output_size,
                hidden=self.hidden_size,
                also=tuple(dict.fromkeys(corpus_symbols(self.corpus, self.encoding))),
            )
        )

    @cached_property
    def corpus_steps(self) -> Array:
        """The corpus: its symbols' columns of x, (L,), or its numbers, (L, D)."""
        return corpus_steps(self.corpus, self.encoding, self.task.known)

    @property
    def network(self) -> Cell:
        """The cell of every layer."""
        return CELLS[self.cell](ACTIVATIONS[self.activation])

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The shape of every matrix of this network."""
        inputs, outputs = self.task.x.shape[2], self.task.target.shape[2]
        table = {"E": (inputs, self.embedding)} if self.embedding else {}
        width = self.embedding or inputs
        return table | shapes(self.network, width, self.hidden_size, outputs, self.biases, self.layers)

    @cached_property
    def matrices(self) -> Mapping[str, Array]:
        """The matrices set by hand, NaN where a cell stays as drawn."""
        return weights_.read_weights(self.weights)

    @cached_property
    def params(self) -> Params:
        """The weights the run uses: drawn, with the cells set by hand put in."""
        weights = network_weights(self.network, self.layers)
        zero = {name for name, (_layer, weight) in weights.items() if weight.is_bias}
        values = draw(self.shapes, zero, self.init, self.scale, self.seed)
        for name, matrix in self.matrices.items():
            values[name] = np.where(np.isnan(matrix), values[name], matrix)
        for matrix in values.values():
            matrix.flags.writeable = False  # a run's weights are its Scenario's, for good
        rows = {name: values[name][0] for name in values if weights[name][1].is_row}
        return Params(**dict.fromkeys(weights) | values | rows)

    @cached_property
    def initial_state(self) -> list[tuple[Array, ...]]:
        """The states before the first step, layer by layer, (N, H) each."""
        examples, states = len(self.task.x), len(self.network.states)
        return read_h0(self.h0, examples, self.layers, states, self.hidden_size)


def one_a_step(values: Any) -> Any:
    """Symbols (N, T) as (N, T, 1)."""
    with suppress(ValueError):  # of what is no array, which gets its sentence later
        array = numbers(values)
        return array[..., None] if array.ndim == 2 and array.shape[1] > 1 else values
    return values
