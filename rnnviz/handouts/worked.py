"""The worksheet of a run as HTML: every line of every step, for a page that has no network."""

from html import escape

from rnnviz.core.explain.lines import BREAK, Line
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.run import Run
from rnnviz.handouts.printed import shown
from rnnviz.i18n import _
from rnnviz.web.mathml import note

MOST = 20  # steps whose arithmetic is written out; of a longer run the first and the last half of so many
LINES = 1000  # of all of it: a deep network's steps have more lines


def half(run: Run) -> int:
    """How many steps are written out from each end of a run.

    >>> from rnnviz import Scenario, simulate
    >>> half(simulate(Scenario(inputs=[[1.0]] * 50))), half(simulate(Scenario(inputs="1", cell="lstm", layers=3)))
    (10, 4)
    """
    lines = len(worksheet(run, 1)) + len(worksheet(run, 2 * run.steps))
    return max(1, min(MOST, LINES // lines) // 2)


def written_out(run: Run, ends: int) -> set[int]:
    """The steps, from 1, whose arithmetic is written out: all, or as many as ``ends`` at each end."""
    return {t for t in range(1, run.steps + 1) if run.steps <= 2 * ends or t <= ends or t > run.steps - ends}


def sheets(run: Run) -> list[str]:
    """The worksheet of every place of the cursor, 0 … 2T."""
    ends = half(run)
    return [sheet(run, at, ends) for at in range(2 * run.steps + 1)]


def sheet(run: Run, at: int, ends: int) -> str:
    """The worksheet of cursor ``at``, 0 … 2T."""
    if at == 0:
        said = _("Press → and the arithmetic of the first step appears here, line by line.")
        return f"<p>{escape(said)}</p>"
    t = at if at <= run.steps else 2 * run.steps + 1 - at
    title = _("Worksheet: forward, step {t}") if at <= run.steps else _("Worksheet: backward, step {t}")
    body = "".join(map(block, worksheet(run, at))) if t in written_out(run, ends) else left_out(run, ends)
    return f"<h2>{escape(title.format(t=t))}</h2>{body}"


def left_out(run: Run, ends: int) -> str:
    said = _(
        "This file writes out the arithmetic of the first {half} and the last {half} of the {T} steps. The pictures "
        "and numbers above are all there."
    )
    return f"<p>{escape(said.format(half=ends, T=run.steps))}</p>"


def block(line: Line) -> str:
    head = f"<h3>{escape(line.title)}</h3> <span>{escape(line.shapes)}</span> <code>{escape(line.code)}</code>"
    said = f"<p>{note(line.note)}</p>" if line.note else ""
    rows = [line.formula, *(f"= {row}" for row in line.numbers.split(BREAK)), f"= {line.result}"]
    return f"<section><header>{head}</header>{said}{shown(rows)}</section>"
