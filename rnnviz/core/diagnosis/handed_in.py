"""Somebody's own numbers as text or a file: JSON, CSV or NumPy's npz, in which nothing can be run."""

import json
import re
from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.csv_table import decode
from rnnviz.core.diagnosis.archive import MOST_ARRAYS, read_npz
from rnnviz.core.diagnosis.reading import as_numbers
from rnnviz.core.text.typed import half_width, read_number, shorten
from rnnviz.i18n import _

MOST_TEXT = 1_000_000  # characters
MOST_CELLS = 100_000  # of a CSV: reading them takes a third of a second
LEFT_OUT = {"", "null", "none", "nan", "na", "?"}
NUMBER_LIKE = re.compile(r"[+-]?[.\d]")

Row = list[str]


def read_handed_in(source: str | bytes) -> dict[str, Array]:
    r"""Arrays by name out of text, or out of the bytes of a file; NaN stands for what was left out.

    JSON is an object of nested lists, ``{"dWh": [[0.1, null], [0.3, 0.4]]}``. CSV has blocks: a line that begins with a
    name, and the rows below it, or a single one behind it; or the name stands before every row. Cells are apart by
    commas, semicolons or tabs, an empty cell is left out, and an empty line parts the examples of a batch. An npz is
    what ``numpy.savez`` writes. Raises ValueError with a sentence.

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
    if len(pairs) > MOST_ARRAYS:
        raise too_many(len(pairs))
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise twice(name)
        found[name] = value
    return found


def too_many(names: int) -> ValueError:
    return ValueError(
        _("{given} names were handed in; at most {allowed} are read. Hand in fewer.").format(
            given=names, allowed=MOST_ARRAYS
        )
    )


def twice(name: str) -> ValueError:
    return ValueError(_("{name} was handed in twice. Give each name once.").format(name=shorten(name)))


def read_csv(text: str) -> dict[str, object]:
    r"""The blocks of a CSV, each under its name; a column that is empty throughout a block is none.

    >>> read_csv("L;0.5;0.25\nh;;\n1;2;\n\n3;;")
    {'L': [0.5, 0.25], 'h': [[[1.0, 2.0]], [[3.0, nan]]]}
    """
    text = half_width(text)
    check_cells(text)
    blocks: dict[str, list[list[Row]]] = {}
    beside: set[str] = set()  # the names that stand before their rows
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in re.split(r"[;\t]" if re.search(r"[;\t]", line) else ",", line)]
        if is_name(cells[0]):
            first, *cells = cells
            if not (first == name and name in beside and any(cells)):
                name = begin(blocks, first)
            if any(cells):
                beside.add(name)
                blocks[name][-1].append(cells)
        elif not name and line.strip():
            raise ValueError(
                _(
                    "Line {line}: “{given}” stands below no name. Write a name such as dWh, and its rows below it."
                ).format(line=number, given=shorten(line))
            )
        elif name and line.strip():
            beside.discard(name)
            blocks[name][-1].append(cells)
        elif name and blocks[name][-1]:
            blocks[name].append([])
    found = {name: block(name, [rows for rows in blocks[name] if rows]) for name in blocks}
    return found | {name: found[name][0] for name in beside if len(found[name]) == 1}


def check_cells(text: str) -> None:
    """Refuse more cells than are read, before any is."""
    cells = sum(text.count(end) for end in ",;\t\n\r")
    if cells > MOST_CELLS:
        raise ValueError(
            _("The CSV has about {given} cells; at most {allowed} are read. Hand in fewer numbers.").format(
                given=cells, allowed=MOST_CELLS
            )
        )


def begin(blocks: dict[str, list[list[Row]]], name: str) -> str:
    """Begin the block of ``name``."""
    if name in blocks:
        raise twice(name)
    if len(blocks) == MOST_ARRAYS:
        raise too_many(len(blocks) + 1)
    blocks[name] = [[]]
    return name


def is_name(cell: str) -> bool:
    return cell.lower() not in LEFT_OUT and not NUMBER_LIKE.match(cell)


def block(name: str, examples: list[list[Row]]) -> Sequence[object]:
    """The numbers of one name: rows, or rows for each example."""
    found = numbers(name, examples)
    return found if len(found) > 1 else found[0] if found else []


def numbers(name: str, examples: list[list[Row]]) -> list[list[list[float]]]:
    """Cells as numbers, without the columns at the end that are empty throughout."""
    width = max((at for rows in examples for row in rows for at, cell in enumerate(row, 1) if cell), default=0)
    where = shorten(name)
    return [[[number(cell, where) for cell in row[:width]] for row in rows] for rows in examples]


def number(cell: str, where: str) -> float:
    return np.nan if cell.lower() in LEFT_OUT else read_number(cell, where)
