"""Every choice there is, a field each: its bounds, its title and its help stand here, once."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from rnnviz.core.data.limits import MAX_SIZE, MAX_STEPS
from rnnviz.core.data.sequence_shapes import FEEDBACK, SHAPES
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.initialise import SCHEMES
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.scenario.text_fields import Typed, Weights
from rnnviz.core.text.typed import shorten
from rnnviz.i18n import N_, _

Size = Annotated[int, Field(ge=1, le=MAX_SIZE)]


# the fields that name an entry of a registry, which may grow after this file is read
REGISTRIES: dict[str, Mapping[str, object]] = {
    "shape": SHAPES,
    "feedback": FEEDBACK,
    "cell": CELLS,
    "activation": ACTIVATIONS,
    "head": HEADS,
    "init": SCHEMES,
    "optimizer": OPTIMIZERS,
}


class Settings(BaseModel):
    """What a user sets, each field a word, a number or a text. A ``Scenario`` is what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    encoding: Literal["numbers", "ids", "characters", "words"] = Field(
        default="numbers",
        title=N_("Sequence of"),
        description=N_("How the sequence is read: as numbers, as symbols' numbers, or as text by characters or words."),
    )
    shape: str = Field(
        default="step_by_step",
        title=N_("Shape"),
        description=N_("Which steps read the sequence and which steps' answers count."),
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
            "What should be answered, written like the sequence; one target serves every step. "
            "Leave it empty to ask for what comes next. Text of many to one has the name of a class for each example."
        ),
    )
    feedback: str = Field(
        default="teacher",
        title=N_("After the input, read"),
        description=N_(
            "What the network reads when its input has ended and it answers on. "
            "No gradient flows through what is fed back: it counts as given."
        ),
    )
    input_size: Size | None = Field(
        default=None, title=N_("Inputs D"), description=N_("Leave it empty to follow the sequence.")
    )
    embedding: int = Field(
        default=0,
        ge=0,
        le=MAX_SIZE,
        title=N_("Embedding"),
        description=N_("Numbers that stand for a symbol, a row of the learnt table E; 0 is one-hot, without a table."),
    )
    hidden_size: Size = Field(
        default=2, title=N_("Hidden H"), description=N_("How many numbers the network remembers.")
    )
    output_size: Size | None = Field(
        default=None, title=N_("Outputs O"), description=N_("Leave it empty to follow the targets.")
    )
    cell: str = Field(
        default="elman",
        title=N_("Cell"),
        description=N_("What computes the state of a step from the state before."),
    )
    layers: int = Field(
        default=1, ge=1, le=3, title=N_("Layers"), description=N_("Each layer reads the states of the one below it.")
    )
    activation: str = Field(
        default="tanh",
        title=N_("Activation φ"),
        description=N_("What a simple cell's unit does with its sum; the other cells have theirs."),
    )
    head: str = Field(
        default="linear",
        title=N_("Output and loss"),
        description=N_("How the answer is read off the state, and judged."),
    )
    biases: bool = Field(
        default=True, title=N_("Biases"), description=N_("Add b to the hidden sum and bo to the output.")
    )
    h0: Typed = Field(
        default="",
        title=N_("Initial state h0"),
        description=N_(
            "H numbers, examples of a batch apart by “|”; empty is all zeros. "
            "Where there is more than one state, layers or the LSTM's c, they stand apart by “;”."
        ),
    )
    init: str = Field(
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
    corpus: Typed = Field(
        default="",
        title=N_("Text or series to train on"),
        description=N_(
            "One long sequence, read block by block, to learn what comes next in it; every epoch begins with zeros. "
            "Empty trains on the sequence that is stepped through."
        ),
    )
    optimizer: str = Field(
        default="adam", title=N_("Optimiser"), description=N_("How a gradient becomes a change of the weights.")
    )
    learning_rate: float = Field(
        default=0.01,
        ge=0,
        le=100,
        allow_inf_nan=False,
        title=N_("Learning rate"),
        description=N_(
            "How far an update goes, against the gradient of the mean loss of an answer. PyTorch divides squared "
            "errors and sigmoid losses by the outputs O as well, and its two biases together move twice as far."
        ),
    )
    epochs: int = Field(
        default=20,
        ge=1,
        le=10_000,
        title=N_("Epochs"),
        description=N_("How many times the training goes through all examples, or through the whole text."),
    )
    batch_size: int = Field(
        default=0,
        ge=0,
        le=64,
        title=N_("Batch size"),
        description=N_(
            "Examples of one update, in an order drawn anew for every epoch; the last update takes those that are "
            "left. 0 is all at once. A long text is cut into so many equal pieces, read side by side."
        ),
    )
    clip_norm: float = Field(
        default=0.0,
        ge=0,
        le=1e6,
        allow_inf_nan=False,
        title=N_("Clip by norm"),
        description=N_(
            "The whole gradient is shortened to this length if it is longer, before it is clipped by value; 0 is never."
        ),
    )
    clip_value: float = Field(
        default=0.0,
        ge=0,
        le=1e6,
        allow_inf_nan=False,
        title=N_("Clip by value"),
        description=N_("Every entry of the gradient is kept between minus this and this; 0 is never."),
    )
    weights: Weights = Field(
        default="",
        title=N_("Weights set by hand"),
        description=N_("As text, to copy or paste; empty leaves all as drawn. A cell that is emptied is drawn, too."),
    )

    @field_validator(*REGISTRIES)
    @classmethod
    def known(cls, name: str, info: ValidationInfo) -> str:
        """``name`` if it is registered."""
        field = str(info.field_name)
        if name not in REGISTRIES[field]:
            sentence = _("{title}: “{given}” was given. One of these is allowed: {allowed}.")
            title, allowed = _(str(cls.model_fields[field].title)), ", ".join(REGISTRIES[field])
            raise ValueError(sentence.format(title=title, given=shorten(name), allowed=allowed))
        return name
