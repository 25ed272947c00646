"""One long text or series, read block by block, to learn what comes next in it."""

from collections.abc import Sequence

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.limits import MAX_CORPUS
from rnnviz.core.data.vocabulary import TEXTS, Symbol, split
from rnnviz.core.text.typed import read_ids, read_rows
from rnnviz.i18n import _


def corpus_symbols(text: str, encoding: str) -> list[Symbol]:
    """The symbols of a corpus, in order; none if it is of numbers. In a text, ``|`` is a character like others.

    >>> corpus_symbols("to be or", "words"), corpus_symbols("0.1; 0.2", "numbers")
    (['to', 'be', 'or'], [])
    """
    if encoding in TEXTS:
        return split(text.strip(), encoding)
    if encoding != "ids" or not text.strip():
        return []
    check_length(len(text.replace(";", " ").split()))
    return read_ids(text, where()).ravel().tolist()


def corpus_steps(text: str, encoding: str, known: Sequence[Symbol]) -> Array:
    """What the steps of the corpus are made of: the symbols' places in ``known``, (L,), or rows of numbers, (L, D)."""
    if encoding == "numbers":
        check_length(text.strip().removesuffix(";").count(";") + 1)
        return read_rows(text, where())[0]
    column = {symbol: i for i, symbol in enumerate(known)}
    return np.array([column[symbol] for symbol in corpus_symbols(text, encoding)])


def check_corpus(steps: Array, width: int, asks_for_next: bool) -> None:
    """Refuse a corpus that the network of ``width`` inputs cannot learn from."""
    if not asks_for_next:
        raise ValueError(
            _(
                "{where}: it teaches what comes next, but targets were given or no step-by-step answer. "
                "Empty the targets and choose “step by step”, or empty this text."
            ).format(where=where())
        )
    check_length(len(steps))
    if steps.ndim == 2 and steps.shape[1] != width:
        raise ValueError(
            _("{where}: each step has {given} numbers, but the size is set to {allowed}. Make the two agree.").format(
                where=where(), given=steps.shape[1], allowed=width
            )
        )


def check_length(steps: int) -> None:
    if not 2 <= steps <= MAX_CORPUS:
        sentence = _("{where}: {given} steps were given; from 2 to {most} are allowed. Take another piece of it.")
        raise ValueError(sentence.format(where=where(), given=steps, most=MAX_CORPUS))


def where() -> str:
    return _("Text or series to train on")
