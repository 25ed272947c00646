"""Which lesson a visitor is in: its page, what has been done and guessed there, and how a page is entered and left."""

from collections.abc import Collection
from typing import NamedTuple

import streamlit as st

from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.lessons import LESSONS, Lesson, Page
from rnnviz.lessons.doing import Now
from rnnviz.ui import link, session
from rnnviz.ui.fields import FIELDS, renew
from rnnviz.ui.server.uninterrupted import uninterrupted

OF_A_LESSON = {
    "lesson",
    "page",
    "lang",
    "present",
}  # what a link to a page holds that was not copied in the middle of one


class Opened(NamedTuple):
    """The page in view, from 0, and the Scenario it began with."""

    name: str
    number: int
    start: Scenario

    @property
    def lesson(self) -> Lesson:
        return LESSONS[self.name]

    @property
    def page(self) -> Page:
        return self.lesson.pages[self.number]

    @property
    def key(self) -> str:
        """What the page's widgets and what is remembered of it are called."""
        return f"{self.name} {self.page.id}"


@uninterrupted()
def begin() -> None:
    """Open the link's lesson when the visitor arrives, later what was asked for; call it before widgets are drawn."""
    state = st.session_state
    if "opened" not in state:
        state.opened, state.done, state.guesses, state.revealed = None, frozenset(), {}, frozenset()
        arrive(*link.read_lesson(st.query_params, []))
    elif "turned" in state:
        turn(*state.pop("turned"))


def arrive(name: str, page: int) -> None:
    """Open what the link names, as the page begins, or as the link says that it was left."""
    state = st.session_state
    if name and set(st.query_params) <= OF_A_LESSON:
        wrong, presented = state.bad_link, state.presented
        open_page(name, page - 1)
        state.history, state.bad_link, state.presented = [], wrong, presented
    elif name:
        state.opened = Opened(name, page - 1, LESSONS[name].scenario(page - 1))


def opened() -> Opened | None:
    """The page in view; None outside the lessons."""
    return st.session_state.opened


def visible(name: str) -> bool:
    """Whether a control is to be seen: outside the lessons all are."""
    at = opened()
    return at is None or name in at.page.controls


def controls_left() -> Collection[str]:
    """The names of the controls that the page in view leaves."""
    at = opened()
    return at.page.controls if at else ()


def ask_for(name: str, number: int) -> None:
    """Turn to a page from inside a fragment, by a run of the whole page; no name leaves the lessons."""
    st.session_state.turned = name, number
    st.rerun()


def turn(name: str, number: int) -> None:
    """Go on to a page, back to one, or out; going on, a page that sets nothing takes over what is in view."""
    at = opened()
    if not name:
        st.session_state.opened = None
    elif at and (name, number) == (at.name, at.number + 1):
        go_on(at, number)
    else:
        open_page(name, number)
    renew(FIELDS)


def go_on(at: Opened, number: int) -> None:
    """The next page of the lesson ``at``."""
    page = at.lesson.pages[number]
    if page.set is not None:
        open_page(at.name, number)
        return
    st.session_state.opened = Opened(at.name, number, st.session_state.good)
    place(page.at, page.view, page.example)


def open_page(name: str, number: int) -> None:
    """A page as it begins."""
    lesson = LESSONS[name]
    wanted = lesson.scenario(number)
    if wanted != st.session_state.good:
        session.open_scenario(wanted)
    st.session_state.preset = lesson.header.preset
    st.session_state.opened = Opened(name, number, wanted)
    place(lesson.at(number), lesson.view(number), lesson.example(number))


def place(at: int | None, view: str | None, example: int | None) -> None:
    """Cursor, view and example in view, as far as they are given."""
    if at is not None:
        session.jump_to(at)
    if view is not None:
        st.session_state.view = view
    if example is not None:
        st.session_state.example = example


def is_done(at: Opened, run: Run, epochs: int) -> bool:
    """Whether what is to be done on the page is done, now or before."""
    state = st.session_state
    bugs = frozenset(bug for bug in at.page.bugs if state.get(f"bug {bug}"))
    now = Now(at.start, run, state.at, state.view, epochs, bugs)
    if at.page.do is None or at.page.do.done(now):
        state.done |= {at.key}
    return at.key in state.done
