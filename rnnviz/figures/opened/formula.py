r"""What a template of an Equation says, as a tree. The language is small:

sum      = product { "+" product }
product  = factor { "\odot" factor }
factor   = row [ name ]                            a row times a matrix, where a second name follows
         | function "\left(" sum "\right)"
         | "\left(" [ "1 -" ] sum "\right)"
row      = name | "[" name { "," name } "]" "\,"   several signals, joined
name     = "{" letters and digits "}"
function = "\" letters | "\mathrm{" letters "}"
"""

import re
from typing import NamedTuple

from rnnviz.i18n import _

TOKEN = re.compile(r"\\left\(|\\right\)|\\,|\\mathrm\{\w+\}|\\[A-Za-z]+|\{\w+\}|\S")
FUNCTION = re.compile(r"\\mathrm\{\w+\}|\\(?!odot$)[A-Za-z]+")


class Name(NamedTuple):
    name: str


class Product(NamedTuple):
    """A row of signals times a matrix."""

    row: tuple[str, ...]
    matrix: str


class Applied(NamedTuple):
    """A function, in LaTeX, of every entry."""

    function: str
    of: "Formula"


class OneMinus(NamedTuple):
    of: "Formula"


class Times(NamedTuple):
    """Entry by entry."""

    factors: tuple["Formula", ...]


class Sum(NamedTuple):
    terms: tuple["Formula", ...]


Formula = Name | Product | Applied | OneMinus | Times | Sum


def parse(template: str) -> Formula:
    r"""The tree of ``template``. ValueError for what the language has no words for.

    >>> parse(r"\left(1 - {z}\right) \odot {n}")
    Times(factors=(OneMinus(of=Name(name='z')), Name(name='n')))
    >>> parse(r"[{x}, {h_before}]\, {Wc} + {b}")
    Sum(terms=(Product(row=('x', 'h_before'), matrix='Wc'), Name(name='b')))
    """
    reader = Reader(template)
    tree = reader.sum()
    if reader.tokens:
        reader.refuse()
    return tree


class Reader:
    """The tokens of a template that are not read yet; a method a rule of the language."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.tokens = TOKEN.findall(template)

    def sum(self) -> Formula:
        terms = [self.product()]
        while self.took("+"):
            terms.append(self.product())
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def product(self) -> Formula:
        factors = [self.factor()]
        while self.took(r"\odot"):
            factors.append(self.factor())
        return factors[0] if len(factors) == 1 else Times(tuple(factors))

    def factor(self) -> Formula:
        if self.took(r"\left("):
            return self.bracketed()
        if FUNCTION.fullmatch(self.next):
            function = self.tokens.pop(0)
            self.need(r"\left(")
            of = self.sum()
            self.need(r"\right)")
            return Applied(function, of)
        return self.row()

    def bracketed(self) -> Formula:
        """What stands between brackets whose first is read."""
        from_one = self.took("1")
        if from_one:
            self.need("-")
        of = self.sum()
        self.need(r"\right)")
        return OneMinus(of) if from_one else of

    def row(self) -> Formula:
        if self.took("["):
            names = [self.name()]
            while self.took(","):
                names.append(self.name())
            self.need("]")
            self.need(r"\,")
            return Product(tuple(names), self.name())
        name = self.name()
        return Product((name,), self.name()) if self.next.startswith("{") else Name(name)

    def name(self) -> str:
        if not self.next.startswith("{"):
            self.refuse()
        return self.tokens.pop(0)[1:-1]

    @property
    def next(self) -> str:
        """The token in front, empty at the end."""
        return self.tokens[0] if self.tokens else ""

    def took(self, token: str) -> bool:
        """Whether ``token`` is in front; then it is read."""
        found = self.next == token
        if found:
            self.tokens.pop(0)
        return found

    def need(self, token: str) -> None:
        if not self.took(token):
            self.refuse()

    def refuse(self) -> None:
        raise ValueError(
            _("The formula {template} cannot be drawn: it is not understood from “{rest}” on.").format(
                template=self.template, rest=" ".join(self.tokens)
            )
        )
