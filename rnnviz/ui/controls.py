"""The drawer: a widget for every field of a Scenario that matters, each labelled and explained by the field itself."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import streamlit as st

from rnnviz.core.data.limits import MAX_TEXT
from rnnviz.core.data.sequence_shapes import LATER
from rnnviz.core.data.vocabulary import TEXTS
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import N_, _
from rnnviz.ui import lessons, session
from rnnviz.ui.fields import heard, held, hold, key, renew
from rnnviz.ui.sentence import activated
from rnnviz.ui.sources import sources
from rnnviz.ui.words import plain, word

GROUPS = {  # the settings under their headings, in the order in which a network is thought up
    N_("Sequence"): ("encoding", "shape", "inputs", "targets", "feedback", "input_size", "hidden_size", "output_size"),
    N_("Network"): ("cell", "layers", "activation", "embedding", "head", "biases", "h0"),
    N_("Backpropagation"): ("block", "block_state"),
    N_("Training"): ("corpus", "optimizer", "learning_rate", "epochs", "batch_size", "clip_norm", "clip_value"),
    N_("Weights"): ("init", "scale", "seed"),
}
BESIDE = (  # small fields that share a row
    ("input_size", "hidden_size", "output_size"),
    ("cell", "layers"),
    ("epochs", "batch_size"),
    ("clip_norm", "clip_value"),
    ("scale", "seed"),
)


def settings() -> Collection[str]:
    """The fields that are to be seen: those that the lesson's page leaves, or else those that matter now."""
    return lessons.controls_left() if lessons.opened() else [name for name in WIDGETS if matters(name)]


def matters(name: str) -> bool:
    """Whether another value of the field would change what is in view, or what is in the field cannot be used."""
    state = st.session_state
    asked = name == state.get("watched") or held(name) != getattr(state.good, name)
    return asked or MATTERS.get(name, lambda: True)()


def controls(names: Collection[str]) -> None:
    """Draw the widgets of these fields, each group under its heading; the others keep what they hold."""
    keep(names)
    for title, group in GROUPS.items():
        if shown := [name for name in group if name in names]:
            if not lessons.opened():
                st.subheader(_(title), anchor=False)
            if title == "Sequence" and not lessons.opened():
                sources()
            draw(shown)
            if "h0" in shown and not lessons.opened():
                states()


def keep(names: Collection[str]) -> None:
    """What is not drawn keeps its value; what comes back is new to the browser, and gets another key."""
    state = st.session_state
    hidden = {name for name in WIDGETS if name not in names}
    renew(state.get("hidden", set()) - hidden)
    for name in hidden:
        hold(name, held(name))
    state.hidden = hidden


def draw(names: Sequence[str]) -> None:
    """Each field, or a row of small ones that belong together."""
    for name in names:
        row = next((row for row in BESIDE if name in row), (name,))
        shown = [other for other in row if other in names]
        if name == shown[0]:
            for column, other in zip(st.columns(len(shown)), shown, strict=True):
                with column:
                    WIDGETS[other]()
        if name == "targets":
            vocabulary()


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
    "feedback": partial(choice, "feedback"),
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
# when a field has something to say; all others always have
MATTERS: dict[str, Callable[[], bool]] = {
    "feedback": lambda: held("shape") in LATER,
    "embedding": lambda: held("encoding") != "numbers",
    "activation": lambda: activated(held("cell")),
    "block_state": lambda: bool(held("block")),
    **{name: lambda: st.session_state.view == "train" for name in GROUPS["Training"]},
}
