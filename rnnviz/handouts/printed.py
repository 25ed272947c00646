"""A worksheet to print: the arithmetic of a few steps with blanks to fill in, and the key on pages of its own."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from string import Template

from rnnviz.core.explain.lines import BREAK, Line
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.handouts import files
from rnnviz.handouts.blanks import asked, known
from rnnviz.handouts.titles import about, title
from rnnviz.i18n import _, language
from rnnviz.web.mathml import MATRIX, mathml, note

MOST = 4  # steps each way
WIDE = 7  # columns of numbers that a page has room for
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"


def to_print(run: Run) -> str:
    """The arithmetic of ``run`` as an HTML page to print, in the language in use: first with blanks, then the key.

    Given numbers stand there; what is to be found, also where a later line uses it, is a blank. Of a run of more than
    four steps there are the first four forward and the last four backward, which the page says. The first example
    in view is taken. Raises a TypeError for what is no Run.

    >>> from rnnviz import PRESETS, simulate
    >>> page = to_print(simulate(PRESETS["once"].scenario))
    >>> page.count("<section>"), page.partition("<h1>Key")[0].count('class="blank"')
    (24, 45)
    """
    check_run(run, "to_print")
    lines = {at: worksheet(run, at) for at in places(run)}
    found = known(run, [line for each in lines.values() for line in each])
    return Template(files.page("head.html") + files.page("print.html")).substitute(
        language=language(),
        policy=POLICY,
        style=files.page("equations.css") + files.page("print.css"),
        title=escape(title(run)),
        about=escape(f"{about(run)} {left_out(run)}"),
        name=escape(_("Name")),
        questions="".join(part(run, at, [asked(line, found) for line in each]) for at, each in lines.items()),
        key=escape(_("Key")),
        answers="".join(part(run, at, each) for at, each in lines.items()),
    )


def places(run: Run) -> Iterator[int]:
    """Where the cursor is in the steps that are written out."""
    T, count = run.steps, min(MOST, run.steps)
    yield from range(1, count + 1)
    yield from range(T + 1, T + count + 1)


def left_out(run: Run) -> str:
    if run.steps <= MOST:
        return ""
    said = _("Of {T} steps, the first {count} are here forward and the last {count} backward.")
    return said.format(T=run.steps, count=MOST)


def part(run: Run, at: int, lines: Iterable[Line]) -> str:
    """One step: a heading and every line of it."""
    forward = at <= run.steps
    said = _("Forward, step {t} of {T}") if forward else _("Backward, step {t} of {T}")
    heading = escape(said.format(t=at if forward else 2 * run.steps + 1 - at, T=run.steps))
    return f"<h2>{heading}</h2>" + "".join(map(block, lines))


def block(line: Line) -> str:
    said = f"<p>{note(line.note)}</p>" if line.note else ""
    rows = [piece for row in line.numbers.split(BREAK) for piece in folded(f"= {row}")]
    return f"<section><h3>{escape(line.title)}</h3>{said}{shown([line.formula, *rows, '= ' + line.result])}</section>"


def shown(rows: list[str]) -> str:
    """Rows of LaTeX under each other, the wide ones set smaller."""
    written = (f'<div class="{"wide" if columns(row) > WIDE else "row"}">{mathml(row)}</div>' for row in rows)
    return f'<div class="equation">{"".join(written)}</div>'


def columns(row: str) -> int:
    r"""The columns of all matrices beside each other.

    >>> columns(r"\begin{bmatrix}1 & 2 \\ 3 & 4\end{bmatrix} \begin{bmatrix}5\end{bmatrix}")
    3
    """
    return sum(matrix[1].split(r" \\ ")[0].count("&") + 1 for matrix in MATRIX.finditer(row))


def folded(row: str) -> Iterator[str]:
    r"""A wide row of numbers in several, parted before its sums and products.

    >>> wide = r"= \begin{bmatrix}1 & 2 & 3 & 4 & 5 & 6 & 7 & 8\end{bmatrix} \odot \left(1 + 2\right) + 3"
    >>> list(folded(wide))[1:]
    ['\\odot \\left(1 + 2\\right)', '+ 3']
    """
    piece, *rest = re.split(r" (?=\+ |\\odot )", row) if columns(row) > WIDE else [row]
    for term in rest:
        if piece.count(r"\left") == piece.count(r"\right") and piece.count("{") == piece.count("}"):
            yield piece
            piece = term
        else:
            piece += f" {term}"
    yield piece
