"""The training above the stage: its buttons, its curve, and the epoch whose weights the stage shows."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.core.explain.update_lines import slow_motion
from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.sampling import can_sample, sample
from rnnviz.core.train.training import Training
from rnnviz.figures.learning_curve import learning_curve
from rnnviz.i18n import _
from rnnviz.ui import session, training
from rnnviz.ui.chart import chart
from rnnviz.ui.panels import block
from rnnviz.ui.words import plain


def train_panel() -> None:
    """The part that changes while training: it runs again by itself until it is stopped."""
    scenario, _problems = session.scenario_in_view()
    every = training.TICK if training.running(scenario) else None
    st.fragment(panel, run_every=every, key="train")()


def panel() -> None:
    scenario = st.session_state.good  # a late tick has no say in what is in view
    was_running = training.running(scenario)
    if was_running:
        training.train_a_while()
    history = training.training_of(scenario)
    left, right = st.columns([1, 3], vertical_alignment="center")
    with left:
        buttons(scenario, history)
    if history is None:
        right.caption(_("Optimiser, learning rate and the rest stand in the settings, under Training."))
        return
    right.progress(history.share, training.progress(history))
    chart(learning_curve(history), _("Loss and accuracy after each epoch"), "curve")
    if history.stopped:
        st.warning(plain(history.stopped), icon=":material/trending_up:")
    if was_running and not training.running(scenario):
        st.rerun()


def buttons(scenario: Scenario, history: Training | None) -> None:
    """Each says what it does now; they are drawn in the page's own run, so that the ticking starts and stops."""
    with st.container(horizontal=True, gap="small"):
        if training.running(scenario):
            act(_("Stop"), training.stop, ":material/pause:", _("Between two updates; nothing is lost."))
        elif history is None:
            act(_("Train"), training.start, ":material/play_arrow:", _("From these weights on."))
        else:
            if not history.stopped and history.epochs < scenario.epochs:
                act(
                    _("Go on"),
                    partial(training.resume, history),
                    ":material/play_arrow:",
                    _("From where it was stopped."),
                )
            act(
                _("Train again"),
                training.start,
                ":material/replay:",
                _("From epoch 0, with the same order of examples."),
            )


def act(label: str, do: Callable[[], None], icon: str, help_: str) -> None:
    kind = "primary" if label != _("Train again") else "secondary"
    st.button(label, icon=icon, help=help_, type=kind, on_click=act_on_page, args=(do,))


def act_on_page(do: Callable[[], None]) -> None:
    """A click inside the fragment concerns the whole page."""
    do()
    st.rerun()


def epoch_in_view(history: Training) -> int:
    """The epoch whose weights the stage shows: the last, until the slider is moved."""
    kept = sorted(history.moments)
    if len(kept) < 2 or training.running(history.scenario):
        return kept[-1]
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        label = _("Epoch in view: its weights make the pictures below")
        epoch = int(st.select_slider(label, kept, kept[-1], key=f"epoch {history.updates}"))
    with right:
        st.button(
            _("Take its weights"),
            on_click=training.take_over,
            args=(history, epoch),
            help=_("Set them as the weights to start from, to edit, share or save them."),
        )
    return epoch


def looks(history: Training, epoch: int, run: Run) -> None:
    """One update in slow motion, and a text written by the weights of ``epoch``."""
    with st.expander(_("One update in slow motion"), key="slow", on_change="rerun") as opened:
        if opened.open:
            one_update(history, epoch)
    if can_sample(history.scenario):
        with st.expander(_("Let it write"), key="write"):
            write_on(run)


def one_update(history: Training, epoch: int) -> None:
    """The first update after ``epoch`` for one weight, from gradient to new weight."""
    scenario = history.scenario
    names = [name for name, _array in scenario.params.items()]
    which, row, column = st.columns(3)
    name = which.selectbox(_("Matrix"), names, index=names.index("Wh") if "Wh" in names else 0, key="slow_matrix")
    rows, columns = np.atleast_2d(getattr(scenario.params, name)).shape
    i = entry(row, _("Row"), rows, "slow_row")
    j = entry(column, _("Column"), columns, "slow_column")
    step = history.update_after(epoch)
    said = _("Update {number}: {name}, row {row}, column {column}; the mean loss of its batch is {loss}.")
    st.markdown(said.format(number=step.after.count, name=name, row=i + 1, column=j + 1, loss=f"{step.loss:.6g}"))
    st.markdown("\n\n".join(block(line) for line in slow_motion(scenario, step, name, i, j)))


def entry(place: DeltaGenerator, label: str, most: int, key: str) -> int:
    st.session_state[key] = min(st.session_state.get(key, 1), most)
    return int(place.number_input(label, 1, most, key=key)) - 1


def write_on(run: Run) -> None:
    """A text that goes on from the sequence, drawn symbol by symbol."""
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    heat = left.slider(_("Temperature"), 0.0, 2.0, 0.7, 0.1, key="temperature", help=_("0 always takes the likeliest."))
    length = middle.slider(_("Symbols"), 10, 500, 120, 10, key="length")
    right.button(_("Write"), key="write_again", on_click=write_anew)
    if "draw" not in st.session_state:
        write_anew()
    rng = np.random.default_rng(st.session_state.draw)
    st.code(sample(run, length, heat, rng), language=None, wrap_lines=True)


def write_anew() -> None:
    """Another seed for the text."""
    st.session_state.draw = int(np.random.default_rng().integers(1_000_000))
