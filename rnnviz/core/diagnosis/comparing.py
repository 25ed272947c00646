"""What was handed in beside what is right, entry by entry, in the order of computing."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.diagnosis.names import BACKWARD, Quantity
from rnnviz.core.diagnosis.reading import Reading
from rnnviz.core.diagnosis.tolerance import agrees
from rnnviz.i18n import _


class Difference(NamedTuple):
    """One entry that differs; everything is counted from 1, as on the page, and a matrix's entry as it was handed in.

    ``example`` and ``step`` are None where there is only one, or none.
    """

    name: str
    example: int | None
    step: int | None
    entry: tuple[int, ...]
    given: float
    right: float

    @property
    def difference(self) -> float:
        return self.given - self.right

    @property
    def place(self) -> str:
        """The entry in words, without its name."""
        parts = []
        if self.example is not None:
            parts.append(_("example {n}").format(n=self.example))
        if self.step is not None:
            parts.append(_("step {t}").format(t=self.step))
        if len(self.entry) == 2:
            parts.append(_("row {i}, column {j}").format(i=self.entry[0], j=self.entry[1]))
        elif self.entry:
            parts.append(_("number {i}").format(i=self.entry[0]))
        return _(", ").join(parts)

    @property
    def numbers(self) -> tuple[str, str]:
        """What was handed in and what is right, to six digits or as many as tell them apart.

        >>> Difference("loss", None, None, (), 0.5000001, 0.5).numbers
        ('0.5000001', '0.5')
        """
        pairs = [(f"{self.given:.{digits}g}", f"{self.right:.{digits}g}") for digits in (6, 9, 12, 17)]
        return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])

    @property
    def sentence(self) -> str:
        """Where it is, and both numbers.

        >>> print(Difference("dWh", None, None, (2, 1), 0.5, 0.25).sentence)
        dWh, row 2, column 1: 0.5 was handed in, 0.25 is right.
        """
        given, right = self.numbers
        where = _(", ").join([self.name, self.place] if self.place else [self.name])
        return _("{where}: {given} was handed in, {right} is right.").format(where=where, given=given, right=right)


class Finding(NamedTuple):
    """What became of one name.

    ``status``: right; partial, right as far as it was handed in; turned, right but with rows for columns among others
    without; wrong; or uncompared, where no right number is finite. ``compared`` counts entries, ``wrong`` those that
    differ; ``first`` is the first of these.
    """

    name: str
    status: str
    compared: int
    wrong: int
    first: Difference | None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.status in ("right", "partial", "uncompared")


class Comparison(NamedTuple):
    """One reading of all that was handed in, held against the right numbers."""

    reading: Reading
    findings: tuple[Finding, ...]
    wrong: tuple[str, ...]  # the names of which an entry differs
    first: Difference | None

    @property
    def faults(self) -> int:
        """How many names are not right in this reading."""
        return sum(not finding.right for finding in self.findings)


def compare(reading: Reading, known: Mapping[str, Quantity]) -> Comparison:
    """Every name's entries against the right ones."""
    found, firsts = [], {}
    for number, (name, given) in enumerate(reading.arrays.items()):
        quantity = known[name]
        at = comparable(given, quantity.right)
        differs = np.zeros(at.shape, bool)
        differs[at] = ~agrees(given[at], quantity.right[at])
        first = None
        if differs.any():
            step, index = first_place(quantity, differs)
            first = difference(quantity, given, index, name in reading.columns)
            firsts[quantity.stage, step, number] = first
        found.append(Finding(name, status(reading, name, at, differs), int(at.sum()), int(differs.sum()), first))
    wrong = tuple(finding.name for finding in found if finding.wrong)
    return Comparison(reading, tuple(found), wrong, firsts[min(firsts)] if firsts else None)


def comparable(given: Array, right: Array) -> Array:
    """The entries that can be compared: those handed in whose right number is finite."""
    return np.isfinite(given) & np.isfinite(right)


def status(reading: Reading, name: str, at: Array, differs: Array) -> str:
    if differs.any():
        return "wrong"
    if not at.any():
        return "uncompared"
    if name in reading.turned:
        return "turned"
    shown = at[at.any(axis=tuple(range(1, at.ndim)))]  # the other examples were not handed in
    return "right" if shown.all() and (at.ndim == 3 or at.all() or name == "loss") else "partial"


def first_place(quantity: Quantity, differs: Array) -> tuple[int, tuple[int, ...]]:
    """When the first entry differs as computing goes, step by step and coming back from the last; and which it is."""
    places = np.argwhere(differs)
    if quantity.kind != "signal":
        return 0, tuple(map(int, places[0]))
    steps = places[:, 1]
    step = steps.max() if quantity.stage == BACKWARD else steps.min()
    return int(-step if quantity.stage == BACKWARD else step), tuple(map(int, places[steps == step][0]))


def difference(quantity: Quantity, given: Array, index: tuple[int, ...], columns: bool) -> Difference:
    """The entry at ``index`` for people; ``columns``: the matrix was handed in as W[to][from]."""
    pair = float(given[index]) + 0.0, float(quantity.right[index]) + 0.0  # without the sign of a zero
    at = tuple(i + 1 for i in index)
    if quantity.kind in ("signal", "start"):
        example, step, number = at
        many = len(quantity.right) > 1
        alone = quantity.name == "L"
        return Difference(
            quantity.name,
            example if many else None,
            step if quantity.kind == "signal" else None,
            () if alone else (number,),
            *pair,
        )
    if quantity.kind == "loss":
        return Difference(quantity.name, None, None, (), *pair)
    return Difference(quantity.name, None, None, at[::-1] if columns else at, *pair)
