"""A trained network writes on: each symbol is drawn from its probabilities, and read as the next input."""

from collections.abc import Mapping

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.vocabulary import one_hot, read_symbols
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.free_running import Choose, run_on
from rnnviz.core.nn.heads import HEADS, softmax
from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import _

MOST = 1000  # symbols


def sample(run: Run, length: int, temperature: float, rng: np.random.Generator) -> str:
    """``length`` symbols (1 … 1000) after the first example's text, drawn with p = softmax(y / temperature).

    Temperature 0 always takes the likeliest; 1 takes the network at its word. Raises ValueError with a sentence where
    the network does not answer in symbols of its own vocabulary.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(encoding="characters", inputs="abab", targets="", head="softmax"))
    >>> len(sample(run, 5, 1.0, np.random.default_rng(0)))
    5
    """
    scenario, known = run.scenario, run.scenario.task.known
    if not can_sample(scenario):
        raise ValueError(
            _("Only a network that answers with symbols of its own text can write on. Choose text and softmax.")
        )
    warm = isinstance(temperature, int | float) and 0 <= temperature <= 10
    if length not in range(1, MOST + 1) or not warm:
        sentence = _(
            "{length} symbols at temperature {temperature} were asked for; 1 to {most} at 0 to 10 are allowed."
        )
        raise ValueError(sentence.format(length=quoted(length), temperature=quoted(temperature), most=MOST))
    prompt = read_symbols(scenario.inputs, scenario.encoding, _("Sequence"))[:1]
    x = one_hot(prompt, known, scenario.task.x.shape[2], _("Sequence"))
    written = write_on(scenario, run.params, x, length, drawn(temperature, rng))
    symbols = [str(known[i]) if i < len(known) else str(i) for i in written]
    return ("" if scenario.encoding == "characters" else " ").join(symbols)


def can_sample(scenario: Scenario) -> bool:
    """Whether answers are symbols that can be read as inputs."""
    task = scenario.task
    return bool(task.known) and HEADS[scenario.head].classes and task.classes == task.symbols


def write_on(scenario: Scenario, params: Params, x: Array, length: int, choose: Choose) -> list[int]:
    """The columns of the symbols chosen after ``x`` (1, S, D)."""
    steps = x.shape[1] + length
    start = [tuple(state[:1] for state in layer) for layer in scenario.initial_state]
    with np.errstate(all="ignore"):
        read = run_on(
            scenario.network, HEADS[scenario.head], params, x, start, Blocks.of(steps, 0, carried=True), choose
        )
    return read[0, x.shape[1] :].argmax(axis=-1).tolist()


def drawn(temperature: float, rng: np.random.Generator) -> Choose:
    """A symbol by its probability, as a one-hot row."""

    def choose(outputs: Mapping[str, Array]) -> Array:
        y = outputs["y"]
        if temperature == 0 or not np.isfinite(y).all():
            return np.eye(y.shape[-1])[y.argmax(axis=-1)]
        return rng.multinomial(1, softmax(y / temperature)).astype(float)

    return choose
