"""The stage: the one place where figures meet the browser. It owns the cursor, in the browser; Python hears of it."""

from collections.abc import Callable
from pathlib import Path

from rnnviz.core.run import Run
from rnnviz.i18n import _, language
from rnnviz.ui.component import from_folder

component = from_folder(Path(__file__).parent)


def stage(
    run: Run,
    figures: dict[str, str],
    at: int,
    jump: int,
    watched: str,
    on_step: Callable[[], None],
    on_pick: Callable[[], None],
) -> None:
    """Show the ``figures`` of ``run``, Plotly's JSON by name.

    ``at`` is where the cursor starts, and starts again whenever ``jump`` changes, with the figure ``watched``, if any,
    in sight; between, the browser moves it and sets ``cursor``: where it is, ``at`` 0 … 2T, and the ``jump`` that it
    knows of. A click on a cell of the itemised gradient sets ``picked`` to its ``loss`` and its ``state``, both from 1.
    """
    data = {
        "figures": figures,
        "steps": run.steps,
        "at": at,
        "jump": jump,
        "watched": watched,
        "words": words(),
        "language": language(),
    }
    default = {"cursor": {"at": at, "jump": jump}}
    component(key="stage", data=data, default=default, on_cursor_change=on_step, on_picked_change=on_pick)


def words() -> dict[str, str]:
    """What the stage itself says."""
    return {
        "step": _("Step"),
        "walk": _("Walk through time"),
        "first": _("First (Home)"),
        "back": _("Back (←)"),
        "play": _("Play (Space)"),
        "pause": _("Pause (Space)"),
        "forward": _("Forward (→)"),
        "last": _("Last (End)"),
        "speed": _("Steps a second"),
        "help": _("Keys (?)"),
        "close": _("Close"),
        "start": _("Before the first step: only the initial state is there"),
        "ahead": _("Forward, step {t} of {T}"),
        "coming": _("Backward, step {t} of {T}"),
        "keys": _(
            "← → one step back or forward\nSpace play or pause\nHome, End first or last\n"
            "PageUp, PageDown one step, for a presenter's clicker\n? this help"
        ),
        "pending": _("not yet"),
        "failed": _("The pictures could not be loaded. Reload the page; the numbers beside them are right."),
    }
