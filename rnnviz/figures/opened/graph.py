"""A cell's equations as a graph: its signals, and between them what is summed, squashed, multiplied and added."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rnnviz.core.nn.activations import ACTIVATIONS, Activation
from rnnviz.core.nn.cells import Cell
from rnnviz.figures.opened.formula import Applied, Formula, Name, OneMinus, Product, Sum, Times, parse
from rnnviz.i18n import _

Kind = Literal["signal", "sum of weights", "function", "times", "plus", "one minus", "same"]
FUNCTIONS = {activation.latex: activation for activation in ACTIVATIONS.values()}
ON_THE_ROAD = ("signal", "times", "plus", "same")  # what a carried state passes


class Term(NamedTuple):
    """One weight of a sum, and the signals that it multiplies, joined in a row; of a bias none."""

    row: tuple[str, ...]
    weight: str
    diagonal: bool = False


class Piece(NamedTuple):
    """One piece of the graph: a signal has its name as ``key``; the rest are numbered by the signal that they make.

    ``reads`` are the pieces that it takes, in order; x and the states before read none.
    """

    key: str
    kind: Kind
    reads: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()  # of a sum of weights
    function: Activation | None = None


class Graph(NamedTuple):
    """The pieces in the order of computing, the first are x and the states before.

    ``road`` are the pieces that the carried state passes, from the state before to the state after, and ``opening`` is
    the piece that it is multiplied by there; both are empty for a cell that carries nothing.
    """

    pieces: tuple[Piece, ...]
    states: tuple[str, ...]
    road: tuple[str, ...]
    opening: str

    @property
    def signals(self) -> tuple[str, ...]:
        """The names of what the step computes."""
        return tuple(piece.key for piece in self.pieces if piece.kind == "signal" and piece.reads)


def cell_graph(cell: Cell) -> Graph:
    """The step of ``cell``. ValueError for an equation that cannot be read.

    >>> from rnnviz.core.nn.cells import GRU
    >>> graph = cell_graph(GRU())
    >>> [(piece.key, piece.kind, piece.reads) for piece in graph.pieces if piece.key.startswith("h.")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('h.1', 'one minus', ('z',)), ('h.2', 'times', ('h.1', 'n')),
     ('h.3', 'times', ('z', 'h_before')), ('h.4', 'plus', ('h.2', 'h.3'))]
    >>> graph.road, graph.opening
    (('h_before', 'h.3', 'h.4', 'h'), 'z')
    """
    builder = Builder(cell)
    for equation in cell.equations:
        builder.add_signal(equation.name, parse(equation.template))
    pieces = tuple(builder.pieces.values())
    road, opening = carry_road(cell, builder.pieces)
    return Graph(pieces, cell.states, road, opening)


class Builder:
    """The pieces so far. ``making`` is the signal whose formula is being read."""

    def __init__(self, cell: Cell) -> None:
        self.weights = cell.weights
        sources = ["x", *(f"{state}_before" for state in cell.states)]
        self.pieces = {key: Piece(key, "signal") for key in sources}
        self.making, self.count = "", 0

    def add_signal(self, name: str, formula: Formula) -> None:
        self.making, self.count = name, 0
        made = self.add("same", (self.signal(formula.name),)) if isinstance(formula, Name) else self.build(formula)
        self.pieces[name] = Piece(name, "signal", (made,))

    def add(
        self, kind: Kind, reads: tuple[str, ...], terms: tuple[Term, ...] = (), function: Activation | None = None
    ) -> str:
        self.count += 1
        key = f"{self.making}.{self.count}"
        self.pieces[key] = Piece(key, kind, reads, terms, function)
        return key

    def build(self, formula: Formula) -> str:
        """The key of the piece that ``formula`` becomes."""
        if self.term(formula):
            return self.sum_of(Sum((formula,)))
        match formula:
            case Sum():
                return self.sum_of(formula)
            case Times(factors):
                return self.add("times", tuple(map(self.build, factors)))
            case OneMinus(of):
                return self.add("one minus", (self.build(of),))
            case Applied(latex, of):
                if latex not in FUNCTIONS:
                    raise ValueError(
                        _("{function} in the equation of {name} is not known; the functions are {known}.").format(
                            function=latex, name=self.making, known=", ".join(filter(None, FUNCTIONS))
                        )
                    )
                return self.add("function", (self.build(of),), function=FUNCTIONS[latex])
            case Name(name):
                return self.signal(name)
            case Product(row, matrix):
                raise ValueError(
                    _("The equation of {name} multiplies {row} by {matrix}, which is no weight of the cell.").format(
                        name=self.making, row=", ".join(row), matrix=matrix
                    )
                )

    def sum_of(self, formula: Sum) -> str:
        """Everything that weights add is one piece, and is added to the rest."""
        terms = {part: term for part in formula.terms if (term := self.term(part))}
        rest = tuple(self.build(part) for part in formula.terms if part not in terms)
        if not terms:
            return self.add("plus", rest)
        read = dict.fromkeys(name for term in terms.values() for name in term.row)
        weighted = self.add("sum of weights", tuple(map(self.signal, read)), tuple(terms.values()))
        return self.add("plus", (weighted, *rest)) if rest else weighted

    def term(self, formula: Formula) -> Term | None:
        """What a weight adds, None if ``formula`` is something else."""
        match formula:
            case Name(name) if name in self.weights:
                return Term((), name)
            case Product(row, matrix) if matrix in self.weights:
                return Term(row, matrix)
            case Times((Name(name), Name(weight))) if weight in self.weights:
                return Term((name,), weight, diagonal=True)
        return None

    def signal(self, name: str) -> str:
        if name not in self.pieces:
            raise ValueError(
                _("The equation of {name} reads {read}, which is not computed before it.").format(
                    name=self.making, read=name
                )
            )
        return name


def carry_road(cell: Cell, pieces: dict[str, Piece]) -> tuple[tuple[str, ...], str]:
    """The way of the carried state through the step, and the piece that opens it; nothing where there is none."""
    if cell.carry is None:
        return (), ""
    openings = {cell.carry.gate}
    if cell.carry.keeps != "gate":
        openings = {piece.key for piece in pieces.values() if piece.kind == "one minus" and piece.reads[0] in openings}
    for way in ways(f"{cell.carry.state}_before", cell.carry.state, pieces):
        for piece in (pieces[key] for key in way):
            found = openings.intersection(piece.reads)
            if piece.kind == "times" and found:
                return way, found.pop()
    return (), ""


def ways(start: str, end: str, pieces: dict[str, Piece]) -> Iterator[tuple[str, ...]]:
    """All ways from ``start`` to ``end`` on which nothing is multiplied by a matrix or squashed."""
    if start == end:
        yield (end,)
        return
    for piece in pieces.values():
        if start in piece.reads and piece.kind in ON_THE_ROAD:
            for rest in ways(piece.key, end, pieces):
                yield (start, *rest)
