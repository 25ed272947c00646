"""A Scenario: everything a run depends on, each choice a word or a number, so that a Scenario is a link."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rnnviz.core import weights as weights_
from rnnviz.core.heads import HEADS
from rnnviz.core.params import Array, Params, shapes
from rnnviz.core.tasks import MAX_SIZE, MAX_STEPS, Task, check_sizes, read_task
from rnnviz.core.typed import read_rows, write_rows
from rnnviz.i18n import N_, _

MAX_TEXT = 100_000
Size = Annotated[int, Field(ge=1, le=MAX_SIZE)]
Typed = Annotated[str, BeforeValidator(write_rows), Field(max_length=MAX_TEXT)]


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
    activation: Literal["sigmoid", "tanh", "relu", "identity"] = Field(
        default="tanh", title=N_("Activation φ"), description=N_("What a hidden unit does with its sum.")
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
        description=N_("H numbers, examples of a batch apart by “|”; empty is all zeros."),
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

    @cached_property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of every matrix of this network."""
        return shapes(self.task.x.shape[2], self.hidden_size, self.task.target.shape[2], self.biases)

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
        return Params(
            values["Wx"],
            values["Wh"],
            values["b"][0] if self.biases else None,
            values["Wo"],
            values["bo"][0] if self.biases else None,
        )

    @cached_property
    def initial_state(self) -> Array:
        """h0, (N, H)."""
        return self.read_h0()

    def read_h0(self) -> Array:
        n = len(self.task.x)
        if not self.h0.strip():
            return np.zeros((n, self.hidden_size))
        rows = read_rows(self.h0, _("Initial state h0"))
        if rows.shape[0] not in (1, n) or rows.shape[1:] != (1, self.hidden_size):
            raise ValueError(
                _(
                    "Initial state h0: {given} (examples × rows × numbers) was given, {allowed} is needed. "
                    "Give one row of {hidden} numbers, or one for each example, apart by “|”."
                ).format(
                    given="×".join(map(str, rows.shape)), allowed=f"{n}×1×{self.hidden_size}", hidden=self.hidden_size
                )
            )
        return np.broadcast_to(rows[:, 0], (n, self.hidden_size))


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
