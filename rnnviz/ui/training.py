"""The training of the page: it runs in short slices between redraws, so that it can be stopped at any moment."""

from time import monotonic

import numpy as np
import streamlit as st

from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights
from rnnviz.core.train.training import Training, begin, continued, go_on
from rnnviz.i18n import _
from rnnviz.ui import by_hand, session

TICK, SLICE = 0.4, 0.25  # seconds from one redraw to the next, and what of them is trained


def training_of(scenario: Scenario) -> Training | None:
    """The training of ``scenario``, if it has been begun; a scenario changed in more than its epochs is another one."""
    training = st.session_state.get("training")
    if training is None or training.scenario == scenario:
        return training
    return continued(training, scenario)


def running(scenario: Scenario) -> bool:
    return bool(st.session_state.running) and training_of(scenario) is not None


def start() -> None:
    """Train what is in view from epoch 0 on."""
    session.settle()
    state = st.session_state
    state.training = begin(state.good)
    state.trainer = go_on(state.training)
    state.running, state.seconds = True, 0.0
    session.jump_to(2 * state.good.task.x.shape[1])  # what the weights do is seen when all has been computed


def stop() -> None:
    """Leave off between two updates; nothing is lost."""
    st.session_state.running = False


def resume(training: Training) -> None:
    """Go on from where ``training`` was left, or from its last epoch if it has been given more of them."""
    state = st.session_state
    if training is not state.training:
        state.training, state.trainer = training, go_on(training)
    state.running = True


def train_a_while() -> None:
    """Train for a slice of time; at the end of it all, stop."""
    state, begun = st.session_state, monotonic()
    for training in state.trainer:
        state.training = training
        if monotonic() - begun > SLICE:
            break
    else:
        stop()
    state.seconds += monotonic() - begun


def progress(training: Training) -> str:
    """Where the training is, in one line."""
    score, left = training.scores[-1], ""
    if st.session_state.running and training.updates:
        seconds = st.session_state.seconds * (1 / training.share - 1) * TICK / SLICE
        left = _("about {seconds} s left").format(seconds=max(1, round(seconds)))
    parts = [
        _("Epoch {epoch} of {epochs}").format(epoch=training.epochs, epochs=training.scenario.epochs),
        _("loss {loss}").format(loss=f"{score.loss:.4g}"),
    ]
    if score.accuracy is not None:
        parts.append(_("{share} % right").format(share=f"{100 * score.accuracy:.3g}"))
        parts.append(_("perplexity {perplexity}").format(perplexity=f"{score.perplexity:.4g}".replace("inf", "∞")))
    return " · ".join([*parts, left] if left else parts)


def take_over(training: Training, epoch: int) -> None:
    """Set the weights of ``epoch`` as if they had been typed."""
    weights = {name: np.atleast_2d(array) for name, array in training.params_at(epoch).items()}
    by_hand.set_text(write_weights(weights))
