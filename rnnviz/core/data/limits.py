"""How much may be given: steps, examples and sizes, texts and files; and the sentence that refuses more."""

from rnnviz.i18n import _

MAX_STEPS, MAX_BATCH, MAX_SIZE = 200, 64, 128  # T; N; each of D, H and O
MAX_NUMBERS = 200_000  # N · T · (D + H + O)
MAX_CORPUS = 20_000  # steps
MAX_SYMBOLS = 128  # different ones
MAX_TEXT, MAX_WEIGHTS = 100_000, 1_000_000  # characters of a typed field; of weights set by hand
MAX_BYTES, MAX_VALUES = 2_000_000, 100_000  # of a file; numbers in its table


def at_most(given: int, allowed: int, unit: str) -> None:
    """Raise a sentence where more than ``allowed`` are given.

    >>> at_most(201, MAX_STEPS, "steps")
    Traceback (most recent call last):
        ...
    ValueError: There are 201 steps; at most 200 are allowed. Take fewer.
    """
    if given > allowed:
        sentence = _("There are {given} {unit}; at most {allowed} are allowed. Take fewer.")
        raise ValueError(sentence.format(given=given, allowed=allowed, unit=unit))
