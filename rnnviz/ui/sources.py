"""Where a sequence can come from besides the keyboard: a file, or a task made to length."""

import numpy as np
import streamlit as st

from rnnviz.core.data.csv_table import read_series, scaled
from rnnviz.core.data.generators import EXAMPLES, LENGTHS, MADE
from rnnviz.core.scenario.from_file import Opened, open_series, open_text
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.words import plain, word

TEXT, TABLE = ("characters", "words"), "numbers"


def sources() -> None:
    """Two small windows beside each other."""
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Open a file")):
            file()
        with st.popover(_("Make a task")):
            task()


def file() -> None:
    """A CSV of numbers, or a text; what is wrong with it is said here, and nothing changes."""
    given = st.file_uploader(_("CSV or text"), ["csv", "tsv", "txt"], key="file", max_upload_size=2)
    if given is None:
        st.caption(_("A table of numbers, a row for each step, or any text. It stays on this server."))
        return
    table = not given.name.lower().endswith(".txt")
    kind = st.segmented_control(
        _("Read it as"), [TABLE, *TEXT], default=TABLE if table else "characters", format_func=word, required=True
    )
    try:
        opened = series(given.getvalue()) if kind == TABLE else open_text(given.getvalue(), str(kind))
    except ValueError as error:
        st.error(plain(str(error)), icon=":material/edit:")
        return
    if opened:
        offer(opened)


def offer(opened: Opened) -> None:
    """A button, where the settings can be had; what is left out, or wrong, is said before it is pressed."""
    if opened.cut:
        st.warning(plain(opened.cut), icon=":material/content_cut:")
    if wrong := session.refusal(**opened.settings):
        for problem in wrong:
            st.error(plain(problem), icon=":material/edit:")
        return
    st.button(_("Use it"), on_click=session.change, kwargs=opened.settings, type="primary", key="use")


def series(source: bytes) -> Opened | None:
    """The chosen columns of a table; None while none is chosen."""
    table = read_series(source)
    columns = list(range(len(table.names)))
    default = columns[-1:] if len(columns) > 1 else columns
    chosen = st.multiselect(
        _("Columns"), columns, default, format_func=lambda i: plain(table.names[i]), max_selections=8
    )
    fit = st.checkbox(_("Scale each to 0 … 1"), value=True, help=_("A network of squashed units learns such numbers."))
    values = table.values[:, chosen]
    return open_series(scaled(values) if fit else values) if chosen else None


def task() -> None:
    """A task of chosen length, drawn anew at every press."""
    names = list(MADE)
    name = st.selectbox(_("Task"), names, format_func=lambda name: _(MADE[name].title), key="made")
    st.caption(_(MADE[name].about))
    length, examples = st.columns(2)
    T = int(length.number_input(_("Length"), LENGTHS[0], LENGTHS[-1], 6, key="made_length"))
    N = int(examples.number_input(_("Examples"), EXAMPLES[0], EXAMPLES[-1], 8, key="made_examples"))
    st.button(_("Make"), on_click=make, args=(name, T, N), type="primary", key="make")


def make(name: str, T: int, N: int) -> None:
    session.change(**MADE[name].make(T, N, np.random.default_rng()), corpus="", h0="", embedding=0)
