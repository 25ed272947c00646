"""A series of numbers from a file: a CSV or a text as spreadsheets save it, read or refused with a sentence."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.data.limits import MAX_BYTES, MAX_SIZE, MAX_VALUES, at_most
from rnnviz.core.text.typed import NUMBER, half_width, read_number, shorten
from rnnviz.i18n import _

QUOTED_BYTES = 8
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]")
ONE_COLUMN = "\x1f"  # as a delimiter; text that holds it is refused
QUOTED = re.compile(r'"[^"]*"')
DECIMAL_COMMA = re.compile(r"^([+-]?\d*),(?=\d*(?:[eE]|$))", re.ASCII)
LETTER = re.compile(r"[^\W\d_]")
MISSING = {"na", "n/a", "nan", "null", "none", "inf", "infinity"}

# T rows of numbers, K columns

Row = tuple[int, list[str]]  # the row's number in the file, from 1, and its cells


class Series(NamedTuple):
    """K columns of T finite numbers; no two have the same name."""

    names: tuple[str, ...]
    values: Array  # (T, K)


def read_series(source: bytes) -> Series:
    r"""The table of numbers in a file that is UTF-8, UTF-16 or GB18030.

    Cells are apart by semicolons, tabs, commas or spaces; a first row of words names the columns. A decimal comma is
    read where semicolons or tabs part the cells. Raises ValueError with a sentence.

    >>> read_series("year;activity\n1700;5,0\n1701;11,5".encode())
    Series(names=('year', 'activity'), values=array([[1700. ,    5. ],
           [1701. ,   11.5]]))
    """
    rows = read_table(decode(source))
    first = rows[0][1]
    heading = is_heading(first)
    names = name_columns(first if heading else [""] * len(first))
    rows = rows[1:] if heading else rows
    if not rows:
        raise ValueError(
            _("The file has no numbers, only “{given}”. Give at least one row of numbers.").format(
                given=shorten(", ".join(first))
            )
        )
    at_most(len(rows) * len(names), MAX_VALUES, _("numbers in all"))
    refuse_words(names, rows)
    return Series(names, np.array([read_cells(names, *row) for row in rows]))


def column(series: Series, name: str) -> Array:
    """The numbers (T,) under a name."""
    if name not in series.names:
        raise ValueError(
            _("“{given}” is not a column. One of these is allowed: {allowed}.").format(
                given=shorten(name), allowed=", ".join(series.names)
            )
        )
    return series.values[:, series.names.index(name)]


def scaled(values: Array) -> Array:
    """(T, K) or (T,): each column from 0 to 1 and rounded to 4 digits; a column of equal numbers becomes 0.

    >>> scaled(np.array([[1700.0, 7.0], [1701.0, 7.0], [1703.0, 7.0]])).tolist()
    [[0.0, 0.0], [0.3333, 0.0], [1.0, 0.0]]
    """
    halves = values / 2  # so that the largest number minus the smallest is finite
    low = halves.min(axis=0)
    span = halves.max(axis=0) - low
    return ((halves - low) / np.where(span, span, 1.0)).round(4)


def decode(source: bytes) -> str:
    """The text of a file. Raises ValueError with a sentence where it is too large or no text."""
    if len(source) > MAX_BYTES:
        raise ValueError(
            _("The file has {given} bytes, at most {allowed} (2 MB) are allowed. Take a part of it.").format(
                given=len(source), allowed=MAX_BYTES
            )
        )
    for encoding in encodings(source):
        with suppress(UnicodeDecodeError):
            text = source.decode(encoding)
            if not CONTROL.search(text):
                return text
    beginning = shorten(source[:QUOTED_BYTES].decode("latin-1"))
    raise ValueError(
        _(
            "The file is not text; it begins with “{given}”. UTF-8, UTF-16 and GB18030 are read: "
            "save it as text, a table as CSV."
        ).format(given=beginning)
    )


def encodings(source: bytes) -> list[str]:
    """What ``source`` may be encoded as, likeliest first."""
    for mark, encoding in MARKS.items():
        if source.startswith(mark):
            return [encoding]
    if b"\0" in source:  # UTF-16 has one beside every digit
        return ["utf-16-be" if source[::2].count(0) > source[1::2].count(0) else "utf-16-le"]
    return ["utf-8", "gb18030"]


def read_table(text: str) -> list[Row]:
    r"""Rows of equally many cells; what is empty at a row's end is left out.

    >>> read_table("x, y,\n\n1, 2,")
    [(1, ['x', 'y']), (3, ['1', '2'])]
    """
    text = half_width(text)
    delimiter = find_delimiter(text)
    rows = list(split_rows(text.splitlines(keepends=True), delimiter))
    if not rows:
        raise ValueError(_("The file is empty. Give a table of numbers, a row for each step."))
    check_widths(rows)
    return with_points(rows) if delimiter in ";\t" else rows


def find_delimiter(text: str) -> str:
    r"""The first of ``;``, tab, comma and space that parts numbers; headings may hold any of them.

    >>> find_delimiter("mean temperature; noon\n5, 6")
    ','
    """
    lines = [line.strip() for line in QUOTED.sub("0", text).splitlines() if line.strip()]
    numbers = "\n".join(lines[1:] or lines)
    return next((delimiter for delimiter in ";\t, " if delimiter in numbers), ONE_COLUMN)


def split_rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    """The rows that are not empty."""
    if delimiter == " ":
        lines = [" ".join(line.split()) for line in lines]
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            while row and not row[-1]:
                row.pop()
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise ValueError(
            _(
                "Row {row}: quotation marks do not pair, or a cell is far too long. "
                "Delete the quotation marks; numbers need none."
            ).format(row=reader.line_num)
        ) from error


def check_widths(rows: Sequence[Row]) -> None:
    first, cells = rows[0]
    if len(cells) > MAX_SIZE:
        raise ValueError(
            _("Row {row} has {given} columns, at most {allowed} are allowed. Write each step in a row.").format(
                row=first, given=len(cells), allowed=MAX_SIZE
            )
        )
    for number, row in rows:
        if len(row) != len(cells):
            raise ValueError(
                _("Row {row} has {given} columns, row {first} has {allowed}. Give every row equally many.").format(
                    row=number, given=len(row), first=first, allowed=len(cells)
                )
            )


def with_points(rows: list[Row]) -> list[Row]:
    """Decimal commas as points; where the file has decimal points, a comma parts thousands and is left to be refused.

    >>> with_points([(1, ["-1,5e3", "1,234,567", "x,y"])])
    [(1, ['-1.5e3', '1,234,567', 'x,y'])]
    """
    if any("." in cell and NUMBER.fullmatch(cell) for _row, cells in rows for cell in cells):
        return rows
    return [(row, [DECIMAL_COMMA.sub(r"\1.", cell) for cell in cells]) for row, cells in rows]


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row names columns: no number in it but a word, other than one for a number that is missing."""
    words = [cell for cell in cells if LETTER.search(cell) and cell.lower().strip("+-") not in MISSING]
    return bool(words) and not any(map(NUMBER.fullmatch, cells))


def name_columns(headings: Sequence[str]) -> tuple[str, ...]:
    """A different name for each column.

    >>> name_columns(["x", "", "x"])
    ('x', 'Column 2', 'x (3)')
    """
    names = []
    for k, heading in enumerate(headings, 1):
        name = shorten(heading).strip() or _("Column {column}").format(column=k)
        while name in names:
            name += f" ({k})"
        names.append(name)
    return tuple(names)


def refuse_words(names: Sequence[str], rows: Sequence[Row]) -> None:
    cells = zip(*(row for _row, row in rows), strict=True)
    words = [name for name, column in zip(names, cells, strict=True) if not any(map(NUMBER.fullmatch, column))]
    if words:
        raise ValueError(
            _("No numbers stand in these columns: {given}. Only numbers are read; delete these columns.").format(
                given=shorten(", ".join(words), 120)
            )
        )


def read_cells(names: Sequence[str], row: int, cells: Sequence[str]) -> list[float]:
    where = _("Row {row}, column “{column}”")
    return [read_number(cell, where.format(row=row, column=name)) for name, cell in zip(names, cells, strict=True)]
