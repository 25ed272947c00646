"""Tasks of chosen length, drawn by a generator: how far back can a network remember?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnviz.core.text.array_like import write_rows
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import N_, _

# N examples, T steps, S steps of input, U answers

LENGTHS = range(2, 101)
EXAMPLES = range(1, 65)
PERIODS = (11.0, 13.0)  # steps
OWN_BITS = 16  # 65,536 beginnings are enough to tell all examples apart


class Made(NamedTuple):
    """``make(T, N, rng)`` gives settings of a Scenario; all four give the same settings.

    The same state of ``rng`` makes the same task. Raises ValueError with a sentence where T or N is out of range.
    """

    title: str
    about: str
    make: Callable[[int, int, np.random.Generator], dict[str, object]]


def parity(T: int, N: int, rng: np.random.Generator) -> dict[str, object]:
    """T bits in, at the end 1 if the number of ones is odd, else 0; examples differ as long as 2^T are enough.

    >>> task = parity(3, 2, np.random.default_rng(1))
    >>> task["inputs"], task["targets"]
    ('1; 1; 1 | 1; 0; 1', '1 | 0')
    """
    check_range(T, N)
    bits = rng.integers(2, size=(N, T))
    own = min(T, OWN_BITS)
    codes = rng.choice(2**own, N, replace=2**own < N)
    bits[:, :own] = codes[:, None] >> np.arange(own) & 1
    return settings("many_to_one", bits[..., None], bits.sum(1)[:, None, None] % 2, (1, 2), head="softmax")


def copy(T: int, N: int, rng: np.random.Generator) -> dict[str, object]:
    """T symbols in, then a 0 that says “now answer”: S = T + 1, and the U = T answers are those symbols.

    >>> task = copy(3, 1, np.random.default_rng(1))
    >>> task["inputs"], task["targets"]
    ('2; 3; 4; 0', '2; 3; 4')
    """
    check_range(T, N)
    symbols = rng.integers(1, 5, size=(N, T, 1))
    marked = np.concatenate([symbols, np.zeros((N, 1, 1), int)], axis=1)
    return settings("after_input", marked, symbols, (5, 5), encoding="ids", head="softmax")


def adding(T: int, N: int, rng: np.random.Generator) -> dict[str, object]:
    """T numbers of 0.001 to 0.999 in, each with a mark of 0 or 1; at the end the sum of the two that are marked.

    The adding problem of Hochreiter & Schmidhuber 1997, with both marks anywhere.

    >>> task = adding(3, 1, np.random.default_rng(1))
    >>> task["inputs"], task["targets"]
    ('0.473 0.0; 0.512 1.0; 0.755 1.0', '1.267')
    """
    check_range(T, N)
    thousandths = rng.integers(1, 1000, size=(N, T))
    marks = rng.permuted(np.tile(np.arange(T) < 2, (N, 1)), axis=1)
    sums = (thousandths * marks).sum(1)[:, None, None] / 1000
    return settings("many_to_one", np.stack([thousandths / 1000, marks], axis=2), sums, (2, 1))


def sine(T: int, N: int, rng: np.random.Generator) -> dict[str, object]:
    """T + 1 values of a sine of drawn phase and period, so that T steps each have a next value to say.

    >>> sine(3, 1, np.random.default_rng(1))["inputs"]
    '-0.0742; -0.5323; -0.8666; -0.9994'
    """
    check_range(T, N)
    phases = rng.uniform(0.0, 2 * np.pi, (N, 1))
    periods = rng.uniform(*PERIODS, (N, 1))
    waves = np.sin(2 * np.pi * np.arange(T + 1) / periods + phases).round(4) + 0.0  # + 0.0 leaves no −0.0
    return settings("step_by_step", waves[..., None], "", (1, 1))


MADE = {
    "parity": Made(
        N_("Parity of bits"),
        N_("Bits are read one by one; at the end: was the number of ones even (0) or odd (1)?"),
        parity,
    ),
    "copy": Made(
        N_("Copy from memory"),
        N_("Symbols are read, then a 0 that says “now answer”: the symbols must be repeated from memory."),
        copy,
    ),
    "adding": Made(
        N_("Adding two marked numbers"),
        N_("Numbers are read, two of them marked; at the end the sum of those two is asked for."),
        adding,
    ),
    "sine": Made(
        N_("Sine waves"),
        N_("What is the next value of the wave? Its period is about 12 steps, its phase is drawn."),
        sine,
    ),
}


def settings(
    shape: str,
    inputs: np.ndarray,  # (N, S, D), or symbols (N, S, 1)
    targets: np.ndarray | str,  # (N, U, O), or classes (N, U, 1)
    sizes: tuple[int, int],  # D and O
    encoding: str = "numbers",
    head: str = "linear",
) -> dict[str, object]:
    """Settings of a Scenario; nothing is read after the input, so that memory alone answers."""
    return {
        "encoding": encoding,
        "shape": shape,
        "feedback": "nothing",
        "inputs": write_rows(inputs),
        "targets": write_rows(targets),
        "head": head,
        "input_size": sizes[0],
        "output_size": sizes[1],
    }


def check_range(T: int, N: int) -> None:
    for title, given, allowed in ((_("Length"), T, LENGTHS), (_("Examples"), N, EXAMPLES)):
        if given not in allowed:
            raise ValueError(
                _("{title}: “{given}” was given. Whole numbers from {low} to {high} are allowed; choose one.").format(
                    title=title, given=quoted(given), low=allowed[0], high=allowed[-1]
                )
            )
