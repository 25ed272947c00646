"""The sidebar: a widget for every field of a Scenario, each labelled, bounded and explained by the field itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from rnnviz.core.problems import choices
from rnnviz.core.scenario import Scenario
from rnnviz.core.settings import MAX_TEXT
from rnnviz.core.symbols import TEXTS
from rnnviz.core.timing import LATER
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.fields import heard, held, key
from rnnviz.ui.sources import sources
from rnnviz.ui.words import plain, word


def controls() -> None:
    """Draw a widget for every field, in the order in which a network is thought up."""
    st.subheader(_("Sequence"), anchor=False)
    sources()
    choice("encoding")
    choice("shape")
    text("inputs", session.follow_text, "input_size")
    text("targets", session.follow_text, "output_size")
    vocabulary()
    choice("feedback", disabled=held("shape") not in LATER)
    inputs, hidden, outputs = st.columns(3)
    with inputs:
        number("input_size", session.widen, "inputs", "input_size")
    with hidden:
        number("hidden_size")
    with outputs:
        number("output_size", session.widen, "targets", "output_size")
    st.subheader(_("Network"), anchor=False)
    cell, layers = st.columns([3, 2])
    with cell:
        choice("cell")
    with layers:
        number("layers")
    choice("activation")
    number("embedding")
    choice("head")
    flag("biases")
    text("h0")
    states()
    st.subheader(_("Backpropagation"), anchor=False)
    number("block")
    choice("block_state")
    st.subheader(_("Training"), anchor=False)
    long_text("corpus")
    choice("optimizer")
    for left, right in (("learning_rate", "epochs"), ("clip_norm", "clip_value")):
        one, other = st.columns(2)
        with one:
            number(left)
        with other:
            number(right)
    number("batch_size")
    st.subheader(_("Weights"), anchor=False)
    choice("init")
    scale, seed = st.columns(2)
    with scale:
        number("scale")
    with seed:
        number("seed")


def states() -> None:
    """The initial state from the last one, or from nothing."""
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Carry the state on"),
            on_click=session.carry_on,
            help=_("The last states become h0 (set_state), and the sequence goes on from there."),
        )
        st.button(_("Forget it"), on_click=session.forget, help=_("h0 is zeros again (reset_state)."))


def vocabulary() -> None:
    """The symbols there are, by their columns."""
    scenario = st.session_state.good
    symbols = scenario.task.symbols
    if scenario.encoding in TEXTS:
        said = _("Vocabulary of {count}: {symbols}").format(count=len(symbols), symbols=" · ".join(symbols))
        st.caption(plain(said))


def acts() -> None:
    """Three separate acts, and each says what it keeps."""
    st.button(
        _("Undo"),
        on_click=session.undo,
        icon=":material/undo:",
        help=_("Take the last change back."),
    )
    st.button(
        _("Reset"),
        on_click=session.reset,
        icon=":material/restart_alt:",
        help=_("Back to step 0, with all settings as the example or link had them. The weights stay."),
    )
    st.button(
        _("New random weights"),
        on_click=session.new_weights,
        icon=":material/casino:",
        help=_("Another seed, and no weight set by hand. The settings stay."),
    )


def choice(name: str, *, disabled: bool = False) -> None:
    st.selectbox(options=choices(name), format_func=word, disabled=disabled, **common(name))


def text(name: str, *then: Any) -> None:
    st.text_input(max_chars=MAX_TEXT, **common(name, *then))


def long_text(name: str, *then: Any) -> None:
    st.text_area(max_chars=MAX_TEXT, height=68, **common(name, *then))


def flag(name: str) -> None:
    st.checkbox(**common(name))


def number(name: str, *then: Any) -> None:
    # no bounds here: the browser would only turn red, in English; the core says what is allowed
    step = {"step": 0.1, "format": "%g"} if isinstance(Scenario.model_fields[name].default, float) else {"step": 1}
    st.number_input(value=None, placeholder=_("auto"), **step, **common(name, *then))


def common(name: str, then: Callable[..., None] = session.fit_weights, *arguments: str) -> dict[str, Any]:
    """What every widget has: its field's key, title and help."""
    field = Scenario.model_fields[name]
    return {
        "label": _(str(field.title)),
        "help": _(str(field.description)),
        "key": key(name),
        "on_change": heard,
        "args": (name, key(name), then, *arguments),
    }
