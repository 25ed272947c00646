"""One line of arithmetic for people to read: its formula and its numbers come from one template."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from rnnviz.core.arrays import Array, Record

PLACE = re.compile(r"\{(\w+)\}")


class Given(NamedTuple):
    """A name in a template that is neither a weight nor a signal: how it is written, and what it is."""

    symbol: str
    compute: Callable[[Record], Array]


class Equation(NamedTuple):
    """What ``name`` is made of.

    ``template`` is LaTeX with ``{names}`` of signals and weights: filled with symbols it is the formula, filled with a
    step's numbers it is the calculation. ``{h_before}`` is the state before the step, ``{dh}`` the gradient at h,
    ``{WhT}`` a transposed weight. ``role`` is ``"sum"`` for what weights add up to, ``"gate"`` for what opens and shuts
    between 0 and 1.
    """

    name: str
    title: str
    template: str
    role: str = ""
    note: str = ""
    given: Mapping[str, Given] = MappingProxyType({})


def fill(template: str, names: Mapping[str, Any], write: Callable[[Any], str] = str) -> str:
    """``template`` with every ``{name}`` written out.

    >>> fill(r"{f} c + {g}", {"f": "f_t", "g": "g_t"})
    'f_t c + g_t'
    """
    return PLACE.sub(lambda match: write(names[match[1]]) if match[1] in names else match[0], template)


def without(template: str, left_out: set[str]) -> str:
    """``template`` without the terms ``+ {name}`` of what a network does without.

    >>> without("{x} {Wx} + {b}", {"b"})
    '{x} {Wx}'
    """
    return re.sub(r" \+ \{(\w+)\}(?![\w ]*\{)", lambda match: "" if match[1] in left_out else match[0], template)


def weight_symbol(name: str) -> str:
    """A weight's letter, with what it joins as its index.

    >>> weight_symbol("Wh"), weight_symbol("bxi"), weight_symbol("E")
    ('W_h', 'b_{xi}', 'E')
    """
    letter, index = name[0], name[1:]
    return letter + (f"_{{{index}}}" if len(index) > 1 else f"_{index}" if index else "")


def signal_symbol(name: str, step: str = "t") -> str:
    """A signal at a step; of a gate's sum the gate stands on top.

    >>> signal_symbol("c"), signal_symbol("ai"), signal_symbol("h", "{t-1}")
    ('c_t', 'a^i_t', 'h_{t-1}')
    """
    letter, gate = name[0], name[1:]
    return letter + (f"^{gate}" if gate else "") + f"_{step}"


def gradient_symbol(symbol: str) -> str:
    return rf"\frac{{\partial L}}{{\partial {symbol}}}"


def sent_symbol(symbol: str, by: str) -> str:
    """The part of a gradient that one step sends back."""
    return rf"\left.{gradient_symbol(symbol)}\right|_{{{by}}}"
