"""A worksheet's LaTeX as MathML, which a browser shows without any help."""

import re
from html import escape

from latex2mathml.converter import convert

from rnnviz.core.explain.lines import Line

BLANK = r"\square"  # what is left to be written by hand
WIDE = 7  # columns of numbers that a page has room for
BREAK = r" \\[4pt] &= "  # where the numbers of a line go on in another
BETTER = {  # what a browser draws as it is meant
    "<munder><munder>": '<munder><mrow class="braced">',
    "<mo>&#x23DF;</mo></munder>": "</mrow>",
    "<mo><mrow><mo>&#x0002B;</mo></mrow></mo><mo>&#x0003D;</mo>": "<mo>+=</mo>",
    "<mi>&#x025FB;</mi>": '<mtext class="blank"></mtext>',
}
MATRIX = re.compile(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", re.DOTALL)


def mathml(latex: str) -> str:
    r"""``latex`` as MathML. The style sheet draws the brackets of a matrix and the bar of an underbrace: few computers
    have a font whose brackets grow.

    >>> mathml(r"\begin{bmatrix}1\end{bmatrix}")[-67:-7]
    'able><mtr><mtd><mn>1</mn></mtd></mtr></mtable></mrow></mrow>'
    """
    drawn = convert(MATRIX.sub(r"{\\begin{matrix}\1\\end{matrix}}", latex))
    for found, better in BETTER.items():
        drawn = drawn.replace(found, better)
    return drawn


def equation(line: Line) -> str:
    """A line's formula, its numbers and its result, under each other."""
    return shown([line.formula, *numbers(line), "= " + line.result])


def numbers(line: Line) -> list[str]:
    return ["= " + part for part in line.numbers.split(BREAK)]


def shown(rows: list[str]) -> str:
    """Rows of LaTeX under each other; a sheet of paper may set the wide ones smaller."""
    written = (f'<div class="{"wide" if columns(row) > WIDE else "row"}">{mathml(row)}</div>' for row in rows)
    return f'<div class="equation">{"".join(written)}</div>'


def columns(row: str) -> int:
    r"""The columns of all matrices beside each other.

    >>> columns(r"\begin{bmatrix}1 & 2 \\ 3 & 4\end{bmatrix} \begin{bmatrix}5\end{bmatrix}")
    3
    """
    return sum(matrix[1].split(r" \\ ")[0].count("&") + 1 for matrix in MATRIX.finditer(row))


def note(text: str) -> str:
    """A sentence with maths between dollar signs, as HTML.

    >>> note("a < b")
    'a &lt; b'
    """
    return "".join(mathml(part) if i % 2 else escape(part) for i, part in enumerate(text.split("$")))
