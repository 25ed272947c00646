"""A form to fill in: the names that can be handed in, with a null for each number."""

import json
from collections.abc import Iterable, Sequence

from rnnviz.core.diagnosis.names import Quantity, quantities
from rnnviz.core.run import Run

FEW = 400  # numbers that are still a pleasure to fill in


def template(run: Run, names: Iterable[str]) -> str:
    """JSON of ``names`` with a null for each number of the one example in view, and of the weights' gradients.

    >>> from rnnviz import Scenario, simulate
    >>> print(template(simulate(Scenario(inputs="1; 2")), ["h", "dWx", "loss"]))
    {
      "h": [[null, null],
            [null, null]],
      "dWx": [[null, null]],
      "loss": null
    }
    """
    known = quantities(run)
    lines = [f"  {json.dumps(name)}: {nulls(known[name], len(name) + 7)}" for name in names]
    return "\n".join(["{", ",\n".join(lines), "}"]) if lines else "{}"


def nulls(quantity: Quantity, indent: int) -> str:
    """The numbers left out, each row of a matrix and each step of a signal on a line of its own."""
    shape = shape_of_one(quantity)
    row = "[" + ", ".join(["null"] * shape[-1]) + "]" if shape else "null"
    return row if len(shape) < 2 else "[" + (",\n" + " " * indent).join([row] * shape[0]) + "]"


def shape_of_one(quantity: Quantity) -> tuple[int, ...]:
    """The shape for one example: (T, ·) of a signal, (T,) of the losses."""
    if quantity.kind == "loss":
        return ()
    if quantity.kind == "signal":
        return quantity.right.shape[1:-1] if quantity.name == "L" else quantity.right.shape[1:]
    return quantity.right.shape[2:] if quantity.kind == "start" else quantity.right.shape


def usual_names(run: Run) -> Sequence[str]:
    """What an exercise asks for first, as far as it is not too much: h, y, L, dh and the gradients of the weights.

    >>> from rnnviz import Scenario, simulate
    >>> usual_names(simulate(Scenario()))
    ['h', 'y', 'L', 'dh', 'dWx', 'dWh', 'db', 'dWo', 'dbo']
    """
    known, left, chosen = quantities(run), FEW, []
    for name in ["h", "y", "L", "dh", *(f"d{name}" for name, _array in run.params.items())]:
        size = known[name].right[0].size if known[name].kind == "signal" else known[name].right.size
        if size <= left:
            chosen.append(name)
            left -= size
    return chosen
