"""What stands around the stage in words: messages, and the worksheet of the cursor's step."""

from collections.abc import Collection

import streamlit as st

from rnnviz.core.explain.worksheet import Line, worksheet
from rnnviz.core.run import Run
from rnnviz.core.scenario.messages import notes
from rnnviz.i18n import _
from rnnviz.ui import address, by_hand, link, session
from rnnviz.ui.words import plain


def messages(problems: list[str], run: Run) -> None:
    """What was wrong with a link, a cell or a setting, and numbers that left the range of numbers."""
    cells = by_hand.complaints()
    for problem in [*session.link_problems(), *st.session_state.refused, *cells, *problems]:
        st.error(plain(problem), icon=":material/edit:")
    if cells or problems:
        st.caption(_("The pictures show the last setting that could be computed."))
    if address.too_long(st.session_state.preset, run.scenario):
        st.warning(
            _(
                "These settings are too long for the address: it opens the example alone, and reloading loses them. "
                "Set fewer weights by hand, or take a shorter sequence."
            ),
            icon=":material/link_off:",
        )
    for note in notes(run.scenario):
        st.info(plain(note), icon=":material/info:")
    if run.overflow:
        signal, step = run.overflow
        said = _(
            "The numbers overflow: {signal} at step {step} is no finite number any more, and the pictures have gaps. "
            "Take smaller weights, a smaller scale or a shorter sequence."
        )
        st.warning(plain(said.format(signal=signal, step=step)), icon=":material/trending_up:")


def presented(pictures: Collection[str]) -> str:
    """The picture that the link presents, if it is one of the ``pictures``; if not, that is said."""
    wrong: list[str] = []
    name = link.read_present(st.session_state.presented, pictures, wrong)
    for problem in wrong:
        st.error(plain(problem), icon=":material/edit:")
    return name


def arithmetic(run: Run, at: int) -> None:
    """The worksheet of the cursor's step: formula, numbers, result, shapes and code of every line."""
    lines = worksheet(run, at)
    with st.container(key="worksheet"):
        if not lines:
            st.subheader(_("Worksheet"), anchor=False)
            st.markdown(_("Press → and the arithmetic of the first step appears here, line by line."))
            return
        title = _("Worksheet: forward, step {t}") if at <= run.steps else _("Worksheet: backward, step {t}")
        st.subheader(title.format(t=at if at <= run.steps else 2 * run.steps + 1 - at), anchor=False)
        st.markdown("\n\n".join(block(line) for line in lines))


def block(line: Line) -> str:
    left, _equals, right = line.formula.partition("= ")
    rows = rf"{left} &= {right} \\[4pt] &= {line.numbers} \\[4pt] &= {line.result}"
    note = f"  \n{line.note}" if line.note else ""
    head = f"**{line.title}** &nbsp; {line.shapes} &nbsp; `{line.code}`{note}"
    return f"{head}\n\n$$\n\\begin{{aligned}} {rows} \\end{{aligned}}\n$$"


def apologise(_error: Exception) -> bool:
    """A fault of ours gets a sentence too; the log has the rest."""
    st.error(_("Something went wrong in the program. Press Undo or reload the page; the link keeps your settings."))
    return True
