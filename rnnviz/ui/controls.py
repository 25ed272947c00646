"""The sidebar: a widget for every field of a Scenario, each labelled, bounded and explained by the field itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from rnnviz.core.problems import choices
from rnnviz.core.scenario import MAX_TEXT, Scenario
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.fields import key
from rnnviz.ui.words import word


def controls() -> None:
    """Draw a widget for every field, in the order in which a network is thought up."""
    st.subheader(_("Sequence"), anchor=False)
    choice("encoding")
    text("inputs", session.follow_text, "input_size")
    text("targets", session.follow_text, "output_size")
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
    choice("head")
    flag("biases")
    text("h0")
    st.subheader(_("Backpropagation"), anchor=False)
    choice("loss_at")
    number("block")
    choice("block_state")
    st.subheader(_("Weights"), anchor=False)
    choice("init")
    scale, seed = st.columns(2)
    with scale:
        number("scale")
    with seed:
        number("seed")


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


def choice(name: str) -> None:
    st.selectbox(options=choices(name), format_func=word, **common(name))


def text(name: str, *then: Any) -> None:
    st.text_input(max_chars=MAX_TEXT, **common(name, *then))


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
        "on_change": then,
        "args": arguments,
    }
