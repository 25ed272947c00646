"""Examples that open with one click: the worked runs of the articles this project grew from, and tasks to train on."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.data.csv_table import column, read_series, scaled
from rnnviz.core.data.generators import MADE
from rnnviz.core.scenario.from_file import open_series, open_text
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights
from rnnviz.i18n import N_
from rnnviz.places import TOP

DATA = TOP / "sample_data"


class Preset(NamedTuple):
    title: str
    about: str
    scenario: Scenario


def lines(file: str) -> list[list[str]]:
    """The columns of a file of texts, apart by tabs, as rows."""
    rows = [line.split("\t") for line in (DATA / file).read_text("utf-8").splitlines()]
    return [list(column) for column in zip(*rows, strict=True)]


def made(name: str, steps: int, examples: int, **settings: object) -> Scenario:
    """A task of chosen length, the same every time."""
    drawn = MADE[name].make(steps, examples, np.random.default_rng(0))
    return Scenario.model_validate(drawn | XAVIER | settings)


def rhyme(file: str) -> Scenario:
    text = open_text((DATA / file).read_bytes(), "characters")
    return Scenario.model_validate(text.settings | XAVIER | {"hidden_size": 32, "block": 25, "epochs": 40})


def sentences(file: str, **settings: object) -> Scenario:
    """Texts read word by word by the concatenating cell; the last word's output names the class."""
    texts, labels = lines(file)
    words = {"inputs": " | ".join(texts), "targets": " | ".join(labels), "encoding": "words", "shape": "many_to_one"}
    return Scenario.model_validate(words | {"cell": "concat", "head": "log_softmax"} | settings)


XAVIER = {"init": "xavier", "scale": 1.0}
ONCE = Scenario(
    inputs="0.2 0.4",
    targets="0.9",
    activation="sigmoid",
    biases=False,
    weights=write_weights({"Wx": [[0.5, 0.2], [0.1, 0.3]], "Wh": [[0.4, 0.4], [0.5, 0.5]], "Wo": [[0.6], [0.7]]}),
)
FOUR_TIMES = ONCE.but(inputs="0.2 0.4; 0.2 0.4; 0.2 0.4; 0.2 0.4")
LAYERS = Scenario(
    inputs="1 0 0; 0 1 0; 0 0 1; 1 1 1 | 0.5 -0.5 0; 0 0.5 -0.5; -0.5 0 0.5; 0 0 0",
    targets="1 0; 0 1; 1 0; 0 1 | 0 1; 1 0; 0 1; 1 0",
    hidden_size=5,
    head="linear_half",
    block=2,
)
ONE_HOT = Scenario(
    encoding="ids",
    inputs="1 2 3 4 5",
    targets="0 1 2 3 4",
    input_size=10,
    hidden_size=20,
    output_size=5,
    head="softmax",
    init="normal",
    scale=0.01,
    seed=7,
)
IDS, _TEXTS, CLASSES = lines("messages.txt")
CLASSIFIER = Scenario(
    encoding="ids",
    shape="many_to_one",
    inputs=" | ".join(IDS),
    targets=" | ".join(CLASSES),
    input_size=16,
    embedding=8,
    hidden_size=8,
    head="softmax",
    init="normal",
    optimizer="adam",
    learning_rate=0.01,
    epochs=20,
    batch_size=2,
)
SUNSPOTS = scaled(column(read_series((DATA / "sunspots.csv").read_bytes()), "SUNACTIVITY"))[:, None]

PRESETS = {
    "once": Preset(N_("One step"), N_("Two sigmoid units, one step: small enough to compute by hand."), ONCE),
    "four": Preset(
        N_("Four steps"), N_("The same input four times: now the state and its gradient pass through time."), FOUR_TIMES
    ),
    "stateful": Preset(
        N_("Blocks of 2, stateful"),
        N_("Truncated backpropagation: the gradient is cut after step 2, the state is carried on."),
        FOUR_TIMES.but(block=2),
    ),
    "stateless": Preset(
        N_("Blocks of 2, stateless"),
        N_("Each block of two steps starts again from h0: nothing of the first block reaches the second."),
        FOUR_TIMES.but(block=2, block_state="reset"),
    ),
    "batch": Preset(
        N_("A batch of two"),
        N_("Two sequences at once: (N, T, D) = (2, 4, 3) and H = 5, in blocks of two steps with the state carried."),
        LAYERS,
    ),
    "softmax": Preset(
        N_("One-hot and softmax"),
        N_("Tiny initial weights: the network guesses all five classes alike, p ≈ 0.2 and a loss of ln 5 a step."),
        ONE_HOT,
    ),
    "classifier": Preset(
        N_("Text classifier"),
        N_("Four messages of embedded words, 0 friendly and 1 not: Adam at 0.01, 20 epochs, two at a time. Train it."),
        CLASSIFIER,
    ),
    "cars": Preset(
        N_("Word order"),
        N_(
            "“I had cleaned my car” and “I had my car cleaned”: the same words, other last states. The state is linear."
        ),
        sentences("cars.txt", hidden_size=4, epochs=60),
    ),
    "review": Preset(
        N_("Film review"),
        N_("Word by word: each gives a state and an output, only the last output counts. It reads the state before."),
        sentences("reviews.txt", hidden_size=8, epochs=60),
    ),
    "rhyme": Preset(
        N_("A rhyme, letter by letter"),
        N_("A language model of characters: train it, then let it write."),
        rhyme("rhyme.txt"),
    ),
    "rhyme_zh": Preset(
        N_("A Chinese rhyme"),
        N_("The same for a Chinese text: train it, then let it write."),
        rhyme("rhyme_zh.txt"),
    ),
    "sine": Preset(
        N_("Sine waves"),
        N_("The next value of four waves of different phase."),
        made("sine", 36, 4, hidden_size=8, epochs=200),
    ),
    "sunspots": Preset(
        N_("Sunspots 1700–2008"),
        N_("A real yearly series, scaled to 0 … 1: learn its next value; the first 61 years are stepped through."),
        Scenario.model_validate(
            open_series(SUNSPOTS).settings | XAVIER | {"hidden_size": 8, "block": 25, "epochs": 60}
        ),
    ),
    "parity": Preset(
        N_("Parity of bits"),
        N_("Was the number of ones odd? All 64 words of 6 bits; the network must remember one bit."),
        made("parity", 6, 64, hidden_size=16, init="normal", scale=0.5, epochs=300, batch_size=16),
    ),
    "copy": Preset(
        N_("Copy from memory"),
        N_("Four symbols, then a 0 that says “now answer”, and the four from memory."),
        made("copy", 4, 64, hidden_size=24, learning_rate=0.02, epochs=150, batch_size=16),
    ),
    "adding": Preset(
        N_("Adding two marked numbers"),
        N_("Eight numbers, two of them marked: their sum is asked for at the end. A GRU learns it."),
        made("adding", 8, 64, cell="gru", hidden_size=12, epochs=100, batch_size=16),
    ),
}
