"""LaTeX as MathML, which a browser shows without any help."""

import re
from functools import lru_cache
from html import escape

from latex2mathml.converter import convert

BETTER = {  # what a browser draws as it is meant
    "<munder><munder>": '<munder><mrow class="braced">',
    "<mo>&#x23DF;</mo></munder>": "</mrow>",
    "<mo><mrow><mo>&#x0002B;</mo></mrow></mo><mo>&#x0003D;</mo>": "<mo>+=</mo>",
    "<mi>&#x025FB;</mi>": '<mtext class="blank"></mtext>',
}
MATRIX = re.compile(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", re.DOTALL)


@lru_cache(maxsize=2000)
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


def note(text: str) -> str:
    """A sentence with maths between dollar signs, as HTML.

    >>> note("a < b")
    'a &lt; b'
    """
    return "".join(mathml(part) if i % 2 else escape(part) for i, part in enumerate(text.split("$")))


def pieces(latex: str) -> list[str]:
    r"""A row of LaTeX parted where it may go on in the next one: before what is added, and between matrices.

    >>> pieces(r"\text{@0@} \text{@1@} + \left(1 + \text{@2@}\right)")
    ['\\text{@0@}', '\\text{@1@}', '+ \\left(1 + \\text{@2@}\\right)']
    """
    found, depth = [""], 0
    for token in latex.split(" "):
        begins = token in ("+", r"\odot") or (token.startswith(r"\text{@") and "@" in found[-1])
        if not depth and begins and found[-1]:
            found.append("")
        found[-1] += f" {token}" if found[-1] else token
        depth += sum(map(token.count, "([{")) - sum(map(token.count, ")]}"))
    return found
