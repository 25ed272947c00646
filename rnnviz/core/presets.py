"""Examples that open with one click: the worked runs of the articles this project grew from."""

from typing import NamedTuple

from rnnviz.core.scenario import Scenario
from rnnviz.core.weights import write_weights
from rnnviz.i18n import N_


class Preset(NamedTuple):
    title: str
    about: str
    scenario: Scenario


ONCE = Scenario(
    inputs="0.2 0.4",
    targets="0.9",
    activation="sigmoid",
    biases=False,
    weights=write_weights({"Wx": [[0.5, 0.2], [0.1, 0.3]], "Wh": [[0.4, 0.4], [0.5, 0.5]], "Wo": [[0.6], [0.7]]}),
)
FOUR_TIMES = ONCE.but(inputs="0.2 0.4; 0.2 0.4; 0.2 0.4; 0.2 0.4")

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
    "softmax": Preset(
        N_("One-hot and softmax"),
        N_("Tiny initial weights: the network guesses all five classes alike, p ≈ 0.2 and a loss of ln 5 a step."),
        Scenario(
            encoding="ids",
            inputs="1 2 3 4 5",
            targets="0 1 2 3 4",
            input_size=10,
            hidden_size=20,
            output_size=5,
            head="softmax",
            init="normal",
            scale=0.01,
        ),
    ),
}
