"""What can be handed in: the names of a run's numbers, in the order in which they are computed, and their shapes."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.core.diagnosis.work import truth
from rnnviz.core.run import Run
from rnnviz.core.text.typed import half_width, shorten
from rnnviz.i18n import _

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
FORWARD, LOSS, BACKWARD, SUMS = range(4)  # the stages of computing
KINDS = {"loss": "loss", "dE": "table"}
ELSEWHERE = {"Wxh": "Wx", "Whh": "Wh", "Why": "Wo", "Who": "Wo", "bh": "b", "by": "bo"}  # other books' letters
GRADIENT = re.compile(r"(?:dL/d|∂L/∂|dL_d|grad_|d_)(\w+)|(\w+)(?:\.grad|_grad)")


class Quantity(NamedTuple):
    """One name, and the whole batch's right numbers.

    ``kind``: a signal is (N, T, ·), a start (N, 1, H), a loss (N + 1,); a table is a matrix whose rows are rows in
    either convention; and there are matrices and biases.
    """

    name: str
    kind: str
    right: Array
    stage: int


def quantities(run: Run) -> dict[str, Quantity]:
    """All that can be handed in, in the order of computing.

    >>> from rnnviz import Scenario, simulate
    >>> ", ".join(quantities(simulate(Scenario())))
    'x, a, h, y, L, loss, dy, dh_from_output, dh_from_future, dh, da, dx, dh0, dWx, dWh, db, dWo, dbo'
    """
    found = {}
    for name, right in truth(run).items():
        kind = KINDS.get(name) or ("signal", "matrix", "bias")[3 - right.ndim]
        if name.endswith("0"):
            kind = "start"
        if kind == "loss":
            stage = LOSS
        elif kind == "signal":
            stage = FORWARD if name in run.trace.signals or name == "L" else BACKWARD
        else:
            stage = SUMS
        found[name] = Quantity(name, kind, right, stage)
    return found


def known_name(name: str, known: Collection[str]) -> str:
    """``name`` as we write it.

    >>> [known_name(name, ["h", "dWh", "dWo"]) for name in ("h", "dL/dWh", "grad_W_h", "Wh.grad", "dWhy")]
    ['h', 'dWh', 'dWh', 'dWh', 'dWo']
    >>> known_name("dWq", ["h", "dWh"])
    Traceback (most recent call last):
        ...
    ValueError: “dWq” is no number of this run. Known are: h, dWh.
    """
    plain = half_width(name).strip()
    match = GRADIENT.fullmatch(plain)
    meant = "d" + (match[1] or match[2]) if match else plain
    bare = meant.replace("_", "")
    other = bare[:1] + ELSEWHERE.get(bare[1:], bare[1:])
    for spelling in (plain, meant, bare, other):
        if spelling in known:
            return spelling
    raise ValueError(
        _("“{given}” is no number of this run. Known are: {known}.").format(given=shorten(name), known=", ".join(known))
    )


def by_known_name(given: Mapping[str, object], known: Collection[str]) -> dict[str, object]:
    """What was handed in by our names; a name that comes twice is refused."""
    found: dict[str, object] = {}
    for name, value in given.items():
        meant = known_name(str(name), known)
        if meant in found:
            raise ValueError(_("{name} was handed in twice. Give each name once.").format(name=meant))
        found[meant] = value
    return found
