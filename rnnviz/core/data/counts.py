"""How much was typed, counted before it is read, and how much a task takes, before it is made."""

from rnnviz.core.data.limits import MAX_BATCH, MAX_NUMBERS, MAX_SIZE, MAX_STEPS, at_most
from rnnviz.core.data.vocabulary import TEXTS
from rnnviz.core.text.typed import split_steps
from rnnviz.i18n import _


def check_counts(text: str, encoding: str, more: int, width: str) -> None:
    """Refuse too many examples, steps (and ``more``) or numbers of a step; ``width`` is what these are called.

    >>> check_counts("1;" * 15_000, "numbers", 0, "inputs")
    Traceback (most recent call last):
        ...
    ValueError: There are 15000 steps; at most 200 are allowed. Take fewer.
    """
    if encoding in TEXTS:  # whose symbols are counted where they are told apart
        at_most(text.count("|") + 1, MAX_BATCH, _("examples"))
        return
    examples = split_steps(text)
    at_most(len(examples), MAX_BATCH, _("examples"))
    ids = encoding == "ids"  # each a step of its own, however they are parted
    at_most(max(sum(map(len, steps)) if ids else len(steps) for steps in examples) - more, MAX_STEPS, _("steps"))
    if not ids:
        at_most(max(len(step) for steps in examples for step in steps), MAX_SIZE, width)


def check_sizes(examples: int, steps: int, inputs: int, outputs: int, hidden: int) -> None:
    """Refuse what would freeze the page: too many steps, examples, units, or numbers in all."""
    at_most(steps, MAX_STEPS, _("steps"))
    at_most(examples, MAX_BATCH, _("examples"))
    at_most(inputs, MAX_SIZE, _("inputs"))
    at_most(outputs, MAX_SIZE, _("outputs"))
    at_most(examples * steps * (inputs + hidden + outputs), MAX_NUMBERS, _("numbers in all"))
