"""The run in view to take home: a page, a table, a script, a sheet of paper. Each is made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from rnnviz.core.cost import refusal
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import Run
from rnnviz.handouts import to_csv, to_html, to_print, to_script
from rnnviz.handouts.table import csv_cost
from rnnviz.i18n import N_, _, language, use_language
from rnnviz.ui.words import plain

# what each is called, what it is for, how its name ends, its type, and what makes it
HANDOUTS: dict[str, tuple[str, str, str, Callable[[Run], str]]] = {
    ".html": (
        N_("Page (HTML)"),
        N_("One file with figures, cursor, keys and worksheet. A double click opens it, without any network."),
        "text/html",
        to_html,
    ),
    ".csv": (
        N_("Numbers (CSV)"),
        N_("Every signal and every weight with its gradient, a row each, for a spreadsheet or a data frame."),
        "text/csv",
        to_csv,
    ),
    ".py": (
        N_("Script (NumPy)"),
        N_("The same run as a Python script that needs NumPy only and prints every number to the last digit."),
        "text/x-python",
        to_script,
    ),
    "-worksheet.html": (
        N_("Worksheet to print"),
        N_("The arithmetic with blanks to fill in, and the key on pages of its own."),
        "text/html",
        to_print,
    ),
}


def hand_out(run: Run) -> None:
    """A button for each hand-out of ``run``."""
    name = f"rnnviz-{called(run, st.session_state.preset)}"
    for ending, (title, about, kind, make) in HANDOUTS.items():
        if make is to_csv and (said := refusal(csv_cost(run))):
            st.caption(plain(": ".join([_(title), said])))
            continue
        st.download_button(
            _(title),
            made(make, run, language()),
            name + ending,
            kind,
            on_click="ignore",
            icon=":material/download:",
            help=_(about),
            key=f"hand out {ending}",
        )


def called(run: Run, preset: str) -> str:
    """The name of the example ``preset``, or the cell's where the example was changed."""
    return preset if PRESETS[preset].scenario == run.scenario else run.scenario.cell


def made(make: Callable[[Run], str], run: Run, code: str) -> Callable[[], bytes]:
    """``make`` of ``run`` in the language ``code``: it is called in a thread that has heard of none."""

    def content() -> bytes:
        use_language(code)
        marked = "utf-8-sig" if make is to_csv else "utf-8"  # a spreadsheet asks for the mark
        return make(run).encode(marked)

    return content
