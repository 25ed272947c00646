"""Reading the gradient: what of it is looked at, the numbers of the cuts, and the chain behind a cell of the map."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.core.gradient.truncation import is_cut
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.latex import tex
from rnnviz.figures import Look
from rnnviz.figures.parts import too_many
from rnnviz.figures.writing import number
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.fields import heard, held, hold, key


def choose_look(scenario: Scenario) -> None:
    """What of the gradient to look at, and beside it the block's length."""
    look, steps = st.session_state.look.within(scenario), scenario.task.x.shape[1]
    unit, layer, matrix, cut, bars = st.columns([2, 1, 2, 3, 2], vertical_alignment="bottom")
    letter = f"dL/dh{look.end}"
    with unit:
        names = [f"‖{letter}‖", *(f"{letter}_{i}" for i in range(1, scenario.hidden_size + 1))]
        label, help_ = (
            _("Gradient"),
            _("Its size, or one unit with its sign: then columns sum to the number on the stage."),
        )
        common = looking("unit", look.unit)
        st.selectbox(label, range(len(names)), format_func=names.__getitem__, help=help_, **common)
    with layer:
        single = scenario.layers == 1
        st.number_input(_("Layer"), 1, scenario.layers, disabled=single, **looking("layer", look.layer))
    with matrix:
        st.selectbox(_("Weight"), list(scenario.shapes), **looking("matrix", look.matrix))
    with cut:
        hold("cut", min(scenario.block, steps))
        label = _("Truncate after … steps (0: never)")
        st.slider(label, 0, max(steps, 1), key=key("cut"), on_change=heard, args=("cut", key("cut"), truncate))
    with bars:
        st.toggle(_("Stacked bars"), help=_("Instead of the map."), **looking("bars", look.bars))


def looking(name: str, value: object, then: Callable[[str], None] | None = None) -> dict[str, Any]:
    """What the widget of one choice of the look has: its key, and what follows a change."""
    hold(name, value)
    return {"key": key(name), "on_change": heard, "args": (name, key(name), then or take, name)}


def take(name: str) -> None:
    st.session_state.look = st.session_state.look._replace(**{name: held(name)})


def truncate() -> None:
    session.change(block=held("cut"))


def cut_numbers(run: Run, look: Look) -> None:
    """What is there beside the pictures: why there is no map, what each cut drops, what truncation does to dW."""
    if too_many(run):
        said = _(
            "{steps} steps of {hidden} units in {layers} layers make too many parts for a map. "
            "Take a shorter sequence or fewer units."
        )
        st.info(said.format(steps=run.steps, hidden=run.scenario.hidden_size, layers=run.scenario.layers))
    if not is_cut(run):
        return
    st.subheader(_("What the cuts drop"), anchor=False)
    for t, states in run.gradients.cut.items():
        dropped = rf"$\;\frac{{\partial L}}{{\partial h_{{{t}}}}}\;=\;{tex(states['h' + look.end][0])}$"
        st.markdown(_("What would have come back over the cut after step {t}, and is dropped:").format(t=t) + dropped)
    st.markdown(weight_shift(run, look.matrix))


def weight_shift(run: Run, matrix: str) -> str:
    """By how much truncation changes the gradient of ``matrix``, over the whole batch."""
    kept = getattr(run.batch.gradients.params, matrix)
    full = getattr(simulate(run.scenario.but(block=0), run.params).gradients.params, matrix)
    with np.errstate(all="ignore"):
        sizes = [float(np.linalg.norm(array)) for array in (full, kept, full - kept)]
        share = 100 * sizes[2] / sizes[0] if sizes[0] else np.nan
    said = _("‖d{matrix}‖ is {full} in full and {kept} truncated; the difference has size {missing}, {share} % of it.")
    full_, kept_, missing = map(number, sizes)
    return said.format(matrix=matrix, full=full_, kept=kept_, missing=missing, share=f"{share:.2g}")
