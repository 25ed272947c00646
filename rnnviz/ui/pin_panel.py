"""Pin and compare: keep a run as A, change something, and see B, the run in view, beside it."""

import streamlit as st

from rnnviz.core.run import Run
from rnnviz.core.scenario import Scenario
from rnnviz.figures.compare import comparable, compare
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.cache import run_of
from rnnviz.ui.undisturbed import undisturbed
from rnnviz.ui.words import plain

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


@undisturbed()
def pin(scenario: Scenario) -> None:
    st.session_state.pinned = scenario


def differences(a: Scenario, b: Scenario) -> str:
    """The settings that A and B have not in common."""
    fields = Scenario.model_fields
    changed = [name for name in fields if getattr(a, name) != getattr(b, name)]
    if not changed:
        return _("A and B are the same so far. Change a setting or a weight on the left.")
    titles = [_(str(fields[name].title)) for name in changed]
    values = [f"{brief(getattr(a, name))} → {brief(getattr(b, name))}" for name in changed]
    lines = [f"{title}: {value}" for title, value in zip(titles, values, strict=True)]
    return _("From A to B: {changes}").format(changes="; ".join(lines))


def brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
