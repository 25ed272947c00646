"""Who comes by a link that says nothing is greeted with one sentence, until they have done something."""

import streamlit as st

from rnnviz.i18n import _
from rnnviz.lessons import LESSONS
from rnnviz.ui import lessons, link

FIRST = next(iter(LESSONS))


def begin() -> None:
    """Look once whether the link says anything; call it before the address is written."""
    state = st.session_state
    if "greeting" not in state:
        state.greeting = state.first_sight = link.says_nothing(st.query_params)


def greets() -> bool:
    """Whether the greeting is to be seen; a step or another language is not yet something done."""
    state = st.session_state
    done = lessons.opened() or state.history or state.good != link.FIRST_SIGHT or state.view not in ("step", "help")
    state.greeting = state.greeting and not done
    return state.greeting and state.view == "step"


def greeting() -> dict[str, str]:
    """What one will learn, and the way to begin."""
    return {
        "said": _("Watch a network read, remember and learn: every number is real, and you can redo it by hand."),
        "begin": _("Begin lesson 1"),
        "lesson": FIRST,
        "close": _("Close"),
    }


def close(_what: str) -> None:
    st.session_state.greeting = False
