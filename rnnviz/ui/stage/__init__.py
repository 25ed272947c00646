"""The stage: the one place where figures meet the browser. It owns the cursor, in the browser; Python hears of it."""

from collections.abc import Callable
from pathlib import Path

from rnnviz.core.run import Run
from rnnviz.figures.stage_words import stage_words
from rnnviz.i18n import language
from rnnviz.ui.component import from_folder
from rnnviz.ui.server.plotly_js import ADDRESS

component = from_folder(Path(__file__).parent)


def stage(
    run: Run,
    figures: dict[str, str],
    at: int,
    jump: int,
    watched: str,
    present: str,
    on_step: Callable[[], None],
    on_pick: Callable[[], None],
) -> None:
    """Show the ``figures`` of ``run``, Plotly's JSON by name.

    ``at`` is where the cursor starts, and starts again whenever ``jump`` changes, with the figure ``watched``, if any,
    in sight and the figure ``present``, if any, large over the window; between, the browser moves it and sets
    ``cursor``: where it is, ``at`` 0 … 2T, the figure that is ``large``, and the ``jump`` that it knows of. A click on
    a cell of the itemised gradient sets ``picked`` to its ``loss`` and its ``state``, both from 1.
    """
    data = {
        "figures": figures,
        "steps": run.steps,
        "at": at,
        "jump": jump,
        "watched": watched,
        "present": present,
        "words": stage_words(),
        "language": language(),
        "plotly": ADDRESS,
    }
    default = {"cursor": {"at": at, "jump": jump, "large": present}}
    component(key="stage", data=data, default=default, on_cursor_change=on_step, on_picked_change=on_pick)
