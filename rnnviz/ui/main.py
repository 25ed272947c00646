"""The page, from top to bottom: language and controls, examples, messages, the stage, the worksheet."""

from pathlib import Path

import streamlit as st

from rnnviz.core.presets import PRESETS
from rnnviz.i18n import LANGUAGES, _, preferred, use_language
from rnnviz.ui import session
from rnnviz.ui.controls import acts, controls, text
from rnnviz.ui.matrices import matrices
from rnnviz.ui.stage import stage
from rnnviz.ui.words import plain

ICON = Path(__file__).parent / "icon.svg"


def choose_language() -> None:
    """The browser's language, or the one that was chosen here or by the link."""
    default = preferred(st.context.locale)
    codes = list(LANGUAGES)
    chosen = st.segmented_control(
        "Language / 语言",
        codes,
        default=default,
        format_func=LANGUAGES.get,
        key="lang",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    use_language(chosen or default)


def examples() -> None:
    """The presets: one click, or one link each."""
    with st.container(horizontal=True, gap="small"):
        for name, preset in PRESETS.items():
            title, about = _(preset.title), _(preset.about)
            st.button(title, help=about, on_click=session.open_preset, args=(name,), key=f"open {name}")


def messages(problems: list[str]) -> None:
    for problem in [*st.session_state.notices, *problems]:
        st.error(plain(problem), icon=":material/edit:")
    if problems:
        st.caption(_("The pictures show the last setting that could be computed."))


@st.fragment(key="run")
def run_in_view() -> None:
    """All that a weight edit or a step changes; the other widgets stay as they are."""
    with as_text:
        text("weights")
    scenario, problems = session.scenario_in_view()
    with by_cell:
        matrices(scenario.params)
    messages(problems)
    stage(scenario, 0, st.session_state.at, st.session_state.jump, moved)


def moved() -> None:
    st.session_state.at = st.session_state.stage["at"]
    st.query_params["at"] = str(st.session_state.at)


st.set_page_config(page_title="rnnviz", page_icon=str(ICON), layout="wide", initial_sidebar_state=330)
session.begin()
with st.sidebar:
    choose_language()
    with st.container(horizontal=True, gap="small"):
        acts()
    controls()
    by_cell, as_text = st.container(), st.container()
examples()
run_in_view()
if "preset" in st.query_params:
    st.rerun()  # an example's settings reach the link only when the widgets are there
