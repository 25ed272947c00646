"""The program's own functions and classes as plain Python: no types, and all that they use along with them."""

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from rnnviz.core.text.python_ast import statements

OWN = "rnnviz."
KEPT = {"property", "cached_property", "classmethod", "dataclass"}  # decorators that matter
SET_LATER = {"activation"}  # where the cell is made
PYTHONS = {"__init__", "__getitem__", "__getattr__"}  # what Python itself calls


class Plain(ast.NodeTransformer):
    """Drop the types, and the examples of docstrings."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        node.decorator_list = [each for each in node.decorator_list if called(each) in KEPT]
        return documented(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.generic_visit(node)
        node.decorator_list = [each for each in node.decorator_list if called(each) in KEPT]
        return documented(node)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        written = ast.unparse(node.annotation)
        if node.value is not None and ("ClassVar" in written or not isinstance(node.value, ast.Constant)):
            return ast.Assign([node.target], node.value)
        node.annotation = ast.Constant(written)  # a record's field needs one
        return node


def called(decorator: ast.expr) -> str:
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    return node.id if isinstance(node, ast.Name) else ""


def documented(node: Any) -> Any:
    """``node`` with its docstring as far as it is prose."""
    if said := ast.get_docstring(node):
        node.body[0] = ast.Expr(ast.Constant(textwrap.indent(said.partition("\n\n>>>")[0], "    ").lstrip()))
    return node


class Sources:
    """The definitions that a script needs: those of ``names``, and of all that these use."""

    def __init__(self, known: Mapping[str, Any], script: str) -> None:
        self.written: dict[str, str] = {}
        self.imports: set[str] = set()
        self.classes: dict[str, type] = {}
        self.attributes: set[str] = set()
        self.read(ast.Module(statements(script), []), known)
        while self.grow():
            pass

    def grow(self) -> bool:
        """Write the members of classes that something written uses; whether there was a new one."""
        before = len(self.attributes), len(self.written), len(self.classes)
        for name, kind in list(self.classes.items()):
            self.written[name] = self.text(members(kind, self.attributes - SET_LATER), vars(inspect.getmodule(kind)))
        return before != (len(self.attributes), len(self.written), len(self.classes))

    def read(self, tree: ast.AST, known: Mapping[str, Any]) -> None:
        """Note what ``tree`` uses."""
        self.attributes |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for name in sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & known.keys()):
            if name not in self.written and name not in self.classes:
                self.follow(name, known[name])

    def follow(self, name: str, value: Any) -> None:
        module = getattr(value, "__module__", "")
        if isinstance(value, ModuleType) or value is getattr(builtins, name, None):
            return
        if callable(value) and not module.startswith(OWN):
            module = "types" if module == "builtins" else module  # where Python's own kinds have a name
            self.imports.add(imported(name, value, module))
        elif isinstance(value, FunctionType):
            self.written[name] = ""  # it may call itself
            self.written[name] = self.text(definition(value), value.__globals__)
        elif isinstance(value, type):
            self.classes[name] = value
        elif isinstance(value, tuple | str | int | float):
            (constant,) = statements(f"{name} = {value!r}")
            self.written[name] = self.text(constant, {type(value).__name__: type(value)})

    def text(self, node: ast.stmt, known: Mapping[str, Any]) -> str:
        self.read(node, known)
        return ast.unparse(ast.fix_missing_locations(node)).replace('"""', "'''")

    def functions(self) -> list[str]:
        """What may stand anywhere, since it is looked up when it is called."""
        return [text for text in self.written.values() if text.startswith("def ")]

    def others(self, last: str) -> list[str]:
        """Classes, then constants, which are made of them, then the class ``last``, which is made of both."""
        classes = [self.written[name] for name in self.classes if name != last]
        constants = [text for name, text in self.written.items() if name not in self.classes]
        return [*classes, *(text for text in constants if not text.startswith("def ")), self.written[last]]


def imported(name: str, value: Any, module: str) -> str:
    """The line that imports ``value`` under the name that it has here.

    >>> from types import MappingProxyType, SimpleNamespace
    >>> imported("Record", SimpleNamespace, "types"), imported("MappingProxyType", MappingProxyType, "types")
    ('from types import SimpleNamespace as Record', 'from types import MappingProxyType')
    """
    called = value.__name__ if hasattr(import_module(module), value.__name__) else name
    return f"from {module} import {called}" + (f" as {name}" if called != name else "")


def definition(function: Callable) -> ast.stmt:
    """``function`` without types.

    >>> from rnnviz.core.nn.heads import squared
    >>> print(ast.unparse(definition(squared)))
    def squared(signals, target):
        \"\"\"Σ (y − t)²\"\"\"
        return square(signals['y'] - target)
    """
    (found,) = statements(textwrap.dedent(inspect.getsource(function)))
    return Plain().visit(found)


def members(kind: type, used: Iterable[str]) -> ast.stmt:
    """The class with its fields, what its instances need, and the members that are ``used``."""
    (found,) = statements(textwrap.dedent(inspect.getsource(kind)))
    plain = Plain().visit(found)
    kept = set(used) | PYTHONS
    plain.body = [node for node in plain.body if needed(node, kept)]
    return plain


def needed(node: ast.stmt, kept: set[str]) -> bool:
    """Docstring and fields, what is used, and what Python itself calls."""
    if isinstance(node, ast.AnnAssign | ast.Expr):
        return True
    speaks = any(isinstance(each, ast.Name) and each.id == "_" for each in ast.walk(node))  # to whoever errs
    return not speaks and any(name in kept for name in names_of(node))


def names_of(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield node.name
    if isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
