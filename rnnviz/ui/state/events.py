"""What a visitor clicked in the frame of the page: a log kept by the browser, done in order, each entry once.

The browser sends its whole log as a component's state. A message that is merged with the next one loses nothing, one
that comes again does nothing again, and a script that is broken off is done anew.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Any, NamedTuple

import streamlit as st
from pydantic import BaseModel, Field, ValidationError

from rnnviz.core.presets import PRESETS
from rnnviz.i18n import LANGUAGES
from rnnviz.lessons import LESSONS
from rnnviz.ui import first_visit, language, lessons, link, session, share
from rnnviz.ui.server.uninterrupted import uninterrupted

MOST = 100  # entries that a browser keeps


class Event(BaseModel):
    """The ``seq``-th thing done, from 1: what, and with what."""

    seq: int = Field(ge=1)
    act: str
    args: tuple[str]


class Log(BaseModel):
    """What was done last, and in which visit: another server session has another one."""

    visit: str
    events: list[Event] = Field(max_length=MOST)


class Act(NamedTuple):
    """``do`` is called with an argument that is ``allowed``; any other is passed over."""

    allowed: Callable[[str], bool]
    do: Callable[[str], None]


ACTS = {
    "example": Act(PRESETS.__contains__, session.open_preset),
    "lesson": Act(LESSONS.__contains__, lessons.open_first_page),
    "view": Act(link.VIEWS_OF_PAGE.__contains__, session.show_view),
    "language": Act(LANGUAGES.__contains__, language.speak),
    "share": Act(share.is_address, share.ask_for),
    "close": Act("greeting".__eq__, first_visit.close),
}


def begin() -> None:
    """Give the visit its name when the visitor arrives."""
    state = st.session_state
    if "visit" not in state:
        state.visit, state.seen = token_hex(8), 0


@uninterrupted()
def fold() -> None:
    """Do what the log holds and has not been done yet; call it before any widget is drawn."""
    for event in waiting():
        st.session_state.seen = event.seq
        do(event)


def fold_soon() -> None:
    """Run the whole page if a click came with a message for a fragment alone; call it at the fragment's beginning."""
    if waiting():
        st.rerun()


def waiting() -> list[Event]:
    """What the log holds and has not been done yet; one that cannot be read is empty."""
    given: Any = st.session_state.get("frame") or {}
    try:
        log = Log.model_validate(given.get("log"))
    except ValidationError:
        return []
    return [event for event in log.events if log.visit == st.session_state.visit and event.seq > st.session_state.seen]


def do(event: Event) -> None:
    act, (given,) = ACTS.get(event.act), event.args
    if act and act.allowed(given):
        act.do(given)
