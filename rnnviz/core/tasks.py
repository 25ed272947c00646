"""What the network is given and what it should answer: typed text becomes arrays."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.params import Array
from rnnviz.core.typed import read_ids, read_rows, same_lengths, shorten
from rnnviz.i18n import _

MAX_STEPS, MAX_BATCH, MAX_SIZE, MAX_NUMBERS = 200, 64, 128, 200_000


class Task(NamedTuple):
    """N sequences of T steps with their targets; ``symbols`` names the columns of x where a symbol is one-hot."""

    x: Array  # (N, T, D)
    target: Array  # (N, T, O)
    symbols: tuple[str, ...]  # D names, or none


def read_task(encoding: str, inputs: str, targets: str, classes: bool, width: int | None, outputs: int | None) -> Task:
    """Read ``inputs`` as numbers, ids or characters and ``targets`` to match.

    ``classes``: a target is one of O classes, else O numbers. ``width`` and ``outputs`` are D and O where the user
    set them. One target serves every step and every example. Raises ValueError with a sentence.
    """
    if encoding == "characters":
        return read_characters(inputs, targets, classes, width, outputs)
    not_empty(inputs.replace(";", ""), _("Sequence"))
    if encoding == "ids":
        x = one_hot(read_ids(inputs, _("Sequence")), width, _("Sequence"))
        symbols = tuple(map(str, range(x.shape[2])))
    else:
        x, symbols = sized(read_rows(inputs, _("Sequence")), width, _("Sequence")), ()
    return Task(x, read_targets(targets, classes, outputs, x), symbols)


def read_characters(inputs: str, targets: str, classes: bool, width: int | None, outputs: int | None) -> Task:
    """A character is one symbol; without targets, the network is to say the character that comes next."""
    not_empty(inputs, _("Sequence"))
    texts = [text.strip() for text in inputs.split("|")]
    answers = [text.strip() for text in targets.split("|")] if targets.strip() else []
    if classes and not answers:
        if min(map(len, texts)) < 2:
            raise ValueError(
                _("Sequence: “{given}” has no next character to learn. Type at least two, or give targets.").format(
                    given=shorten(inputs)
                )
            )
        texts, answers = [text[:-1] for text in texts], [text[1:] for text in texts]
    for text in texts:
        not_empty(text, _("Sequence"))
    same_lengths([len(text) for text in texts], _("Sequence"))
    symbols = tuple(sorted(set("".join(texts + answers if classes else texts))))
    x = one_hot(np.array([[symbols.index(c) for c in text] for text in texts]), width or len(symbols), _("Sequence"))
    if not classes:
        return Task(x, read_targets(targets, classes, outputs, x), symbols)
    for text in answers:
        not_empty(text, _("Targets"))
    same_lengths([len(text) for text in answers], _("Targets"))
    ids = np.array([[symbols.index(c) for c in text] for text in answers])
    return Task(x, spread(one_hot(ids, outputs or x.shape[2], _("Targets")), x), symbols)


def read_targets(targets: str, classes: bool, outputs: int | None, x: Array) -> Array:
    not_empty(targets.replace(";", ""), _("Targets"))
    if classes:
        return spread(one_hot(read_ids(targets, _("Targets")), outputs, _("Targets")), x)
    return spread(sized(read_rows(targets, _("Targets")), outputs, _("Targets")), x)


def one_hot(ids: Array, width: int | None, where: str) -> Array:
    """(N, T) whole numbers → (N, T, width), a single 1 in each row.

    >>> one_hot(np.array([[1, 0]]), 3, "Sequence").tolist()
    [[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]]
    """
    largest = int(ids.max())
    if largest >= (width or MAX_SIZE):
        raise ValueError(
            _(
                "{where}: symbol {given} is outside the vocabulary. Symbols 0 to {allowed} are in it; raise its size."
            ).format(where=where, given=largest, allowed=(width or MAX_SIZE) - 1)
        )
    return np.eye(width or largest + 1)[ids]


def sized(rows: Array, width: int | None, where: str) -> Array:
    if width is not None and rows.shape[2] != width:
        raise ValueError(
            _("{where}: each step has {given} numbers, but the size is set to {allowed}. Make the two agree.").format(
                where=where, given=rows.shape[2], allowed=width
            )
        )
    return rows


def spread(target: Array, x: Array) -> Array:
    """``target`` for every step and example of ``x``; one target serves them all."""
    examples = _("Targets: {given} examples were given, the sequence has {allowed}. Give as many, or one for all.")
    steps = _("Targets: {given} steps were given, the sequence has {allowed}. Give as many, or one for all.")
    for axis, sentence in enumerate((examples, steps)):
        if target.shape[axis] not in (1, x.shape[axis]):
            raise ValueError(sentence.format(given=target.shape[axis], allowed=x.shape[axis]))
    return np.broadcast_to(target, (*x.shape[:2], target.shape[2]))


def not_empty(text: str, where: str) -> None:
    if not text.strip(" |\t\n"):
        raise ValueError(
            _("{where}: nothing was given. Type one entry for each step, such as 0.2 0.4; 0.2 0.4.").format(where=where)
        )


def check_sizes(task: Task, hidden: int) -> None:
    """Refuse what would freeze the page: too many steps, examples, units, or numbers in all."""
    n, steps, width = task.x.shape
    outputs = task.target.shape[2]
    numbers = n * steps * (width + hidden + outputs)
    for given, allowed, unit in (
        (steps, MAX_STEPS, _("steps")),
        (n, MAX_BATCH, _("examples")),
        (width, MAX_SIZE, _("inputs")),
        (outputs, MAX_SIZE, _("outputs")),
        (numbers, MAX_NUMBERS, _("numbers in all")),
    ):
        if given > allowed:
            raise ValueError(
                _("There are {given} {unit}; at most {allowed} are allowed. Take fewer.").format(
                    given=given, allowed=allowed, unit=unit
                )
            )
