"""Somebody's own numbers held against a run: which is the first that differs, and what mistake explains them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cost import LIMIT, check_cost, runs_cost
from rnnviz.core.diagnosis.comparing import Comparison, Difference, Finding, comparable, compare
from rnnviz.core.diagnosis.names import Quantity, by_known_name, quantities
from rnnviz.core.diagnosis.reading import NOTES, Reading, as_numbers, example_in_view, readings
from rnnviz.core.diagnosis.tolerance import all_agree, all_exact
from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.i18n import _

EXAMPLE = '{"dWh": [[0.5]]}'
Known = Mapping[str, Quantity]
Way = tuple[str, Mapping[str, Array]]  # the name of a variant, and what one way of making that mistake gives


class Mistake(NamedTuple):
    """A likely mistake, by its name in ``VARIANTS``, and the names of what it explains."""

    variant: str
    explains: tuple[str, ...]

    @property
    def title(self) -> str:
        return _(VARIANTS[self.variant].title)

    @property
    def advice(self) -> str:
        return _(VARIANTS[self.variant].advice)


@dataclass(frozen=True)
class Diagnosis:
    """What became of each name handed in, the first difference of all, the likely mistakes, best first, and notes."""

    findings: tuple[Finding, ...]
    first: Difference | None
    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether something was compared and all of it is right."""
        return any(finding.compared for finding in self.findings) and all(finding.right for finding in self.findings)

    @property
    def alternatives(self) -> tuple[Mistake, ...]:
        """The mistakes any one of which explains the same; a matrix with rows for columns comes on top of them."""
        return tuple(mistake for mistake in self.mistakes if mistake.explains == self.mistakes[-1].explains)

    @property
    def verdict(self) -> str:
        """The outcome in a sentence."""
        if not self.findings:
            return _("Nothing to compare yet.")
        if not any(finding.compared for finding in self.findings):
            return _("There was nothing to compare: the right numbers are not finite.")
        if self.right and any(finding.status == "partial" for finding in self.findings):
            return _("All that was handed in is right; some entries were left out.")
        if self.right:
            return _("All that was handed in is right.")
        count = sum(not finding.right for finding in self.findings)
        said = _("{count} of {all} differ, and a known mistake explains it.")
        if not self.mistakes:
            said = _("{count} of {all} differ, and no known mistake gives these numbers.")
        elif len(self.alternatives) > 1:
            said = _("{count} of {all} differ, and any of {several} known mistakes explains it.")
        return said.format(count=count, all=len(self.findings), several=len(self.alternatives))

    def __str__(self) -> str:
        """All of it as lines of text."""
        lines = [self.verdict, *([self.first.sentence] if self.first else [])]
        if len(self.alternatives) > 1:
            lines.append(_("These mistakes give the same numbers here:"))
        lines += [f"{mistake.title}. {mistake.advice}" for mistake in self.mistakes]
        return "\n".join([*lines, *self.notes])


def diagnose(run: Run, given: Mapping[str, object], limit: float = LIMIT) -> Diagnosis:
    """Hold ``given``, somebody's own numbers by name, against ``run``.

    Signals (``h``, ``a``, ``y``, ``L`` …, ``dh``, ``da`` …) are (T, ·) for the one example in view, or (N, T, ·) for
    the batch, and may have fewer steps; gradients of weights (``dWh``, also ``dL/dWh`` or ``grad_Wh``) are the batch's;
    None or NaN leaves an entry out. A matrix may be W[from][to] or W[to][from]. A number is right within 1e-6, of its
    size or of 1, or rounded to 4 digits or more. Raises ValueError with a sentence for an unknown name, a wrong shape
    or a number that is not finite, or where it takes over ``limit`` seconds; TypeError for what is no Run.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1 2; 3 4; 5 6"))
    >>> diagnose(run, {"dWh": run.gradients.params.Wh.round(4)}).right
    True
    >>> print(diagnose(run, {"h": run.trace.signals["h"][0], "dWh": -run.gradients.params.Wh}))
    1 of 2 differ, and a known mistake explains it.
    dWh, row 1, column 1: -0.0127428 was handed in, 0.0127428 is right.
    The sign is wrong. A gradient points uphill: dL/dy is y − t, or p − t; the minus belongs to the update, W − η dW.
    """
    check_run(run, "diagnose")
    if not isinstance(given, Mapping):
        raise TypeError(
            _("{given} was handed in; give a mapping of names to arrays, such as {example}.").format(
                given=type(given).__name__, example=EXAMPLE
            )
        )
    cost = runs_cost(run.params, run.batch.trace, len(VARIANTS))  # to make a mistake takes about a run of its own
    check_cost(cost, limit, _("Take fewer steps, examples or units."))
    return explain(run, given, all_ways(run))


def all_ways(run: Run) -> Iterator[Way]:
    """Every known mistake, made in every known way."""
    for name, variant in VARIANTS.items():
        for numbers in variant.gives(run):
            yield name, numbers


def explain(run: Run, given: Mapping[str, object], ways: Iterable[Way]) -> Diagnosis:
    """As ``diagnose``, trying these ways of being mistaken."""
    known = quantities(run)
    named = by_known_name(given, known)
    arrays = {name: as_numbers(name, named[name]) for name in known if name in named}
    arrays = {name: array for name, array in arrays.items() if not np.isnan(array).all()}
    every = readings(arrays, known, example_in_view(run))
    tried = sorted((compare(reading, known) for reading in every), key=lambda comparison: comparison.faults)
    best, mistakes = tried[0], ()
    if best.faults:
        best, mistakes = likely(tried, known, ways)
    return Diagnosis(best.findings, best.first, mistakes, tuple(notes(run, best.reading)))


def likely(tried: Sequence[Comparison], known: Known, ways: Iterable[Way]) -> tuple[Comparison, tuple[Mistake, ...]]:
    """The first reading that known mistakes explain, and these: what fits exactly before what fits when rounded."""
    fits: list[dict[str, bool]] = [{} for _comparison in tried]
    for name, numbers in ways:
        for comparison, found in zip(tried, fits, strict=True):
            if comparison.wrong and not found.get(name) and fit(comparison, known, numbers, all_agree):
                found[name] = fit(comparison, known, numbers, all_exact)
    for comparison, found in zip(tried, fits, strict=True):
        mixes = mixed(comparison, known)
        if found or mixes:
            named = sorted(found, key=lambda name: not found[name])
            turned = mixes or comparison.reading.turned
            rows = [Mistake("rows_for_columns", turned)] if turned else []
            named = [name for name in named if not rows or name != "rows_for_columns"]
            return comparison, (*rows, *(Mistake(name, comparison.wrong) for name in named))
    return tried[0], ()


def fit(
    comparison: Comparison, known: Known, numbers: Mapping[str, Array], alike: Callable[[Array, Array], bool]
) -> bool:
    """Whether somebody mistaken, who gets ``numbers`` and is right in all else, hands in what was handed in."""
    arrays, wrong = comparison.reading.arrays, comparison.wrong
    if not numbers.keys() >= set(wrong):
        return False
    touched = (*wrong, *(numbers.keys() & arrays.keys()).difference(wrong))
    return all(same(arrays[name], known[name].right, numbers[name], alike) for name in touched)


def same(given: Array, truth: Array, numbers: Array, alike: Callable[[Array, Array], bool]) -> bool:
    """Whether the entries that are compared with the ``truth`` are those of ``numbers``."""
    at = comparable(given, truth)
    return alike(given[at], numbers[at])


def mixed(comparison: Comparison, known: Known) -> tuple[str, ...]:
    """The matrices with rows for columns, if they are all that differs while others have rows for rows."""
    other, wrong = comparison.reading.transposed, comparison.wrong
    if all(name in other and same(other[name], known[name].right, known[name].right, all_agree) for name in wrong):
        return (*comparison.reading.turned, *wrong)
    return ()


def notes(run: Run, reading: Reading) -> Iterator[str]:
    """What was assumed in reading, a sentence each."""
    yield from (_(NOTES[convention]) for convention in reading.conventions)
    N = len(run.batch.target)
    if N > 1 and run is run.batch and any(one_of(array, N) for array in reading.arrays.values()):
        yield _("One example was handed in: it is read as the first of the batch.")
    if run.overflow:
        yield _("Numbers of the run that are not finite are compared with nothing.")


def one_of(array: Array, N: int) -> bool:
    """Whether a signal has numbers of the first example only."""
    return array.ndim == 3 and len(array) == N and bool(np.isnan(array[1:]).all())
