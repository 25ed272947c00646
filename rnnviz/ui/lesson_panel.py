"""A lesson's page beside the stage, in the drawer: its text, what to do, its question, and the way on."""

from typing import Any

import streamlit as st

from rnnviz.core.run import Run
from rnnviz.i18n import _, language
from rnnviz.lessons import LESSONS, PageWords
from rnnviz.lessons.asking import Ask, Choice
from rnnviz.lessons.numbers import Table
from rnnviz.ui import lessons
from rnnviz.ui.bug_board import bug_board
from rnnviz.ui.lessons import Opened
from rnnviz.ui.words import plain

DONE, OPEN = ":green[:material/check_circle:]", ":material/radio_button_unchecked:"


def lesson_panel(run: Run, epochs: int) -> None:
    """The page in view, if a lesson is open; ``epochs`` are those trained so far."""
    at = lessons.opened()
    if at is None:
        return
    words, table = at.lesson.words[language()], Table.of(run)
    page = words.page[at.number]
    with st.container(key="lesson"):
        where = _("page {page} of {pages}").format(page=at.number + 1, pages=len(words.page))
        st.caption(f"{plain(words.title)} · {where}")
        st.markdown(f"#### {page.title}")
        st.markdown(table.fill(page.prose))
        bug_board(run, at.page.bugs)
        done = task(at, page, lessons.is_done(at, run, epochs))
        complete = done and question(at, page, table)
        if complete:
            st.session_state.complete |= {at.key}
        ways_on(at, complete=complete)


def task(at: Opened, page: PageWords, done: bool) -> bool:
    """What is to be done, with a tick once it is."""
    if at.page.do:
        st.markdown(f"{DONE if done else OPEN} {page.task}")
    return done


def question(at: Opened, page: PageWords, table: Table) -> bool:
    """The page's question; whether it is answered. The answer is shown to one who has guessed, or gives up."""
    ask = at.page.ask
    if ask is None:
        return True
    with st.form(key=f"form {at.key}", border=False):
        st.markdown(f"**{table.fill(page.question)}**")
        ask_guess(at, ask, page)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(_("This is my answer"), type="primary", on_click=answer, args=(at.key,))
            st.form_submit_button(_("Show the answer"), on_click=reveal, args=(at.key,))
    try:
        return feedback(at, ask, page, table)
    except ValueError as error:
        st.error(plain(str(error)), icon=":material/edit:")
        return False


def answer(page: str) -> None:
    """Keep what is typed, or the number of what is chosen, from 1."""
    if guess := st.session_state[f"guess {page}"]:
        st.session_state.guesses[page] = guess


def reveal(page: str) -> None:
    st.session_state.revealed |= {page}


def ask_guess(at: Opened, ask: Ask, page: PageWords) -> None:
    key, before = f"guess {at.key}", st.session_state.guesses.get(at.key)
    if isinstance(ask, Choice):
        options = [str(number) for number in range(1, len(page.choices) + 1)]
        index = options.index(before) if before else None
        labels = dict(zip(options, page.choices, strict=True))
        st.radio(
            _("Your answer"), options, index, format_func=labels.__getitem__, key=key, label_visibility="collapsed"
        )
        return
    st.text_input(
        _("Your answer"), before or "", key=key, label_visibility="collapsed", placeholder=_("a number"), max_chars=40
    )


def feedback(at: Opened, ask: Ask, page: PageWords, table: Table) -> bool:
    """Low, high, wrong or right, and why."""
    state = st.session_state
    guess = state.guesses.get(at.key)
    found = ask.judge(guess, table) if guess else None
    if found == "right":
        st.success(table.fill(page.right), icon=":material/verified:")
        return True
    if at.key in state.revealed:
        answer = ask.reveal(table)
        shown = page.choices[int(answer) - 1] if isinstance(ask, Choice) else answer
        st.info(f"**{shown}**  \n{table.fill(page.right)}", icon=":material/lightbulb:")
        return True
    if found:
        st.warning(table.fill(getattr(page, found)), icon=":material/help:")
    return False


def ways_on(at: Opened, *, complete: bool) -> None:
    """Back, on, or out; who has not done what is to be done may go on all the same."""
    last = at.number == len(at.lesson.pages) - 1
    with st.container(horizontal=True, gap="small"):
        if at.number:
            way(_("Back"), ":material/arrow_back:", "lesson_back", (at.name, at.number - 1))
        if not last:
            label, kind = (_("Next"), "primary") if complete else (_("Skip"), "secondary")
            way(label, ":material/arrow_forward:", "lesson_next", (at.name, at.number + 1), type=kind)
        elif complete:
            the_end(at)
        way(_("Leave"), ":material/logout:", "lesson_leave", ("", 0), help=_("The settings in view stay."))


def the_end(at: Opened) -> None:
    """What comes after the last page."""
    names = list(LESSONS)
    following = names[names.index(at.name) + 1 :]
    if following:
        way(_("Next lesson"), ":material/school:", "lesson_next", (following[0], 0), type="primary")
    st.caption(_("That was the last page of this lesson."))


def way(label: str, icon: str, key: str, to: tuple[str, int], **looks: Any) -> None:
    """A button that leads to a page of a lesson, or out."""
    st.button(label, icon=icon, key=key, on_click=lessons.ask_for, args=to, **looks)
