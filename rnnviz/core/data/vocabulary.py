"""Texts and ids as symbols: what stands at each step, and the vocabulary of all there are."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.limits import MAX_SYMBOLS
from rnnviz.core.text.typed import read_ids, shorten
from rnnviz.i18n import _

WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
TEXTS = ("characters", "words")
SEEN = {" ": "␣", "\n": "⏎", "\t": "⇥"}

Symbol = str | int
Symbols = list[list[Symbol]]  # of examples, of equal length or not


def read_symbols(text: str, encoding: str, where: str) -> Symbols:
    """The symbols of each example; examples are apart by ``|``.

    >>> read_symbols("the car|my car.", "words", "Sequence")
    [['the', 'car'], ['my', 'car', '.']]
    """
    if encoding == "ids":
        return read_ids(text, where).tolist()
    return [split(example.strip(), encoding) for example in text.split("|")]


def split(text: str, encoding: str) -> list[Symbol]:
    """A text's characters, or its words with every mark a word of its own; blanks part words."""
    return list(text) if encoding == "characters" else list(WORD.findall(text))


def ends(text: str, encoding: str) -> Sequence[int]:
    """Where in ``text`` each of its symbols ends.

    >>> ends("to be", "words"), ends("to", "characters")
    ([2, 5], range(1, 3))
    """
    return range(1, len(text) + 1) if encoding == "characters" else [word.end() for word in WORD.finditer(text)]


def vocabulary(symbols: Iterable[Symbol], encoding: str) -> Sequence[Symbol]:
    """All different symbols in order; ids count from 0 without a gap.

    >>> vocabulary("hello", "characters"), vocabulary([0, 2], "ids")
    (['e', 'h', 'l', 'o'], range(0, 3))
    """
    if encoding == "ids":
        return range(max(map(int, symbols), default=-1) + 1)
    return sorted(set(symbols), key=str)


def one_hot(symbols: Symbols, known: Sequence[Symbol], width: int | None, where: str) -> Array:
    """(N, T) symbols → (N, T, width), a single 1 in each row; ``width`` is by default as many as are ``known``.

    >>> one_hot([[1, 0]], (0, 1), 3, "Sequence").tolist()
    [[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]]
    """
    if len(known) > (width or MAX_SYMBOLS):
        raise ValueError(
            _(
                "{where}: symbol {given} is outside the vocabulary. Symbols 0 to {allowed} are in it; raise its size."
            ).format(where=where, given=len(known) - 1, allowed=(width or MAX_SYMBOLS) - 1)
        )
    column = {symbol: i for i, symbol in enumerate(known)}
    ids = np.array([[column[symbol] for symbol in example] for example in symbols])
    return np.eye(width or len(known))[ids]


def names(known: Sequence[Symbol], width: int) -> tuple[str, ...]:
    """What ``width`` columns are called: the symbols, blanks made visible, and numbers where there are no more.

    >>> names(("a", " "), 3)
    ('a', '␣', '2')
    """
    seen = [SEEN.get(str(symbol), str(symbol)) for symbol in known]
    return (*seen[:width], *(str(i) for i in range(len(seen), width)))


def no_next(text: str) -> ValueError:
    return ValueError(
        _("Sequence: “{given}” has no next step to learn. Type at least two steps, or give targets.").format(
            given=shorten(text)
        )
    )
