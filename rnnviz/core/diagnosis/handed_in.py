"""Somebody's own numbers as text or a file: JSON, CSV or NumPy's npz, in which nothing can be run."""

import json
import re
from collections.abc import Mapping

import numpy as np

from rnnviz.core.diagnosis.archive import MOST_ARRAYS, read_npz
from rnnviz.core.diagnosis.reading import as_numbers
from rnnviz.core.params import Array
from rnnviz.core.series import decode
from rnnviz.core.typed import half_width, read_number, shorten
from rnnviz.i18n import _

MOST_TEXT = 1_000_000  # characters
LEFT_OUT = {"", "null", "none", "nan", "na", "?"}
NUMBER_LIKE = re.compile(r"[+-]?[.\d]")

Row = list[str]


def read_handed_in(source: str | bytes) -> dict[str, Array]:
    r"""Arrays by name out of text, or out of the bytes of a file; NaN stands for what was left out.

    JSON is an object of nested lists, ``{"dWh": [[0.1, null], [0.3, 0.4]]}``. CSV has blocks: a line that begins with a
    name, and the rows below it, or a single one behind it. Cells are apart by commas, semicolons or tabs, an empty cell
    is left out, and an empty line parts the examples of a batch. An npz is what ``numpy.savez`` writes. Raises
    ValueError with a sentence.

    >>> read_handed_in('{"dWh": [[0.1, null]]}')
    {'dWh': array([[0.1, nan]])}
    >>> read_handed_in("h\n0.1,0.2\n,0.4\n\nloss,0.5")
    {'h': array([[0.1, 0.2],
           [nan, 0.4]]), 'loss': array([0.5])}
    """
    if isinstance(source, bytes) and source.startswith(b"PK"):
        return each_as_numbers(read_npz(source))
    text = (decode(source) if isinstance(source, bytes) else source).strip("\ufeff \t\r\n")
    if len(text) > MOST_TEXT:
        raise ValueError(
            _("{given} characters were handed in; at most {allowed} are read. Hand in fewer numbers.").format(
                given=len(text), allowed=MOST_TEXT
            )
        )
    found = read_json(text) if text.startswith(("{", "[")) else read_csv(text)
    if len(found) > MOST_ARRAYS:
        raise ValueError(
            _("{given} names were handed in; at most {allowed} are read. Hand in fewer.").format(
                given=len(found), allowed=MOST_ARRAYS
            )
        )
    return each_as_numbers(found)


def each_as_numbers(found: Mapping[str, object]) -> dict[str, Array]:
    return {name: as_numbers(shorten(name), value) for name, value in found.items()}


EXAMPLE = '{"dWh": [[0.5, null]]}'


def read_json(text: str) -> Mapping[str, object]:
    """The object of a JSON text; its numbers are floats.

    >>> read_json("[1]")
    Traceback (most recent call last):
        ...
    ValueError: The JSON is no object. Write names and their numbers, such as {"dWh": [[0.5, null]]}.
    """
    try:
        found = json.loads(text, parse_int=float, object_pairs_hook=each_once)
    except json.JSONDecodeError as error:
        raise ValueError(
            _(
                "The JSON cannot be read at line {line}, column {column}. "
                "Write names and their numbers, such as {example}."
            ).format(line=error.lineno, column=error.colno, example=EXAMPLE)
        ) from None
    except RecursionError:
        raise ValueError(_("The JSON is nested too deeply. Lists in lists in lists are enough.")) from None
    if not isinstance(found, dict):
        raise ValueError(
            _("The JSON is no object. Write names and their numbers, such as {example}.").format(example=EXAMPLE)
        )
    return found


def each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise twice(next(name for name in names if names.count(name) > 1))
    return found


def twice(name: str) -> ValueError:
    return ValueError(_("{name} was handed in twice. Give each name once.").format(name=shorten(name)))


def read_csv(text: str) -> dict[str, object]:
    r"""The blocks of a CSV, each under its name; a column that is empty throughout a block is none.

    >>> read_csv("L;0.5;0.25\nh;;\n1;2;\n\n3;;")
    {'L': [0.5, 0.25], 'h': [[[1.0, 2.0]], [[3.0, nan]]]}
    """
    blocks: dict[str, list[list[Row]]] = {}
    behind: dict[str, Row] = {}
    name = ""
    for number, line in enumerate(half_width(text).splitlines(), 1):
        cells = [cell.strip() for cell in re.split(r"[;\t]" if re.search(r"[;\t]", line) else ",", line)]
        if is_name(cells[0]):
            name = cells[0]
            if name in blocks:
                raise twice(name)
            blocks[name], behind[name] = [[]], cells[1:]
        elif not name and line.strip():
            raise ValueError(
                _(
                    "Line {line}: “{given}” stands below no name. Write a name such as dWh, and its rows below it."
                ).format(line=number, given=shorten(line))
            )
        elif name and line.strip():
            blocks[name][-1].append(cells)
        elif name and blocks[name][-1]:
            blocks[name].append([])
    return {name: block(name, behind[name], [rows for rows in blocks[name] if rows]) for name in blocks}


def is_name(cell: str) -> bool:
    return cell.lower() not in LEFT_OUT and not NUMBER_LIKE.match(cell)


def block(name: str, behind: Row, examples: list[list[Row]]) -> object:
    """The numbers of one name: a row behind it, rows below it, or such rows for each example."""
    if any(behind) and not examples:
        return numbers(name, [[behind]])[0][0]
    if any(behind):
        examples = [[behind, *examples[0]], *examples[1:]]
    found = numbers(name, examples)
    return found if len(found) > 1 else found[0] if found else []


def numbers(name: str, examples: list[list[Row]]) -> list[list[list[float]]]:
    """Cells as numbers, without the columns at the end that are empty throughout."""
    width = max((at for rows in examples for row in rows for at, cell in enumerate(row, 1) if cell), default=0)
    where = shorten(name)
    return [[[number(cell, where) for cell in row[:width]] for row in rows] for rows in examples]


def number(cell: str, where: str) -> float:
    return np.nan if cell.lower() in LEFT_OUT else read_number(cell, where)
