"""The network in one sentence. Each word of it that names a setting leads to that setting."""

import re
from typing import NamedTuple

from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import N_, _
from rnnviz.ui.words import word

LOSSES = {
    "linear": N_("squared error"),
    "linear_half": N_("half the squared error"),
    "sigmoid_squared": N_("sigmoid, squared error"),
    "tanh_squared": N_("tanh, squared error"),
    "sigmoid_cross": N_("sigmoid, cross-entropy"),
    "softmax": N_("softmax, cross-entropy"),
    "log_softmax": N_("log-softmax, negative log-likelihood"),
}
READ = {  # what one of the inputs is called, and several
    "numbers": (N_("{count} number"), N_("{count} numbers")),
    "ids": (N_("{count} symbol"), N_("{count} symbols")),
    "characters": (N_("{count} character"), N_("{count} characters")),
    "words": (N_("{count} word"), N_("{count} words")),
}
OUTPUTS = (N_("{count} output"), N_("{count} outputs"))
CLASSES = (N_("{count} class"), N_("{count} classes"))


class Piece(NamedTuple):
    """A few words, and the ``field`` that they tell of; "" for words between, "settings" for all settings."""

    text: str
    field: str = ""


def sentence(scenario: Scenario, *, training: bool) -> list[Piece]:
    """The pieces in their order; ``training`` tells of the optimiser, too."""
    named = pieces(scenario)
    texts = [_("{inputs} → {hidden_size} ({cell}) → {output_size}"), "{steps}", "{head}"]
    if scenario.embedding and scenario.encoding != "numbers":
        texts[0] = _("{inputs} → {embedding} → {hidden_size} ({cell}) → {output_size}")
    texts += ["{block}"] if scenario.block else []
    texts += ["{optimizer}"] if training else []
    parts = re.split(r"\{(\w+)\}", " · ".join([*texts, "{settings}"]))
    return [named[part] if place % 2 else Piece(part) for place, part in enumerate(parts) if part]


def pieces(scenario: Scenario) -> dict[str, Piece]:
    """What each setting is, in a few words."""
    width, outputs = scenario.task.x.shape[2], scenario.task.target.shape[2]
    answers = CLASSES if HEADS[scenario.head].classes else OUTPUTS
    loss = LOSSES.get(scenario.head)
    written = {
        "inputs": counted(READ[scenario.encoding], width),
        "embedding": _("{count} embedded").format(count=scenario.embedding),
        "hidden_size": hidden(scenario),
        "cell": cell(scenario),
        "output_size": counted(answers, outputs),
        "head": _(loss) if loss else word(scenario.head),
        "block": _("blocks of {steps}").format(steps=scenario.block),
        "optimizer": word(scenario.optimizer),
        "settings": _("settings"),
    }
    return {name: Piece(text, name) for name, text in written.items()} | {"steps": steps(scenario)}


def counted(names: tuple[str, str], count: int) -> str:
    return _(names[count != 1]).format(count=count)


def hidden(scenario: Scenario) -> str:
    layers, count = scenario.layers, scenario.hidden_size
    return (_("{layers} × {count} hidden") if layers > 1 else _("{count} hidden")).format(layers=layers, count=count)


def cell(scenario: Scenario) -> str:
    """A cell that takes the chosen activation is called by it."""
    if not activated(scenario.cell):
        return word(scenario.cell)
    return _("{activation} RNN").format(activation=scenario.activation)


def activated(cell: str) -> bool:
    """Whether the cell takes the activation that is chosen, and has none of its own.

    >>> activated("elman"), activated("lstm")
    (True, False)
    """
    return len({CELLS[cell](activation).activation for activation in ACTIVATIONS.values()}) > 1


def steps(scenario: Scenario) -> Piece:
    """How long the sequence is; of several, the drawer chooses the one in view."""
    examples, length, _width = scenario.task.x.shape
    said = counted((N_("{count} step"), N_("{count} steps")), length)
    if examples == 1:
        return Piece(said, "inputs")
    return Piece(_("{steps} × {count} sequences").format(steps=said, count=examples), "example")
