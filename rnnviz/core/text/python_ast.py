"""Python's own text as a tree, one text at a time."""

import ast
from threading import Lock

ONE_AT_A_TIME = Lock()  # before 3.11.8, Python fails now and then where two threads parse at once, as two visitors do


def expression(text: str) -> ast.expr:
    """The tree of one expression; a SyntaxError where it is none.

    >>> ast.unparse(expression("a+1"))
    'a + 1'
    """
    with ONE_AT_A_TIME:
        return ast.parse(text, mode="eval").body


def statements(text: str) -> list[ast.stmt]:
    """The tree of each statement; a SyntaxError where one is none.

    >>> [ast.unparse(statement) for statement in statements("a=1; b=a")]
    ['a = 1', 'b = a']
    """
    with ONE_AT_A_TIME:
        return ast.parse(text).body
