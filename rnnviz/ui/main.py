"""The page, from top to bottom: language and controls, examples, messages, the stage, the worksheet."""

from pathlib import Path

import streamlit as st

from rnnviz.core.presets import PRESETS
from rnnviz.i18n import LANGUAGES, _, preferred, use_language
from rnnviz.ui import link, session
from rnnviz.ui.cache import run_of
from rnnviz.ui.controls import acts, controls
from rnnviz.ui.matrices import matrices
from rnnviz.ui.panels import arithmetic, messages
from rnnviz.ui.stage import stage

ICON = Path(__file__).parent / "icon.svg"


def choose_language() -> None:
    """The browser's language, until another is chosen here or by the link."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state.lang = asked if asked in LANGUAGES else preferred(st.context.locale)
    st.segmented_control(
        "Language / 语言",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key="lang",
        label_visibility="collapsed",
        required=True,
    )


def examples() -> None:
    """The presets: one click, or one link each."""
    with st.container(horizontal=True, gap="small"):
        for name, preset in PRESETS.items():
            title, about = _(preset.title), _(preset.about)
            st.button(title, help=about, on_click=session.open_preset, args=(name,), key=f"open {name}")


@st.fragment(key="run")
def run_in_view() -> None:
    """All that a weight edit or a step changes; the other widgets stay as they are."""
    use_language(st.session_state.lang)
    scenario, problems = session.scenario_in_view()
    with by_cell:
        matrices(scenario.params)
    example = choose_example(len(scenario.task.x))
    run = run_of(scenario, example)
    messages(problems, run)
    stage(scenario, example, st.session_state.start, st.session_state.jump, session.move)
    arithmetic(run, min(st.session_state.at, 2 * run.steps))
    chosen = st.session_state.lang if st.session_state.lang != preferred(st.context.locale) else None
    link.write(scenario, st.session_state.at, example + 1, chosen)


def choose_example(count: int) -> int:
    """Which example of a batch is in view, from 0."""
    if count == 1:
        return 0
    st.session_state.example = min(st.session_state.get("example", 1), count)
    label = _("Example in view, of {count}").format(count=count)
    return int(st.number_input(label, 1, count, key="example", width=220)) - 1


st.set_page_config(page_title="rnnviz", page_icon=str(ICON), layout="wide", initial_sidebar_state=330)
with st.sidebar:
    choose_language()
    use_language(st.session_state.lang)
    session.begin()
    with st.container(horizontal=True, gap="small"):
        acts()
    controls()
    by_cell = st.container()
examples()
run_in_view()
