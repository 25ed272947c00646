"""Numbers of a run by name: what a lesson's text shows and what its questions are held against, never written down."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, norm
from rnnviz.core.diagnosis.names import quantities
from rnnviz.core.gradient.spectrum import recurrent, spectrum
from rnnviz.core.run import Run
from rnnviz.core.text import python_ast as parsed
from rnnviz.i18n import _

# T steps, D inputs, H hidden units, O outputs, N examples
PLACE = re.compile(r"\{([^{}:\\]+):(\.\d+[fge])\}")
OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}
FUNCTIONS: dict[str, Callable[[float], float]] = {"ln": np.log, "exp": np.exp, "tanh": np.tanh, "abs": abs}


class Table(NamedTuple):
    """All numbers that a run has names for: arrays, indexed from 1, and single numbers."""

    arrays: Mapping[str, Array]
    batch: Mapping[str, Array]  # signals and gradients of all examples, (N, T, ·)
    single: Mapping[str, float]

    @classmethod
    def of(cls, run: Run) -> "Table":
        """Signals and gradients (T, ·) of the example in view, weights and their gradients, and what is made of them.

        Besides the names of ``quantities`` there are the weights and the targets t; ``size_dh`` (T,), ‖dL/dh_t‖;
        ``factor`` (T,), by how much each step multiplies it; ``dropped`` (T, H), what the cut after step t leaves out;
        ``part`` (T, T), the size of what loss t alone sends to h_k; and the single numbers loss, radius, stretch,
        weights, counted (losses), T, D, H, O, N. A signal with three indices, h[2,1,1], is that of example 2.
        """
        found = quantities(run)
        batch = {name: each.right for name, each in found.items() if each.right.ndim == 3}
        arrays = {name: each.right for name, each in found.items() if each.right.ndim < 3}
        arrays |= {name: array[run.shown] for name, array in batch.items()}
        arrays |= dict(run.params.items())
        arrays |= {
            "L": run.losses[0],
            "t": run.target[0],
            "size_dh": norm(run.gradients.signals["h"])[0],
            "factor": run.factors[0],
        }
        dropped = np.full((run.steps, run.scenario.hidden_size), np.nan)
        for t, states in run.gradients.dropped.items():
            dropped[t - 1] = states[0]
        return cls(arrays | {"dropped": dropped, "part": norm(run.itemised()[0])}, batch, single_numbers(run))

    def value(self, expression: str) -> float:
        """What ``expression`` comes to: names, indices from 1, + - * / ** < >, and ln, exp, tanh, abs.

        Raises a ValueError with a sentence where this run has no such number.

        >>> from rnnviz import Scenario, simulate
        >>> table = Table.of(simulate(Scenario(inputs="1 2; 3 4")))
        >>> table.value("T * D"), table.value("x[2,1]"), table.value("1 + (x[1,1] < x[2,1])")
        (4.0, 3.0, 2.0)
        """
        try:
            with np.errstate(all="ignore"):
                return finite(float(self.walk(parsed.expression(expression.strip()))))
        except (LookupError, SyntaxError, TypeError, ArithmeticError, ValueError) as error:
            said = _("“{given}” is no number of this run. Known are: {known}.")
            known = ", ".join([*self.arrays, *self.single])
            raise ValueError(said.format(given=expression, known=known)) from error

    def walk(self, node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as value):
                return value
            case ast.Name(id=name):
                return self.single[name]
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                return self.entry(name, index)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -self.walk(inner)
            case ast.BinOp(left=left, op=act, right=right) | ast.Compare(left=left, ops=[act], comparators=[right]):
                return OPERATORS[type(act)](self.walk(left), self.walk(right))
            case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]):
                return FUNCTIONS[name](self.walk(inner))
        raise TypeError(ast.dump(node))

    def entry(self, name: str, index: ast.expr) -> float:
        wanted = index.elts if isinstance(index, ast.Tuple) else [index]
        places = [int(self.walk(each)) - 1 for each in wanted]
        array = (self.batch if len(places) == 3 else self.arrays)[name]
        if array.ndim != len(places) or min(places) < 0:
            raise IndexError(name)
        return array[tuple(places)]

    def fill(self, text: str) -> str:
        """``text`` with every {expression:.6f} replaced by its number; “—” where this run has none.

        >>> from rnnviz import Scenario, simulate
        >>> Table.of(simulate(Scenario())).fill(r"$x_1 = {x[1,1]:.2f}$, $h_{3}$ = {h[3,1]:.2f}")
        '$x_1 = 0.20$, $h_{3}$ = —'
        """
        return PLACE.sub(self.written, text)

    def written(self, place: re.Match[str]) -> str:
        try:
            return format(self.value(place[1]), place[2]).replace("-", "−")
        except ValueError:
            return "—"


def finite(value: float) -> float:
    """``value``; an ArithmeticError where it has overflowed."""
    if not np.isfinite(value):
        raise OverflowError(value)
    return value


def single_numbers(run: Run) -> dict[str, float]:
    N, T, O = run.batch.target.shape
    sizes = {"T": T, "D": run.scenario.task.x.shape[2], "H": run.scenario.hidden_size, "O": O, "N": N}
    weights = sum(array.size for _name, array in run.params.items())
    found: dict[str, float] = {**sizes, "weights": weights, "loss": run.batch.loss, "counted": run.counted.sum()}
    for matrix in list(recurrent(run.scenario, run.params).values())[:1]:
        seen = spectrum(matrix)
        found |= {"radius": seen.radius, "stretch": seen.stretch}
    return found
