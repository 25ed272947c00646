"""The program's own functions as a reader's plain Python: no types, no self, all that they call along with them."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import Any

from rnnviz.core.text.python_ast import statements

# what a cell is given when it is made, by the names that a script has for it
GIVEN = {"self.activation.f": "phi", "self.activation.slope": "phi_slope"}


class Plain(ast.NodeTransformer):
    """Drop the types, the examples of docstrings, and ``self``."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns, node.decorator_list = None, []
        node.args.args = [argument for argument in node.args.args if argument.arg != "self"]
        said = (ast.get_docstring(node) or "").partition("\n\n>>>")[0]
        if ast.get_docstring(node):
            node.body[0] = ast.Expr(ast.Constant(textwrap.indent(said, "    ").lstrip()))
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        written = ast.unparse(node)
        if written in GIVEN:
            return ast.Name(GIVEN[written])
        self.generic_visit(node)
        return ast.Name(node.attr) if isinstance(node.value, ast.Name) and node.value.id == "self" else node


def plain(function: Callable) -> ast.stmt:
    """The definition of ``function``, or of a method, without types."""
    (found,) = statements(textwrap.dedent(inspect.getsource(function)))
    return Plain().visit(found)


def sources(functions: Iterable[Callable]) -> list[str]:
    """The definitions of ``functions``, each after those of what it calls.

    >>> from rnnviz.core.nn.heads import squared
    >>> print(sources([squared])[-1])
    def squared(signals, target):
        '''Σ (y − t)²'''
        return square(signals['y'] - target)
    """
    written: dict[str, str] = {}
    for function in functions:
        follow(function, written)
    return list(written.values())


def follow(function: Callable, written: dict[str, str]) -> None:
    definition = plain(function)
    names = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
    known: dict[str, Any] = getattr(function, "__globals__", {})
    for name in sorted(names & known.keys() - written.keys()):
        value = known[name]
        if isinstance(value, FunctionType):
            follow(value, written)
        elif hasattr(value, "_fields"):
            written[name] = record(value)
        elif isinstance(value, tuple | str | int | float):
            written[name] = f"{name} = {value!r}"
    written[function.__name__] = ast.unparse(ast.fix_missing_locations(definition)).replace('"""', "'''")


def record(kind: Any) -> str:
    """A named tuple as a function that makes a record of the same fields."""
    return f"def {kind.__name__}({', '.join(arguments(kind))}):\n    return Weights({', '.join(passed(kind))})"


def arguments(kind: Any) -> Iterator[str]:
    defaults = kind._field_defaults
    return (f"{field}={defaults[field]!r}" if field in defaults else field for field in kind._fields)


def passed(kind: Any) -> Iterator[str]:
    return (f"{field}={field}" for field in kind._fields)
