"""What the network is given and what it should answer: typed text becomes arrays."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.counts import check_counts, check_sizes
from rnnviz.core.data.limits import MAX_STEPS, at_most
from rnnviz.core.data.sequence_shapes import LATER, Timing, for_all_examples, timed
from rnnviz.core.data.vocabulary import TEXTS, Symbol, Symbols, names, no_next, one_hot, read_symbols, vocabulary
from rnnviz.core.text.typed import distinct, read_ids, read_rows, same_lengths
from rnnviz.i18n import _

# N examples, S steps of input, U answers, T steps in all, D inputs, O outputs


class Asked(NamedTuple):
    """What was typed and chosen; ``classes``: a target is one of O classes, else O numbers.

    ``inputs`` and ``outputs`` are D and O where the user set them. ``also`` are symbols that the vocabulary has, too.
    """

    encoding: str
    shape: str
    feedback: str
    sequence: str
    targets: str
    classes: bool
    inputs: int | None
    outputs: int | None
    hidden: int  # H, for the sizes in all
    also: tuple[Symbol, ...] = ()

    @property
    def fed_back(self) -> bool:
        """Whether answers are read as inputs, so that both are of one kind."""
        return self.shape in LATER and self.feedback != "nothing"


class Task(NamedTuple):
    """N sequences of T steps with their targets.

    ``symbols`` names the columns of x, ``classes`` those of the targets, where a column is a symbol. ``counted`` is 1
    where a step's loss is part of the loss, else 0; from step ``given`` on, from 0, the network reads what it is fed.
    """

    x: Array  # (N, T, D)
    target: Array  # (N, T, O)
    counted: Array  # (T,)
    given: int
    symbols: tuple[str, ...]  # D names, or none
    classes: tuple[str, ...]  # O names, or none
    known: Sequence[Symbol] = ()  # the vocabulary


def read_task(asked: Asked) -> Task:
    """Read the sequence as numbers, ids, characters or words, and the targets to match.

    Without targets the network is to say what comes next. One target serves every step and every example. Raises
    ValueError with a sentence, and counts what was typed before anything is read.
    """
    answers = "numbers" if not asked.classes else asked.encoding if asked.encoding in TEXTS else "ids"
    follows = not asked.targets.strip()  # the last step is then only an answer
    check_counts(asked.sequence, asked.encoding, follows, _("inputs"))
    check_counts(asked.targets, answers, 0, _("outputs"))
    not_empty(asked.sequence if asked.encoding in TEXTS else asked.sequence.replace(";", ""), _("Sequence"))
    return read_numbers(asked) if asked.encoding == "numbers" else read_text(asked)


def read_numbers(asked: Asked) -> Task:
    rows = sized(read_rows(asked.sequence, _("Sequence")), asked.inputs, _("Sequence"))
    if asked.targets.strip() or asked.classes:
        target, classes = read_targets(asked)
        return timetable(asked, rows, target, (), classes)
    whole = [list(example) for example in rows]
    rows, answers = (np.array(part) for part in shifted(asked, whole))
    return timetable(asked, rows, sized(answers, asked.outputs, _("Targets")), (), ())


def read_text(asked: Asked) -> Task:
    """Symbols of a vocabulary that sequence and answers share, unless the targets name classes or are numbers."""
    sequence, answers = sequences(asked)
    # ids that are typed for both are two kinds of symbols, each counted from 0, unless answers are read as inputs
    apart = asked.encoding == "ids" and bool(asked.targets.strip()) and not asked.fed_back
    read = [*asked.also, *flat(sequence)]
    known = vocabulary(read if apart else read + flat(answers), asked.encoding)
    x = one_hot(sequence, known, asked.inputs, _("Sequence"))
    symbols = named(asked, known, x)
    if not answers:
        target, classes = read_targets(asked)
        return timetable(asked, x, target, symbols, classes)._replace(known=known)
    target = one_hot(answers, vocabulary(flat(answers), "ids") if apart else known, asked.outputs, _("Targets"))
    return timetable(asked, x, target, symbols, named(asked, known, target))._replace(known=known)


def named(asked: Asked, known: Sequence[Symbol], columns: Array) -> tuple[str, ...]:
    return names(known if asked.encoding in TEXTS else (), columns.shape[2])


def sequences(asked: Asked) -> tuple[Symbols, Symbols]:
    """The symbols that are read, and those to be answered; none where the targets are numbers or names of classes."""
    whole = read_symbols(asked.sequence, asked.encoding, _("Sequence"))
    if asked.classes and not asked.targets.strip():
        sequence, answers = shifted(asked, whole)
    else:
        labelled = asked.encoding in TEXTS and asked.shape == "many_to_one"
        own = asked.classes and not labelled
        not_empty(asked.targets if asked.encoding in TEXTS else asked.targets.replace(";", ""), _("Targets"))
        sequence, answers = whole, read_symbols(asked.targets, asked.encoding, _("Targets")) if own else []
    for symbols, where in ((sequence, _("Sequence")), (answers, _("Targets"))):
        for example in symbols:
            not_empty("x" if example else "", where)
            at_most(len(example), MAX_STEPS, _("steps"))
        same_lengths([len(example) for example in symbols], where)
    return sequence, answers


def read_targets(asked: Asked) -> tuple[Array, tuple[str, ...]]:
    """Targets (N, U, O) that are no symbols of the sequence: names or ids of classes, or numbers; and their names."""
    if asked.classes and asked.encoding in TEXTS:
        labels = [label.strip() for label in asked.targets.split("|")]
        known = tuple(dict.fromkeys(labels))
        target = one_hot([[label] for label in labels], known, asked.outputs, _("Targets"))
        return target, names(distinct(known), target.shape[2])
    not_empty(asked.targets.replace(";", ""), _("Targets"))
    if asked.classes:
        ids = read_ids(asked.targets, _("Targets")).tolist()
        target = one_hot(ids, vocabulary(flat(ids), "ids"), asked.outputs, _("Targets"))
        return target, names((), target.shape[2])
    return sized(read_rows(asked.targets, _("Targets")), asked.outputs, _("Targets")), ()


def shifted(asked: Asked, whole: list[list[Any]]) -> tuple[list[list[Any]], list[list[Any]]]:
    """What is read and what comes next, where no targets were given."""
    if min(map(len, whole)) < 2:
        raise no_next(asked.sequence)
    if asked.shape == "after_input":
        not_empty("", _("Targets"))
    reads = 1 if asked.shape == "one_to_many" else -1
    return [example[:reads] for example in whole], [example[1:] for example in whole]


def timetable(asked: Asked, x: Array, target: Array, symbols: tuple[str, ...], classes: tuple[str, ...]) -> Task:
    """Sequence and answers in the steps of the chosen shape."""
    timing = timed(asked.shape, x.shape[1], target.shape[1])
    check_sizes(len(x), timing.steps, x.shape[2], target.shape[2], asked.hidden)
    target = for_all_examples(target, len(x))
    if timing.steps > timing.given and asked.fed_back and x.shape[2] != target.shape[2]:
        raise ValueError(
            _(
                "Answers are fed back as inputs, so both need one size: {inputs} inputs and {outputs} outputs were "
                "given. Set both sizes alike, or feed nothing back."
            ).format(inputs=x.shape[2], outputs=target.shape[2])
        )
    return Task(
        fed(x, target, timing, asked.feedback), spread(target, timing), timing.counted, timing.given, symbols, classes
    )


def fed(x: Array, target: Array, timing: Timing, feedback: str) -> Array:
    """x (N, S, D) with what is read after it: the answers there should be, or zeros until there are any."""
    ahead = timing.steps - timing.given
    if not ahead:
        return x
    rest = target[:, :ahead] if feedback == "teacher" else np.zeros((len(x), ahead, x.shape[2]))
    return np.concatenate([x, rest], axis=1)


def spread(target: Array, timing: Timing) -> Array:
    """Targets (N, U, O) at the steps that ask for them; one serves all, and the first those before they count."""
    early = np.repeat(target[:, :1], timing.steps - target.shape[1], axis=1)
    return np.concatenate([early, target], axis=1)


def flat(symbols: Symbols) -> list[Symbol]:
    return [symbol for example in symbols for symbol in example]


def sized(rows: Array, width: int | None, where: str) -> Array:
    if width is not None and rows.shape[2] != width:
        raise ValueError(
            _("{where}: each step has {given} numbers, but the size is set to {allowed}. Make the two agree.").format(
                where=where, given=rows.shape[2], allowed=width
            )
        )
    return rows


def not_empty(text: str, where: str) -> None:
    if not text.strip(" |\t\n"):
        raise ValueError(
            _("{where}: nothing was given. Type one entry for each step, such as 0.2 0.4; 0.2 0.4.").format(where=where)
        )
