"""Known mistakes that can be switched on: what each does to the numbers of the run in view."""

import numpy as np
import streamlit as st

from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.run import Run
from rnnviz.figures.beside import beside as picture
from rnnviz.i18n import _
from rnnviz.lessons.bugs import Beside, beside
from rnnviz.ui.chart import chart
from rnnviz.ui.verdict import table
from rnnviz.ui.words import plain


def bug_board(run: Run, bugs: tuple[str, ...]) -> None:
    """A switch for each of ``bugs``; of one that is on, its numbers and the right ones."""
    for bug in bugs:
        if st.toggle(plain(_(VARIANTS[bug].title)), key=f"bug {bug}"):
            symptom(run, bug)


def symptom(run: Run, bug: str) -> None:
    """A picture of the first number that is wrong, a row for each that is, and what to do about it."""
    with np.errstate(all="ignore"):
        found = beside(run, bug)
    if not found:
        st.info(
            _("In this run the bug changes nothing: that is why nobody finds it."), icon=":material/visibility_off:"
        )
        return
    first = found[0]
    words = _("{name}, right and with the bug").format(name=first.name)
    st.markdown(f"**{plain(words)}**")
    chart(picture(*first), words, f"beside {bug}")
    table(
        {
            _("Number"): [each.name for each in found],
            _("Entry that is off the most"): [entry(run, each) for each in found],
            _("Right"): [float(each.right[each.worst]) for each in found],
            _("With the bug"): [float(each.wrong[each.worst]) for each in found],
        },
        {_("Right"): "%.6f", _("With the bug"): "%.6f"},
    )
    st.caption(plain(_(VARIANTS[bug].advice)))


def entry(run: Run, found: Beside) -> str:
    """Where the worst entry stands, counted from 1."""
    *before, last = (i + 1 for i in found.worst)
    if not before or found.name.endswith("0"):
        return _("number {k}").format(k=last)
    if found.name.removeprefix("d") in run.scenario.shapes:
        return _("row {row}, column {column}").format(row=before[0], column=last)
    return _("step {t}, number {k}").format(t=before[0], k=last)
