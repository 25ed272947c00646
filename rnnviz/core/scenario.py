"""A Scenario: everything a run depends on, each choice a word or a number, so that a Scenario is a link."""

from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from rnnviz.core import weights as weights_
from rnnviz.core.heads import HEADS
from rnnviz.core.params import Array, Params, shapes
from rnnviz.core.tasks import MAX_SIZE, MAX_STEPS, Task, check_sizes, read_task
from rnnviz.core.typed import read_rows, shorten, write_rows
from rnnviz.i18n import N_, _

MAX_TEXT = 100_000
Size = Annotated[int, Field(ge=1, le=MAX_SIZE)]
Typed = Annotated[str, BeforeValidator(write_rows), Field(max_length=MAX_TEXT)]


class Scenario(BaseModel):
    """Every choice a run depends on, hand-set weights included; nothing about where one looks.

    ``inputs`` and ``targets`` are typed text (steps apart by ``;``, examples by ``|``) or arrays: (T, D) or (N, T, D).
    ``weights`` maps names to matrices, ``{"Wh": [[0.5]]}``; None leaves a cell as drawn by the seed.
    Raises pydantic's ValidationError, a ValueError; ``problems`` turns it into sentences.

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
        description=N_("As text, to copy or paste; empty leaves all as drawn."),
    )

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
                    "Initial state h0: {given} were given, {allowed} are needed. "
                    "Give {hidden} numbers, or {hidden} for each of the {n} examples, apart by “|”."
                ).format(
                    given="×".join(map(str, rows.shape)),
                    allowed=f"1×1×{self.hidden_size}",
                    hidden=self.hidden_size,
                    n=n,
                )
            )
        return np.broadcast_to(rows[:, 0], (n, self.hidden_size))


def problems(error: ValidationError) -> list[str]:
    """What is wrong with a Scenario, a sentence each: what was given, what is allowed, what to do.

    >>> try: Scenario(hidden_size=1000)
    ... except ValidationError as error: problems(error)
    ['Hidden H: “1000” was given. Whole numbers from 1 to 128 are allowed; choose one.']
    """
    return [sentence(details) for details in error.errors(include_url=False)]


def sentence(details: ErrorDetails) -> str:
    if details["type"] == "value_error":
        return str(details.get("ctx", {}).get("error"))
    name = str(details["loc"][0]) if details["loc"] else ""
    given = _("nothing") if details["input"] is None else shorten(str(details["input"]))
    field = Scenario.model_fields.get(name)
    if not name:
        return _("“{given}” is not a Scenario. Give a mapping of settings to values.").format(given=given)
    if field is None:
        return _("“{given}” is not a setting. These are: {allowed}.").format(
            given=shorten(name), allowed=", ".join(Scenario.model_fields)
        )
    words = {"title": _(str(field.title)), "given": given, "allowed": ", ".join(choices(name))}
    if details["type"].endswith("too_long"):
        words |= {"given": len(str(details["input"])), "allowed": MAX_TEXT}
        return _("{title}: {given} characters were given, at most {allowed} are allowed. Shorten the text.").format(
            **words
        )
    if choices(name):
        return _("{title}: “{given}” was given. One of these is allowed: {allowed}.").format(**words)
    return beyond_bounds(name).format(**words, low=bounds(name)[0], high=bounds(name)[1])


def beyond_bounds(name: str) -> str:
    if schema(name)["type"] == "integer":
        return _("{title}: “{given}” was given. Whole numbers from {low} to {high} are allowed; choose one.")
    return _("{title}: “{given}” was given. From {low} to {high} is allowed; choose a value in that range.")


def schema(name: str) -> dict:
    """The JSON schema of one field, the None of an optional one left out."""
    field = Scenario.model_json_schema()["properties"][name]
    return field | next((option for option in field.get("anyOf", []) if option["type"] != "null"), {})


def choices(name: str) -> list[str]:
    """The words a field allows, or none.

    >>> choices("loss_at")
    ['every', 'last']
    """
    field = schema(name)
    return ["true", "false"] if field.get("type") == "boolean" else field.get("enum", [])


def bounds(name: str) -> tuple[float, float]:
    """The smallest and the largest value of a number field; both are always set.

    >>> bounds("hidden_size"), bounds("scale")
    ((1, 128), (0, 100))
    """
    field = schema(name)
    return field["minimum"], field["maximum"]
