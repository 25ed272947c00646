"""Pin and compare: keep a run as A, change something, and see B, the run in view, beside it."""

import numpy as np
import streamlit as st

from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures.compare import comparable, compare
from rnnviz.figures.writing import number
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.cache import run_of
from rnnviz.ui.words import plain

CELLS = 3  # weights that are named
LONGEST = 40  # characters of a setting that are shown


def pin_panel(run: Run) -> dict[str, str]:
    """Pin, bring back, and what differs; returns the pictures as Plotly's JSON by name, none if none are compared."""
    pinned = st.session_state.pinned
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        label = _("Pin this run as A") if pinned is None else _("Pin this run instead")
        st.button(label, on_click=pin, args=(run.scenario,), icon=":material/push_pin:", key="pin")
        if pinned is not None:
            label, help_ = _("Go back to A"), _("A comes into view; Undo leads back to B.")
            st.button(label, on_click=session.ask_for, args=(pinned,), icon=":material/undo:", key="unpin", help=help_)
    if pinned is None:
        st.caption(_("Pin the run in view as A. Then change something: B is what you see then, beside A."))
        return {}
    st.caption(plain(differences(pinned, run.scenario)))
    example = run.shown if run.shown < len(pinned.task.x) else 0
    kept = run_of(pinned, example)
    if said := comparable(kept, run):
        st.info(plain(said))
        return {}
    return {name: str(figure.to_json()) for name, figure in compare(kept, run).items()}


def pin(scenario: Scenario) -> None:
    st.session_state.pinned = scenario


def differences(a: Scenario, b: Scenario) -> str:
    """The settings that A and B have not in common."""
    fields = Scenario.model_fields
    changed = [name for name in fields if getattr(a, name) != getattr(b, name)]
    weights = _(str(fields["weights"].title))
    if not changed:
        return _("A and B are the same so far. Change a setting or a weight on the left.")
    titles = [_(str(fields[name].title)) for name in changed]
    values = [f"{brief(getattr(a, name))} → {brief(getattr(b, name))}" for name in changed]
    lines = [f"{title}: {value}" for title, value in zip(titles, values, strict=True) if title != weights]
    return _("From A to B: {changes}").format(changes="; ".join([*lines, *cells(a.params, b.params)]))


def cells(a: Params, b: Params) -> list[str]:
    """The first weights that A and B have otherwise, and how many more there are."""
    before = {name: np.atleast_2d(array) for name, array in a.items()}
    changed = [
        (name, row, column, before[name][row, column], array[row, column])
        for name, array in ((name, np.atleast_2d(array)) for name, array in b.items())
        if name in before and before[name].shape == array.shape
        for row, column in np.argwhere(before[name] != array).tolist()
    ]
    place = _("{name}, row {row}, column {column}")
    said = [
        f"{place.format(name=name, row=row + 1, column=column + 1)}: {number(old)} → {number(new)}"
        for name, row, column, old, new in changed[:CELLS]
    ]
    return [*said, _("and {count} more weights").format(count=len(changed) - CELLS)] if len(changed) > CELLS else said


def brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
