"""How the choices of a Scenario are called on the page."""

import re

from rnnviz.core.data.sequence_shapes import FEEDBACK, SHAPES
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.initialise import SCHEMES
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.i18n import N_, _

WORDS = {
    "step": N_("Step through"),
    "train": N_("Train"),
    "gradient": N_("Read the gradient"),
    "why": N_("Why it vanishes"),
    "check": N_("Check"),
    "compare": N_("Compare"),
    "help": N_("Help"),
    "numbers": N_("Numbers"),
    "ids": N_("Symbols by number"),
    "characters": N_("Characters of a text"),
    "words": N_("Words of a text"),
    "carried": N_("Carried on (stateful)"),
    "reset": N_("Reset to h0 (stateless)"),
}
WORDS |= SHAPES | FEEDBACK
WORDS |= {name: activation.title for name, activation in ACTIVATIONS.items()}
WORDS |= {name: optimizer.title for name, optimizer in OPTIMIZERS.items()}
WORDS |= {name: head.title for name, head in HEADS.items()}
WORDS |= {name: title for name, (title, _draw) in SCHEMES.items()}


def word(choice: str) -> str:
    """The name of ``choice`` in the language in use."""
    return _(CELLS[choice](ACTIVATIONS["tanh"]).title if choice in CELLS else WORDS[choice])


def plain(text: str) -> str:
    r"""``text`` so that Markdown and maths leave it alone; an invisible joiner keeps addresses from becoming links.

    >>> print(plain("a*b <i>"))
    a\*b \<i\>
    """
    escaped = "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+-.!|~$:&" else c for c in text)
    return re.sub(r"([:@]|www)", "\\1\N{WORD JOINER}", escaped)
