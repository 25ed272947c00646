"""What a visitor reads whose link says nothing: what this is, what to press, where the numbers come from."""

import streamlit as st

from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _
from rnnviz.lessons import LESSONS
from rnnviz.ui import lessons, link
from rnnviz.ui.help_page import ask_for_help
from rnnviz.ui.words import plain

FIRST = next(iter(LESSONS))


def begin() -> None:
    """Look once whether the link says anything; call it before the address is written."""
    if "greeting" not in st.session_state:
        st.session_state.greeting = set(st.query_params) <= {"lang"}


def first_visit(scenario: Scenario) -> None:
    """Three lines and a way on, until the visitor has done something other than stepping; it does not come back."""
    state = st.session_state
    done = lessons.opened() or state.history or scenario != link.START or state.view not in ("step", "help")
    state.greeting = state.greeting and not done
    if state.greeting and state.view == "step":
        box()


def box() -> None:
    with st.container(border=True, key="first_visit"):
        said, act = st.columns([5, 2], gap="medium", vertical_alignment="center")
        said.markdown("  \n".join(f":small[{icon}&ensp;{plain(line)}]" for icon, line in lines()))
        with act, st.container(horizontal=True, gap="small", horizontal_alignment="center"):
            label = _("Start the first lesson")
            st.button(label, on_click=lessons.ask_for, args=(FIRST, 0), type="primary", key="first_lesson", width=250)
            st.button(_("Help"), on_click=ask_for_help, type="tertiary", icon=":material/help:", key="first_help")
            st.button(_("Close"), type="tertiary", icon=":material/close:", key="first_close", on_click=close)


def lines() -> list[tuple[str, str]]:
    """Each of the three lines behind its sign."""
    return [
        (
            ":material/visibility:",
            _("A recurrent network: it reads a sequence step by step, and its hidden state h remembers."),
        ),
        (
            ":material/keyboard:",
            _("Press → to compute the step, → again for the gradient. The buttons below do the same."),
        ),
        (
            ":material/calculate:",
            _("All numbers are computed as you watch: weights in the sidebar, the arithmetic below."),
        ),
    ]


def close() -> None:
    st.session_state.greeting = False
