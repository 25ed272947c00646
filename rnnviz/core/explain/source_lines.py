"""The lines of the program that compute a number: found by the name that they assign."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from rnnviz.core.nn.cells import Cell
from rnnviz.core.text.python_ast import statements

RECORDS = ("s", "d")  # a step's signals and their gradients


def forward_code(cell: Cell, name: str) -> str:
    """What computes the signal ``name``: the assignment of the step, and what all steps share before it.

    >>> from rnnviz.core.nn.cells import LSTM
    >>> forward_code(LSTM(), "c")
    's.c = s.f * before.c + s.i * s.g'
    """
    shared = {"xW": (f"xW = {returned(type(cell).project)}",)}
    return "; ".join(assigned(type(cell).step, shared)[name])


def backward_code(cell: Cell, name: str) -> str:
    """What computes the gradient at the signal ``name``; at x it is done for all steps at once.

    >>> from rnnviz.core.nn.cells import LSTM
    >>> backward_code(LSTM(), "f")
    'd.f = d.c * before.c'
    >>> backward_code(LSTM(), "af"), backward_code(LSTM(), "i")
    ('slope.f = s.f * (1.0 - s.f); d.af = d.f * slope.f', 'd.i = d.c * s.g')
    """
    if name == "x":
        return f"dx = {returned(type(cell).project_back)}"
    slopes = {f"slope.{of}": lines for of, lines in assigned(type(cell).slopes).items()}
    return "; ".join(assigned(type(cell).step_back, slopes)[name])


def assigned(function: Callable, shared: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, tuple[str, ...]]:
    """Each name that ``function`` assigns, with the assignment and those of the local names that it needs.

    ``shared`` has the lines of names that are computed elsewhere.
    """
    lines = dict(shared or {})
    for targets, needs, text in assignments(function):
        before = dict.fromkeys(line for name in needs for line in lines.get(name, ()))
        lines |= dict.fromkeys(targets, (*before, text))
    return lines


@cache
def assignments(function: Callable) -> list[tuple[list[str], list[str], str]]:
    """Of each assignment the names that it sets, the local names that it needs, and its text."""
    found = [node for node in body(function) if isinstance(node, ast.Assign)]
    return [(list(targets(node)), names(node.value), ast.unparse(node)) for node in found]


def targets(node: ast.Assign) -> Iterator[str]:
    """``s.i, s.f = …`` sets i and f."""
    for target in ast.walk(ast.Tuple(node.targets)):
        if isinstance(target, ast.Attribute):
            yield target.attr
        elif isinstance(target, ast.Name) and target.id not in RECORDS:
            yield target.id


def names(value: ast.expr) -> list[str]:
    """Local names, and those of a record: ``slope.i``; the record itself is none, also where a signal is called s."""
    found = [ast.unparse(node) for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute)]
    return [name for name in found if name not in RECORDS]


@cache
def returned(function: Callable) -> str:
    """What ``function`` returns, as it is written.

    >>> from rnnviz.core.arrays import sum_over_steps
    >>> returned(sum_over_steps)
    'np.add.reduce(signal.reshape(-1, signal.shape[-1]))'
    """
    last = body(function)[-1]
    return ast.unparse(last.value) if isinstance(last, ast.Return) and last.value else ""


@cache
def whole(function: Callable) -> str:
    """All statements of a short function.

    >>> from rnnviz.core.nn.heads import squared
    >>> whole(squared)
    "return square(signals['y'] - target)"
    """
    return "; ".join(ast.unparse(node) for node in body(function))


@cache
def body(function: Callable) -> list[ast.stmt]:
    """The statements of ``function``, without its docstring."""
    (definition,) = statements(textwrap.dedent(inspect.getsource(function)))
    found = definition.body if isinstance(definition, ast.FunctionDef) else []
    return [node for node in found if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
