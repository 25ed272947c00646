"""The initial state: the numbers that a network begins with, for every example, layer and state, or zeros."""

from contextlib import suppress
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.text.array_like import numbers
from rnnviz.core.text.typed import read_rows
from rnnviz.i18n import _

# N examples, H hidden units


def read_h0(text: str, examples: int, layers: int, states: int, hidden: int) -> list[tuple[Array, ...]]:
    """The states before the first step, layer by layer, (N, H) each; an empty text is zeros.

    >>> read_h0("0.5 0.25; 1 2", 1, 2, 1, 2)
    [(array([[0.5 , 0.25]]),), (array([[1., 2.]]),)]
    """
    count = layers * states
    rows = read_rows(text, _("Initial state h0")) if text.strip() else np.zeros((1, count, hidden))
    if text.strip() and rows.shape != (examples, count, hidden):
        raise ValueError(
            _(
                "Initial state h0: {given} (examples × rows × numbers) was given, {allowed} is needed. "
                "Give rows of {hidden} numbers for each example, apart by “|”, or leave it empty for zeros."
            ).format(given="×".join(map(str, rows.shape)), allowed=f"{examples}×{count}×{hidden}", hidden=hidden)
        )
    rows = np.broadcast_to(rows, (examples, count, hidden))
    return [tuple(rows[:, layer * states + i] for i in range(states)) for layer in range(layers)]


def one_for_all(values: Any) -> Any:
    """An initial state (H,) or (N, H) as (N, 1, H)."""
    with suppress(ValueError):  # of what is no array, which gets its sentence later
        array = numbers(values)
        return np.atleast_2d(array)[:, None] if array.ndim < 3 else array
    return values
