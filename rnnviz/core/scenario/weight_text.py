"""Weights set by hand, cell by cell, as one short text."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from rnnviz.core.arrays import Array, Shape
from rnnviz.core.data.limits import MAX_WEIGHTS, at_most
from rnnviz.core.text.array_like import numbers_and_gaps
from rnnviz.core.text.typed import quoted, read_number, shorten
from rnnviz.i18n import _

VERSION = "1"


def write_weights(weights: object) -> str:
    """Weights set by hand as text, NaN or None where a cell stays as drawn; text stays as it is.

    ``1*Wx*2*.5_.2_.1_.3*`` is version 1, then name, columns and cells of each matrix, then an end by which a
    text cut short is known. A float's shortest exact decimal form is used, so nothing is lost.

    >>> write_weights({"Wh": [[0.5, None], [None, -2.0]]})
    '1*Wh*2*.5___-2*'
    """
    if isinstance(weights, str):
        return weights
    if not isinstance(weights, Mapping):
        raise ValueError(
            _("Weights: {given} was given. Give a mapping of names to matrices, such as {example}.").format(
                given=type(weights).__name__, example='{"Wh": [[0.5]]}'
            )
        )
    parts = [VERSION]
    for name, matrix in weights.items():
        array = as_matrix(quoted(name), matrix)
        if not np.isnan(array).all():
            cells = "_".join("" if np.isnan(v) else shortest(v) for v in array.ravel().tolist())
            parts += [quoted(name), str(array.shape[1]), cells]
    return "*".join([*parts, ""]) if len(parts) > 1 else ""


def shortest(value: float) -> str:
    """The fewest characters that are read back as exactly ``value``; an address has room for few.

    >>> [shortest(value) for value in (-0.25, 3.0, 10.5, -0.0, 1e-07)]
    ['-.25', '3', '10.5', '-0', '1e-07']
    """
    return re.sub(r"^(-?)0\.", r"\1.", repr(value).removesuffix(".0"))


def as_matrix(name: str, matrix: object) -> Array:
    where = shorten(name, 8)
    try:
        array = np.atleast_2d(numbers_and_gaps(matrix))
    except ValueError as error:
        raise ValueError(_("Weights, {name}: {problem}").format(name=where, problem=error)) from None
    at_most(array.size, MAX_WEIGHTS, _("numbers in a matrix"))
    if array.ndim == 2 and array.size:
        return array
    raise ValueError(
        _("Weights: {name} is not a matrix of numbers: {given}. Give rows of equally many numbers.").format(
            name=where, given=quoted(matrix)
        )
    )


@lru_cache(maxsize=4)  # a page reads the same text again and again; 4 of the longest take 20 MB
def read_weights(text: str) -> Mapping[str, Array]:
    """The matrices that ``write_weights`` wrote, NaN where a cell stays as drawn; read-only.

    >>> read_weights("1*Wh*2*0.5___-2.0*")["Wh"]
    array([[ 0.5,  nan],
           [ nan, -2. ]])
    """
    if not text:
        return {}
    if len(text) > MAX_WEIGHTS:
        raise ValueError(
            _(
                "Weights: {given} characters were given, at most {allowed} are allowed. Set fewer weights by hand."
            ).format(given=len(text), allowed=MAX_WEIGHTS)
        )
    parts = text.strip().split("*")
    if len(parts) < 5 or len(parts) % 3 != 2 or parts[0] != VERSION or parts[-1]:
        raise ValueError(
            _("Weights: “{given}” is not whole. A link must be copied to its end; a text ends with “*”.").format(
                given=shorten(text)
            )
        )
    found: dict[str, Array] = {}
    for name, columns, cells in zip(parts[1:-1:3], parts[2:-1:3], parts[3:-1:3], strict=True):
        if name in found:
            raise ValueError(_("Weights: {name} is given twice. Give each matrix once.").format(name=shorten(name, 8)))
        found[name] = read_matrix(name, columns, cells)
        found[name].flags.writeable = False
    return MappingProxyType(found)


def read_matrix(name: str, columns: str, cells: str) -> Array:
    where = shorten(name, 8)
    values = [read_number(cell, where) if cell else np.nan for cell in cells.split("_")]
    if not columns.isdecimal() or len(columns) > 4 or not int(columns) or len(values) % int(columns):
        raise ValueError(
            _("Weights: {name} has {given} cells in rows of “{columns}”. Copy the link to its end.").format(
                name=where, given=len(values), columns=shorten(columns, 8)
            )
        )
    return np.array(values).reshape(-1, int(columns))


def check_shapes(weights: Mapping[str, Array], shapes: Mapping[str, Shape]) -> None:
    """Raise a sentence where a matrix set by hand has no place in the network or another shape."""
    for name, matrix in weights.items():
        if name not in shapes:
            raise ValueError(
                _("Weights: {given} is not a matrix of this network. It has {allowed}.").format(
                    given=shorten(name, 8), allowed=", ".join(shapes)
                )
            )
        if matrix.shape != shapes[name]:
            raise ValueError(
                _(
                    "Weights: {name} has shape {given}, but these sizes need {allowed}. Change the sizes or the matrix."
                ).format(name=name, given="{}×{}".format(*matrix.shape), allowed="{}×{}".format(*shapes[name]))
            )


def refit(weights: Mapping[str, Array], shapes: Mapping[str, Shape]) -> dict[str, Array]:
    """The part of each matrix that still has a place; new cells are left to be drawn.

    >>> refit({"Wh": np.array([[1.0, 2.0], [3.0, 4.0]])}, {"Wh": (3, 1)})
    {'Wh': array([[ 1.],
           [ 3.],
           [nan]])}
    """
    fitted = {}
    for name in shapes:
        if name not in weights:
            continue
        fitted[name] = np.full(shapes[name], np.nan)
        rows, columns = np.minimum(weights[name].shape, shapes[name])
        fitted[name][:rows, :columns] = weights[name][:rows, :columns]
    return fitted
