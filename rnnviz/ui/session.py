"""What this visitor has set: the widgets' values become a Scenario, the last good one stays, changes can be undone."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from pydantic import ValidationError

from rnnviz.core.nn.heads import HEADS
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.messages import problems
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import refit, write_weights
from rnnviz.core.text.array_like import write_rows
from rnnviz.core.text.typed import read_rows
from rnnviz.i18n import language
from rnnviz.ui import link
from rnnviz.ui.fields import FIELDS, all_held, held, hold
from rnnviz.ui.server.uninterrupted import uninterrupted

UNDO_STEPS = 100


@uninterrupted()
def begin() -> None:
    """Read the link once, when the visitor arrives; later open what was asked for, before any widget is drawn."""
    state = st.session_state
    if "good" in state:
        if asked := state.pop("asked", None):
            open_scenario(asked)
        return
    state.history, state.jump, state.wrong, state.refused = [], 0, [], []
    arrived = st.query_params.to_dict()
    scenario, at, state.example, wrong, state.preset, state.look, state.pinned = link.read(arrived)
    put_in_view(scenario, scenario)
    show(scenario)
    state.at = state.start = at
    state.bad_link = arrived if wrong else {}
    state.watched = link.read_seen(arrived, [])
    if state.watched in link.OPENED:
        state[state.watched] = True
    state.presented, state.large = arrived.get("present", ""), ""


def link_problems() -> list[str]:
    """What is wrong with the link that the visitor came by; it is read anew only for another language."""
    state = st.session_state
    asked = state.bad_link, language()
    if state.bad_link and state.get("link_read", ({}, ""))[0] != asked:
        state.link_read = asked, link.read(state.bad_link).wrong
    return state.link_read[1] if state.bad_link else []


@uninterrupted()
def scenario_in_view() -> tuple[Scenario, list[str]]:
    """The Scenario to show, and what is wrong with the one that was set, if anything."""
    state = st.session_state
    try:
        wanted = Scenario.model_validate(all_held())
    except ValidationError as error:
        return state.good, problems(error)
    if wanted != state.good:
        remember()
        put_in_view(wanted, state.home)
        state.bad_link = {}
    return wanted, []


def settle() -> None:
    """Take over what was set just before a click: the page may not have been drawn since."""
    scenario_in_view()


def put_in_view(scenario: Scenario, home: Scenario) -> None:
    """Another scenario, and where Reset leads from it. A training pauses, so that no Undo sets it going again."""
    state = st.session_state
    state.good, state.home, state.running = scenario, home, False


def remember() -> None:
    """Keep what is in view, and where Reset leads from it, for Undo."""
    state = st.session_state
    state.history = [*state.history[-UNDO_STEPS:], (state.good, state.home)]


def show(wanted: Scenario) -> None:
    """Set every widget to ``wanted``; call it before they are drawn."""
    for name in FIELDS:
        hold(name, getattr(wanted, name))
    st.session_state.bad_link, st.session_state.wrong, st.session_state.refused = {}, [], []
    st.session_state.presented = ""


def change(**settings: object) -> None:
    """Set several fields at once; weights set by hand that still have a place stay. What does not fit is said."""
    settle()
    state = st.session_state
    if wrong := refusal(**settings):
        state.refused = wrong
        return
    wanted = changed(settings)
    show(wanted.but(weights=write_weights(refit(state.good.matrices, wanted.shapes))))
    state.example = 1
    rewind()


def changed(settings: Mapping[str, object]) -> Scenario:
    """What is in view with other ``settings``, and no weight set by hand."""
    return Scenario.model_validate(st.session_state.good.model_dump() | {"weights": ""} | settings)


def refusal(**settings: object) -> list[str]:
    """Why several fields cannot be set at once; nothing if they can."""
    try:
        changed(settings)
    except ValidationError as error:
        return problems(error)
    return []


def carry_on() -> None:
    """Begin where the sequence in view has ended: its last states become h0 (set_state)."""
    settle()
    change(h0=simulate(st.session_state.good).last_state)


def forget() -> None:
    """Begin with zeros (reset_state)."""
    change(h0="")


def open_preset(name: str) -> None:
    open_scenario(PRESETS[name].scenario)
    st.session_state.preset = name


def open_scenario(wanted: Scenario) -> None:
    """A scenario that is no example of the list, at step 0; Undo leads back."""
    settle()
    remember()
    st.session_state.preset, st.session_state.example = "once", 1
    put_in_view(wanted, wanted)
    show(wanted)
    rewind()


def ask_for(wanted: Scenario) -> None:
    """Open ``wanted`` from inside a fragment, where widgets outside it cannot be set: by a run of the whole page."""
    st.session_state.asked = wanted
    st.rerun()


def rewind() -> None:
    """Cursor to 0."""
    jump_to(0)


def jump_to(at: int, watched: str = "") -> None:
    """Cursor to ``at``, and the figure ``watched``, if any, into sight."""
    st.session_state.at = st.session_state.start = at
    st.session_state.watched = watched
    st.session_state.jump += 1


def place() -> tuple[int, int, str]:
    """Where the cursor starts, the number of its last jump, and what was to be seen there."""
    state = st.session_state
    return state.start, state.jump, state.get("watched", "")


def move() -> None:
    """Follow the stage's cursor, unless it has been told to jump since; and whether it presents a picture."""
    state = st.session_state
    cursor = state.stage["cursor"]
    if cursor["jump"] == state.jump:
        state.at, state.large, state.presented = cursor["at"], cursor["large"], ""


def undo() -> None:
    """Take back what was typed wrongly, or else the last change."""
    settle()
    state = st.session_state
    typed_wrongly = state.wrong or all_held() != state.good.model_dump()
    if state.history and not typed_wrongly:
        *state.history, before = state.history
        put_in_view(*before)
    show(state.good)


def reset() -> None:
    """All settings and the cursor as the example or link had them; the weights stay as they are."""
    settle()
    home, weights = st.session_state.home, st.session_state.good
    kept = {"init": weights.init, "scale": weights.scale, "seed": weights.seed, "weights": ""}
    back = home.but(**kept)
    show(back.but(weights=write_weights(refit(weights.matrices, back.shapes))))
    rewind()


def new_weights() -> None:
    """Another seed, and nothing set by hand."""
    settle()
    seed = int(np.random.default_rng().integers(1_000_000))
    show(st.session_state.good.but(seed=seed, weights=""))


def fit_weights() -> None:
    """After a change of sizes, keep the weights set by hand that still have a place."""
    state = st.session_state
    try:
        shapes = Scenario.model_validate(all_held() | {"weights": ""}).shapes
    except ValidationError:
        return
    if shapes != state.good.shapes:
        hold("weights", write_weights(refit(state.good.matrices, shapes)))


def follow_text(size: str) -> None:
    """A sequence typed anew brings its own width."""
    hold(size, None)
    fit_weights()


def widen(text: str, size: str) -> None:
    """A size set anew trims the typed numbers of each step or fills them up with zeros."""
    symbols = held("encoding") != "numbers" if text == "inputs" else HEADS[held("head")].classes
    if (width := held(size)) and not symbols:
        try:
            rows = read_rows(held(text), text)[:, :, :width]
        except ValueError:
            return
        hold(text, write_rows(np.pad(rows, [(0, 0), (0, 0), (0, width - rows.shape[2])])))
    fit_weights()
