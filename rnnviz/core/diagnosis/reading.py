"""How an array that was handed in may be read: rows or columns, steps or units first, one example or the batch."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.diagnosis.names import Quantity
from rnnviz.core.run import Run
from rnnviz.core.text.array_like import numbers_and_gaps
from rnnviz.i18n import N_, _

# N examples in a batch, T steps, K numbers of a step
CONVENTIONS = {
    "matrix": ("rows", "columns"),
    "signal": ("steps", "units", "time"),
    "start": ("steps", "units"),  # somebody whose signals have a row for each unit may have h0 as (N, H) all the same
    "loss": ("total", "example"),
}
NOTES = {
    "columns": N_("The matrices are read as W[to][from], for column vectors; the page has W[from][to]."),
    "units": N_("The signals are read with a row for each unit and a column for each step."),
    "time": N_("The signals are read with the steps before the examples: (T, N, ·)."),
    "example": N_("The loss is read as that of the one example in view."),
}


class Reading(NamedTuple):
    """All that was handed in, read one way: arrays of the right numbers' shapes, NaN where something was left out.

    ``transposed``: the matrices that could be read the other way. ``turned``: those that can be read only the other way
    than the rest. ``conventions``: those that are not the page's.
    """

    arrays: Mapping[str, Array]
    transposed: Mapping[str, Array]
    matrices: tuple[str, ...]
    turned: tuple[str, ...]
    conventions: tuple[str, ...]

    @property
    def columns(self) -> set[str]:
        """The matrices that are read as W[to][from]."""
        return set(self.turned) ^ (set(self.matrices) if "columns" in self.conventions else set())


def example_in_view(run: Run) -> int | None:
    """The number, from 0, of the one example in view."""
    whole = run.batch
    if run is whole:
        return None
    same = [
        np.array_equal(run.trace.given[:, 0], whole.trace.given[:, n])
        and np.array_equal(run.target[0], whole.target[n])
        and all(np.array_equal(start[0], whole.trace.start[name][n]) for name, start in run.trace.start.items())
        for n in range(len(whole.target))
    ]
    return same.index(True)


def as_numbers(name: str, value: object) -> Array:
    """``value`` as float64; None and NaN are entries left out. Raises ValueError with a sentence."""
    array = None
    with suppress(ValueError):
        array = numbers_and_gaps(value)
    if array is None or array.ndim > 3:
        raise ValueError(
            _(
                "{name}: this is no array of numbers with at most three axes. "
                "Give nested lists of numbers, every row of equal length; null leaves an entry out."
            ).format(name=name)
        )
    if np.isinf(array).any():
        raise ValueError(
            _("{name} has a number that is not finite. Give finite numbers; null or NaN leaves an entry out.").format(
                name=name
            )
        )
    return array


def readings(given: Mapping[str, Array], known: Mapping[str, Quantity], n: int | None) -> Iterator[Reading]:
    """Every way of reading all that was handed in, the page's own conventions first; example ``n`` is in view."""
    ways = {name: ways_to_read(known[name], array, n) for name, array in given.items()}
    used = {
        kind: [label for label in labels if any(label in way for way in ways.values())] or [""]
        for kind, labels in CONVENTIONS.items()
    }
    seen = set()
    for chosen in product(*used.values()):
        labels = {name: label_of(known[name].kind, chosen) for name in ways}
        arrays = {name: way.get(labels[name], next(iter(way.values()))) for name, way in ways.items()}
        other = {name: array for name, way in ways.items() for label, array in way.items() if label != labels[name]}
        if (ids := tuple(map(id, arrays.values()))) not in seen:
            seen.add(ids)
            matrices = tuple(name for name in ways if known[name].kind == "matrix")
            transposed = {name: other[name] for name in matrices if len(ways[name]) > 1}
            turned = tuple(name for name in matrices if not {labels[name], ""} & ways[name].keys())
            noted = tuple(dict.fromkeys(label for label in chosen if label in NOTES))
            yield Reading(arrays, transposed, matrices, turned, noted)


def label_of(kind: str, chosen: tuple[str, ...]) -> str:
    """Which of the ``chosen`` conventions says how such a quantity is read."""
    kinds = dict(zip(CONVENTIONS, chosen, strict=True))
    return kinds["matrix" if kind not in kinds else kind]


def ways_to_read(quantity: Quantity, given: Array, n: int | None) -> dict[str, Array]:
    """The readings that the shape permits, by convention. Raises ValueError with a sentence where it permits none."""
    if quantity.kind in ("signal", "start"):
        ways = signal_ways(quantity.right, given, n)
    elif quantity.kind == "loss":
        ways = loss_ways(quantity.right, given, n)
    else:
        ways = weight_ways(quantity, given)
    if not ways:
        raise ValueError(
            _("{name}: shape {given} was given, {needed} is needed.").format(
                name=quantity.name, given=shape(given), needed=_(" or ").join(dict.fromkeys(shapes_needed(quantity)))
            )
        )
    return ways


def shape(array: Array) -> str:
    return "×".join(map(str, array.shape)) or _("of a single number")


def shapes_needed(quantity: Quantity) -> Iterator[str]:
    """The shapes a sentence names, for one example and for the batch."""
    right = quantity.right
    if quantity.kind == "loss":
        yield _("a single number")
    elif right.ndim < 3:
        yield shape(right)
    else:
        one = right[0] if quantity.kind == "signal" else right[0, 0]
        yield shape(one)
        if len(right) > 1:
            yield shape(right if quantity.kind == "signal" else right[:, 0])


def signal_ways(right: Array, given: Array, n: int | None) -> dict[str, Array]:
    """A signal of one example or of all, perhaps of its first steps only."""
    N, T, K = right.shape
    candidates: list[tuple[str, Array]] = []
    if given.ndim == 3:
        candidates = [("steps", given), ("time", given.swapaxes(0, 1)), ("units", given.swapaxes(1, 2))]
    if given.ndim == 2:
        candidates.append(("steps", given[None]))
        candidates += [("steps", given[..., None])] if K == 1 else []
        candidates += [("steps", given[:, None])] if T == 1 else []
        candidates.append(("units", given.T[None]))
        candidates += [("units", given.T[:, None])] if T == 1 else []
    if given.ndim == 1:
        candidates += [("steps", given[None, :, None])] if K == 1 else []
        candidates += [("steps", given[None, None])] if T == 1 else []
        candidates += [("steps", given[:, None, None])] if T == K == 1 else []
    if given.ndim == 0:
        candidates.append(("steps", given.reshape(1, 1, 1)))
    ways: dict[str, Array] = {}
    for label, array in candidates:
        examples, steps, width = array.shape
        if label not in ways and examples in (1, N) and steps <= T and width == K:
            ways[label] = np.full(right.shape, np.nan)
            ways[label][(n or 0) if examples == 1 else slice(None), :steps] = array
    return ways


def loss_ways(right: Array, given: Array, n: int | None) -> dict[str, Array]:
    """The loss of the whole batch, or of the one example in view."""
    ways = {}
    if given.size == 1:
        for label, at in {"total": -1, "example": n}.items():
            if at is not None:
                ways[label] = np.full(right.shape, np.nan)
                ways[label][at] = given.item()
    return ways


def weight_ways(quantity: Quantity, given: Array) -> dict[str, Array]:
    """A matrix in either convention; one of a single row or column, and a bias, however it lies."""
    right = quantity.right
    if quantity.kind == "bias" or 1 in right.shape:
        flat = given.size == right.size and given.squeeze().ndim <= 1
        return {"": given.reshape(right.shape)} if flat else {}
    if quantity.kind == "table":
        return {"": given} if given.shape == right.shape else {}
    ways = {"rows": given} if given.shape == right.shape else {}
    return ways | ({"columns": given.T} if given.shape == right.T.shape else {})
