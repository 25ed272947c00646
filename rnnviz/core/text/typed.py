"""Numbers and symbols as people type them: steps apart by ``;``, examples of a batch apart by ``|``."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from math import log10
from typing import TypeVar

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.i18n import _

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("\N{MINUS SIGN}"): "-"}
Item = TypeVar("Item")


def half_width(text: str) -> str:
    """``text`` with what a Chinese keyboard types, as the ASCII it means.

    >>> half_width("０.２；−１")
    '0.2;-1'
    """
    return text.translate(HALF_WIDTH)


def shorten(text: str, most: int = 40) -> str:
    """``text`` fit to be quoted in a sentence: one line, no control characters, at most ``most`` long."""
    line = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text[: most + 1])
    return line if len(text) <= most else line[: most - 1] + "…"


def distinct(names: Iterable[str], most: int = 40) -> list[str]:
    """``names`` at most so long each; those that would become alike have a number.

    >>> distinct(["tick", "international", "internationally"], 9)
    ['tick', 'internat…', 'interna…2']
    """
    short: list[str] = []
    for name in names:
        label, number = shorten(name, most), 1
        while label in short:
            number += 1
            label = shorten(name, most - len(str(number))) + str(number)
        short.append(label)
    return short


def quoted(given: object) -> str:
    """Anything as it is quoted in a sentence. Python writes no whole number of more than 4,300 digits out; its size is.

    >>> quoted([1, 2]), quoted(10**5000), quoted([10**5000])
    ('[1, 2]', '≈ 10^5000', 'list')
    """
    with suppress(Exception):
        return shorten(str(given))
    return f"≈ 10^{round(given.bit_length() * log10(2))}" if isinstance(given, int) else type(given).__name__


def read_number(token: str, where: str) -> float:
    """One finite decimal number; ``where`` opens the sentence if it is not one.

    >>> read_number("-.5e-1", "x")
    -0.05
    >>> read_number("1,5", "Wx, row 1, column 2")
    Traceback (most recent call last):
        ...
    ValueError: Wx, row 1, column 2: “1,5” is not a number. Write numbers such as 0.5, -2 or 1e-3, with a decimal point.
    """
    token = half_width(token).strip()
    if not NUMBER.fullmatch(token):
        raise ValueError(
            _(
                "{where}: “{given}” is not a number. Write numbers such as 0.5, -2 or 1e-3, with a decimal point."
            ).format(where=where, given=shorten(token))
        )
    if not np.isfinite(value := float(token)):
        raise ValueError(
            _(
                "{where}: “{given}” is too large. Numbers up to 1.79e308 can be computed with; write a smaller one."
            ).format(where=where, given=shorten(token))
        )
    return value


def read_id(token: str, where: str) -> int:
    """One symbol's number, a whole number from 0.

    >>> read_id("-1", "Targets")
    Traceback (most recent call last):
        ...
    ValueError: Targets: “-1” is not a symbol's number. Write whole numbers from 0, such as 0 3 1.
    """
    token = half_width(token).strip()
    if not re.fullmatch(r"\d{1,9}", token, re.ASCII):
        raise ValueError(
            _("{where}: “{given}” is not a symbol's number. Write whole numbers from 0, such as 0 3 1.").format(
                where=where, given=shorten(token)
            )
        )
    return int(token)


def read_steps(text: str, where: str, read: Callable[[str, str], Item]) -> list[list[list[Item]]]:
    """Examples of steps of items; empty steps are refused, a trailing ``;`` is not.

    >>> read_steps("0.2 0.4; 0.2 0.4 | 1 2; 3 4;", "Sequence", read_number)
    [[[0.2, 0.4], [0.2, 0.4]], [[1.0, 2.0], [3.0, 4.0]]]
    """
    examples = []
    for steps in split_steps(text):
        for t, step in enumerate(steps, 1):
            if not step:
                raise ValueError(
                    _("{where}: step {t} is empty. Write at least one entry for each step, steps apart by “;”.").format(
                        where=where, t=t
                    )
                )
        examples.append([[read(token, where) for token in step] for step in steps])
    return examples


def split_steps(text: str) -> list[list[list[str]]]:
    """Examples of steps of entries as they were typed.

    >>> split_steps("0.2, 0.4; x | ;")
    [[['0.2', '0.4'], ['x']], [[]]]
    """
    examples = [example.strip().removesuffix(";").split(";") for example in half_width(text).split("|")]
    return [[re.sub(r",(\s|$)", " ", step).split() for step in example] for example in examples]


@lru_cache(maxsize=8)  # a page, and a link with something wrong, reads the same texts again and again
def read_rows(text: str, where: str) -> Array:
    """Numbers as an array (N, T, K), read-only; each step needs equally many, each example equally many steps."""
    examples = read_steps(text, where, read_number)
    same_lengths([len(example) for example in examples], where)
    width = len(examples[0][0])
    for example in examples:
        for t, step in enumerate(example, 1):
            if len(step) != width:
                raise ValueError(
                    _(
                        "{where}: step {t} has {given} numbers, step 1 has {allowed}. "
                        "Give every step equally many, steps apart by “;”."
                    ).format(where=where, t=t, given=len(step), allowed=width)
                )
    return read_only(np.array(examples, dtype=float))


@lru_cache(maxsize=8)
def read_ids(text: str, where: str) -> Array:
    """Symbols' numbers as an array (N, T), read-only; steps may be apart by spaces or by ``;``."""
    examples = [[i for step in example for i in step] for example in read_steps(text, where, read_id)]
    same_lengths([len(example) for example in examples], where)
    return read_only(np.array(examples, dtype=int))


def read_only(array: Array) -> Array:
    array.flags.writeable = False
    return array


def same_lengths(lengths: list[int], where: str) -> None:
    for n, length in enumerate(lengths, 1):
        if length != lengths[0]:
            raise ValueError(
                _(
                    "{where}: example {n} has {given} steps, example 1 has {allowed}. "
                    "Give all examples of a batch equally many, examples apart by “|”."
                ).format(where=where, n=n, given=length, allowed=lengths[0])
            )
