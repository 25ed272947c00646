"""A Scenario: everything a run depends on, each choice a word or a number, so that a Scenario is a link."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rnnviz.core import weights as weights_
from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.heads import HEADS
from rnnviz.core.network import shapes
from rnnviz.core.params import Array, Params, Shape
from rnnviz.core.tasks import MAX_SIZE, MAX_STEPS, Task, check_sizes, read_task
from rnnviz.core.typed import read_rows, shorten, write_rows
from rnnviz.i18n import N_, _

MAX_TEXT = 100_000
Size = Annotated[int, Field(ge=1, le=MAX_SIZE)]
Typed = Annotated[str, BeforeValidator(write_rows), Field(max_length=MAX_TEXT)]


def known_cell(name: str) -> str:
    """``name`` if it is registered; the registry may grow after this file is read."""
    if name not in CELLS:
        sentence = _("{title}: “{given}” was given. One of these is allowed: {allowed}.")
        raise ValueError(sentence.format(title=_("Cell"), given=shorten(name), allowed=", ".join(CELLS)))
    return name


class Scenario(BaseModel):
    """Every choice a run depends on, hand-set weights included; nothing about where one looks.

    ``inputs`` and ``targets`` are typed text (steps apart by ``;``, examples by ``|``) or arrays: (T, D) or (N, T, D),
    of symbols (T,) or (N, T). ``h0`` is text or an array (H,) or (N, H).
    ``weights`` maps names to matrices, ``{"Wh": [[0.5]]}``; None leaves a cell as drawn by the seed.
    Raises pydantic's ValidationError, a ValueError; ``problems.problems`` turns it into sentences.

    >>> scenario = Scenario(inputs=[[0.2, 0.4]], targets="0.9", weights={"Wh": [[0.5, None], [None, None]]})
    >>> scenario.inputs, scenario.weights
    ('0.2 0.4', '1*Wh*2*0.5___*')
    >>> scenario.params.Wh[0, 0]
    np.float64(0.5)
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    encoding: Literal["numbers", "ids", "characters"] = Field(
        default="numbers",
        title=N_("Sequence of"),
        description=N_("How the sequence is read: as numbers, as symbols' numbers (one-hot), or as text (one-hot)."),
    )
    inputs: Typed = Field(
        default="0.2 0.4",
        title=N_("Sequence"),
        description=N_("Numbers of a step apart by spaces, steps by “;”, examples of a batch by “|”: 0.2 0.4; 0.2 0.4"),
    )
    targets: Typed = Field(
        default="0.9",
        title=N_("Targets"),
        description=N_(
            "What each step should answer, written like the sequence; one target serves every step. "
            "For text, leave it empty to ask for the next character."
        ),
    )
    input_size: Size | None = Field(
        default=None, title=N_("Inputs D"), description=N_("Leave it empty to follow the sequence.")
    )
    hidden_size: Size = Field(
        default=2, title=N_("Hidden H"), description=N_("How many numbers the network remembers.")
    )
    output_size: Size | None = Field(
        default=None, title=N_("Outputs O"), description=N_("Leave it empty to follow the targets.")
    )
    cell: Annotated[str, AfterValidator(known_cell)] = Field(
        default="elman",
        title=N_("Cell"),
        description=N_("What computes the state of a step from the state before."),
        json_schema_extra=lambda schema: schema.update(enum=list(CELLS)),
    )
    layers: int = Field(
        default=1, ge=1, le=3, title=N_("Layers"), description=N_("Each layer reads the states of the one below it.")
    )
    activation: Literal["sigmoid", "tanh", "relu", "identity"] = Field(
        default="tanh",
        title=N_("Activation φ"),
        description=N_("What a simple cell's unit does with its sum; the other cells have theirs."),
    )
    head: Literal["linear", "linear_half", "softmax"] = Field(
        default="linear",
        title=N_("Output and loss"),
        description=N_("How the answer is read off the state, and judged."),
    )
    biases: bool = Field(
        default=True, title=N_("Biases"), description=N_("Add b to the hidden sum and bo to the output.")
    )
    loss_at: Literal["every", "last"] = Field(
        default="every", title=N_("Loss at"), description=N_("Which steps' losses are summed into the loss.")
    )
    h0: Typed = Field(
        default="",
        title=N_("Initial state h0"),
        description=N_(
            "H numbers, examples of a batch apart by “|”; empty is all zeros. "
            "Where there is more than one state, layers or the LSTM's c, they stand apart by “;”."
        ),
    )
    init: Literal["uniform", "normal", "xavier", "orthogonal"] = Field(
        default="uniform", title=N_("Draw weights"), description=N_("How weights that are not set by hand are drawn.")
    )
    scale: float = Field(
        default=0.5,
        ge=0,
        le=100,
        allow_inf_nan=False,
        title=N_("Scale"),
        description=N_("Multiplies the drawn weights."),
    )
    seed: int = Field(
        default=0, ge=0, le=999_999, title=N_("Seed"), description=N_("The same seed draws the same weights.")
    )
    block: int = Field(
        default=0,
        ge=0,
        le=MAX_STEPS,
        title=N_("Truncate after"),
        description=N_("Steps in a block: the gradient is cut at block ends. 0 is full backpropagation through time."),
    )
    block_state: Literal["carried", "reset"] = Field(
        default="carried",
        title=N_("State at block ends"),
        description=N_("Carried into the next block (stateful), or started again from h0 (stateless)."),
    )
    weights: Annotated[str, BeforeValidator(weights_.write_weights)] = Field(
        default="",
        title=N_("Weights set by hand"),
        description=N_("As text, to copy or paste; empty leaves all as drawn. A cell that is emptied is drawn, too."),
    )

    @model_validator(mode="before")
    @classmethod
    def read_arrays(cls, given: Any) -> Any:
        """Arrays of the shapes people have: ids and classes (N, T), h0 (H,) or (N, H)."""
        if not isinstance(given, Mapping):
            return given
        arrays = {name: value for name, value in given.items() if isinstance(value, np.ndarray | list | tuple)}
        heads = [name for name, head in HEADS.items() if head.classes]
        if "inputs" in arrays and str(given.get("encoding")) == "ids":
            arrays["inputs"] = one_a_step(arrays["inputs"])
        if "targets" in arrays and str(given.get("head")) in heads:
            arrays["targets"] = one_a_step(arrays["targets"])
        if "h0" in arrays:
            arrays["h0"] = one_for_all(arrays["h0"])
        return {**given, **arrays}

    @model_validator(mode="after")
    def check(self) -> "Scenario":
        """Read every text once, so that a Scenario that exists can be run."""
        check_sizes(self.task, self.hidden_size)
        weights_.check_shapes(self.matrices, self.shapes)
        self.read_h0()
        return self

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

    @cached_property
    def task(self) -> Task:
        """The sequence and its targets as arrays."""
        classes = HEADS[self.head].classes
        return read_task(self.encoding, self.inputs, self.targets, classes, self.input_size, self.output_size)

    @property
    def network(self) -> Cell:
        """The cell of every layer."""
        return CELLS[self.cell](ACTIVATIONS[self.activation])

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The shape of every matrix of this network."""
        inputs, outputs = self.task.x.shape[2], self.task.target.shape[2]
        return shapes(self.network, inputs, self.hidden_size, outputs, self.biases, self.layers)

    @cached_property
    def matrices(self) -> dict[str, Array]:
        """The matrices set by hand, NaN where a cell stays as drawn."""
        return weights_.read_weights(self.weights)

    @cached_property
    def params(self) -> Params:
        """The weights the run uses: drawn, with the cells set by hand put in."""
        values = weights_.draw(self.shapes, self.init, self.scale, self.seed)
        for name, matrix in self.matrices.items():
            values[name] = np.where(np.isnan(matrix), values[name], matrix)
        for matrix in values.values():
            matrix.flags.writeable = False  # a run's weights are its Scenario's, for good
        every = shapes(self.network, 1, 1, 1, biases=True, layers=self.layers)
        return Params(**{name: values[name] if name[0] == "W" else one_row(values.get(name)) for name in every})

    @cached_property
    def initial_state(self) -> list[tuple[Array, ...]]:
        """The states before the first step, layer by layer, (N, H) each."""
        return self.read_h0()

    def read_h0(self) -> list[tuple[Array, ...]]:
        n, states = len(self.task.x), len(self.network.states)
        count = states * self.layers
        rows = read_rows(self.h0, _("Initial state h0")) if self.h0.strip() else np.zeros((1, count, self.hidden_size))
        if rows.shape[0] not in (1, n) or rows.shape[1:] != (count, self.hidden_size):
            raise ValueError(
                _(
                    "Initial state h0: {given} (examples × rows × numbers) was given, {allowed} is needed. "
                    "Give one row of {hidden} numbers, or one for each example, apart by “|”."
                ).format(
                    given="×".join(map(str, rows.shape)),
                    allowed=f"{n}×{count}×{self.hidden_size}",
                    hidden=self.hidden_size,
                )
            )
        rows = np.broadcast_to(rows, (n, count, self.hidden_size))
        return [tuple(rows[:, layer * states + i] for i in range(states)) for layer in range(self.layers)]


def one_row(matrix: Array | None) -> Array | None:
    return None if matrix is None else matrix[0]


def one_a_step(values: Any) -> Any:
    """Symbols (N, T) as (N, T, 1)."""
    with suppress(ValueError):  # of ragged ones, which get their sentence later
        array = np.asarray(values)
        return array[..., None] if array.ndim == 2 and array.shape[1] > 1 else values
    return values


def one_for_all(values: Any) -> Any:
    """An initial state (H,) or (N, H) as (N, 1, H)."""
    with suppress(ValueError):
        array = np.asarray(values)
        return np.atleast_2d(array)[:, None] if array.ndim < 3 else values
    return values
