"""How numbers, names and sentences are written in a picture; stage/writing.js writes numbers likewise."""

import re
from html import escape

import numpy as np


def number(value: float) -> str:
    """``value`` to six decimals, or in scientific notation where those would hide it.

    >>> number(-0.2151474339), number(1.5e-9), number(0.0), number(float("nan"))
    ('−0.215147', '1.500e−09', '0.000000', 'NaN')
    """
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "∞" if value > 0 else "−∞"
    fits = value == 0 or 1e-4 <= abs(value) < 1e6
    return f"{value:.6f}".replace("-", "−") if fits else f"{value:.3e}".replace("-", "−")


def short(value: float) -> str:
    """``value`` to three digits.

    >>> short(-0.21514), short(1.5e-9)
    ('−0.215', '1.5e−09')
    """
    return f"{value:.3g}".replace("-", "−").replace("nan", "NaN").replace("inf", "∞")


def units(letter: str, count: int) -> list[str]:
    """Names of a vector's entries; what follows ``_`` is a subscript.

    >>> units("h", 2)
    ['h_1', 'h_2']
    """
    return [f"{letter}_{i}" for i in range(1, count + 1)]


def joined(*sentences: str) -> str:
    """The sentences that there are, one after the other."""
    return " ".join(filter(None, sentences))


def html(name: str) -> str:
    """``name`` as Plotly's pseudo-HTML, a user's symbol made harmless.

    >>> html("h_1"), html("<b>")
    ('h<sub>1</sub>', '&lt;b&gt;')
    """
    return re.sub(r"(?<=[^\W_]|′)_(\w+)", r"<sub>\1</sub>", escape(name))
