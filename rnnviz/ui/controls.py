"""The sidebar: a widget for every field of a Scenario, each labelled, bounded and explained by the field itself."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import streamlit as st

from rnnviz.core.data.limits import MAX_TEXT
from rnnviz.core.data.sequence_shapes import LATER
from rnnviz.core.data.vocabulary import TEXTS
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.fields import heard, held, hold, key
from rnnviz.ui.sources import sources
from rnnviz.ui.words import plain, word


def controls() -> None:
    """Draw a widget for every field, in the order in which a network is thought up."""
    st.subheader(_("Sequence"), anchor=False)
    sources()
    widgets("encoding", "shape", "inputs", "targets")
    vocabulary()
    widgets("feedback")
    beside([1, 1, 1], "input_size", "hidden_size", "output_size")
    st.subheader(_("Network"), anchor=False)
    beside([3, 2], "cell", "layers")
    widgets("activation", "embedding", "head", "biases", "h0")
    states()
    st.subheader(_("Backpropagation"), anchor=False)
    widgets("block", "block_state")
    st.subheader(_("Training"), anchor=False)
    widgets("corpus", "optimizer")
    widgets("learning_rate")
    beside([1, 1], "epochs", "batch_size")
    beside([1, 1], "clip_norm", "clip_value")
    st.subheader(_("Weights"), anchor=False)
    widgets("init")
    widgets("scale", "seed")


def few_controls(names: Collection[str]) -> None:
    """Draw the widgets of these fields only; the others keep what they hold."""
    for name, draw in WIDGETS.items():
        if name in names:
            draw()
        else:
            hold(name, held(name))


def widgets(*names: str) -> None:
    for name in names:
        WIDGETS[name]()


def beside(widths: Sequence[int], *names: str) -> None:
    for column, name in zip(st.columns(widths), names, strict=True):
        with column:
            WIDGETS[name]()


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


def undo_and_reset() -> None:
    """Separate acts, and each says what it keeps."""
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


def draw_again() -> None:
    st.button(
        _("New random weights"),
        on_click=session.new_weights,
        icon=":material/casino:",
        help=_("Another seed, and no weight set by hand. The settings stay."),
    )


def choice(name: str) -> None:
    st.selectbox(options=choices(name), format_func=word, **common(name))


def fed_back() -> None:
    """A choice that matters only where something is fed back."""
    off = held("shape") not in LATER
    st.selectbox(options=choices("feedback"), format_func=word, disabled=off, **common("feedback"))


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


WIDGETS: dict[str, Callable[[], None]] = {
    "encoding": partial(choice, "encoding"),
    "shape": partial(choice, "shape"),
    "inputs": partial(text, "inputs", session.follow_text, "input_size"),
    "targets": partial(text, "targets", session.follow_text, "output_size"),
    "feedback": fed_back,
    "input_size": partial(number, "input_size", session.widen, "inputs", "input_size"),
    "hidden_size": partial(number, "hidden_size"),
    "output_size": partial(number, "output_size", session.widen, "targets", "output_size"),
    "cell": partial(choice, "cell"),
    "layers": partial(number, "layers"),
    "activation": partial(choice, "activation"),
    "embedding": partial(number, "embedding"),
    "head": partial(choice, "head"),
    "biases": partial(flag, "biases"),
    "h0": partial(text, "h0"),
    "block": partial(number, "block"),
    "block_state": partial(choice, "block_state"),
    "corpus": partial(long_text, "corpus"),
    "optimizer": partial(choice, "optimizer"),
    "learning_rate": partial(number, "learning_rate"),
    "epochs": partial(number, "epochs"),
    "clip_norm": partial(number, "clip_norm"),
    "clip_value": partial(number, "clip_value"),
    "batch_size": partial(number, "batch_size"),
    "init": partial(choice, "init"),
    "scale": partial(number, "scale"),
    "seed": partial(number, "seed"),
}
