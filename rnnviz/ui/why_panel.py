"""Why the gradient vanishes or explodes: the verdict, the unit circle, and a handle on the spectral radius."""

import numpy as np
import streamlit as st

from rnnviz.core.gradient.cell_race import FEWEST_RACERS, MOST_RACERS
from rnnviz.core.gradient.spectrum import put_back, recurrent, scaled, spectrum, square, with_radius
from rnnviz.core.gradient.verdict import verdict
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.run import Run
from rnnviz.figures.why.unit_circle import caption, notice, title, unit_circle
from rnnviz.i18n import _
from rnnviz.ui import by_hand
from rnnviz.ui.chart import chart
from rnnviz.ui.fields import held
from rnnviz.ui.gradient_page import looking
from rnnviz.ui.words import plain, word

MOST, STEP = 2.0, 0.05


def why_panel(run: Run) -> None:
    """What stands under the stage: words and handle on the left, the matrix in use on the right."""
    st.markdown(plain(verdict(run)))
    choose_racers()
    names = list(recurrent(run.scenario, run.params))
    if not names:
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        name = choose(names)
        if run.params is run.scenario.params:
            handle(run, name)
        else:
            st.caption(_("These are the weights of an epoch: the handle works on the weights to start from."))
    seen = notice(spectrum(recurrent(run.scenario, run.params)[name]))
    with left:
        st.markdown(f"**{plain(seen)}**")
        st.caption(plain(caption()))
    with right:
        st.markdown(f"**{plain(title(name))}**")
        chart(unit_circle(run, name), f"{title(name)}. {seen}", "unit_circle")


def choose_racers() -> None:
    """Which cells race."""
    st.pills(
        _("Race"),
        list(CELLS),
        selection_mode="multi",
        format_func=word,
        help=_("{low} to {high} cells run on the same sequence.").format(low=FEWEST_RACERS, high=MOST_RACERS),
        **looking("racers", list(st.session_state.look.racers), take_racers),
    )


def take_racers(name: str) -> None:
    """Cells too few or too many for a race leave it as it was."""
    chosen = tuple(held(name))
    if FEWEST_RACERS <= len(chosen) <= MOST_RACERS:
        st.session_state.look = st.session_state.look._replace(racers=chosen)


def choose(names: list[str]) -> str:
    """Which recurrent matrix is looked at and scaled."""
    if len(names) == 1:
        return names[0]
    if st.session_state.get("recurrent") not in names:
        st.session_state.recurrent = names[0]
    return str(st.segmented_control(_("Recurrent matrix"), names, key="recurrent", required=True))


def handle(run: Run, name: str) -> None:
    """A slider that follows the matrix in use, and scales it when it is moved."""
    matrix = recurrent(run.scenario, run.params)[name]
    radius = spectrum(matrix).radius
    if not np.isfinite(radius):
        st.info(plain(_("{name} holds a number that is not finite and cannot be scaled.").format(name=name)))
    elif not radius and matrix_before(name) is None:
        said = _(
            "The spectral radius of {name} is 0: all its eigenvalues are 0, and no factor makes them larger. "
            "Press Undo, or set other weights by hand."
        )
        st.info(plain(said.format(name=name)))
    else:
        slider(name, radius)


def slider(name: str, radius: float) -> None:
    most = float(max(MOST, STEP * np.ceil(radius / STEP)))
    st.slider(
        _("Spectral radius of {name}").format(name=name),
        0.0,
        most,
        step=STEP,
        key=slider_key(f"radius {name} {most:g}", round(STEP * round(radius / STEP), 2)),
        on_change=scale,
        args=(name,),
        help=_("The whole matrix is multiplied by one number, and set by hand; Undo takes it back."),
    )


def slider_key(slot: str, value: float) -> str:
    """The key of the slider that stands at ``value``.

    Where the matrix was changed elsewhere it is a new one, for a browser may still send what the old one shows.
    """
    state = st.session_state
    if state.get(f"{slot} {state.setdefault('radius_set', 0)}", value) != value:
        state.radius_set += 1
    state.radius_key = f"{slot} {state.radius_set}"
    state[state.radius_key] = value
    return state.radius_key


def scale(name: str) -> None:
    """Give the matrix in use the radius that the slider was moved to."""
    state = st.session_state
    state.refused = []
    radius, before, whole = state[state.radius_key], matrix_before(name), getattr(state.good.params, name)
    try:
        matrix = with_radius(state.good, name, radius) if before is None else rescaled(whole, before, radius)
    except ValueError as error:
        state.refused = [str(error)]
        return
    if not radius:
        zeroed()[name] = whole if before is None else before
    by_hand.set_matrix(name, matrix)


def rescaled(whole: np.ndarray, before: np.ndarray, radius: float) -> np.ndarray:
    """``whole`` with the recurrent part it had ``before`` it was scaled to 0."""
    return put_back(scaled(square(before), radius), whole)


def matrix_before(name: str) -> np.ndarray | None:
    """What the matrix was before the handle made its recurrent part 0, if it is still 0."""
    whole, before = getattr(st.session_state.good.params, name), zeroed().get(name)
    gone = not square(whole).any()
    return before if gone and before is not None and before.shape == whole.shape else None


def zeroed() -> dict[str, np.ndarray]:
    return st.session_state.setdefault("zeroed", {})
