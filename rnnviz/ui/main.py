"""The page, from top to bottom: language and controls, examples, lesson, training, messages, stage, worksheet."""

from pathlib import Path

import streamlit as st

from rnnviz.core.presets import PRESETS
from rnnviz.core.run import Run
from rnnviz.core.train.training import Training
from rnnviz.i18n import _, language, preferred
from rnnviz.ui import address, first_visit, lessons, link, session
from rnnviz.ui.cache import draw, figures_of, run_of
from rnnviz.ui.chain_page import open_chain, pick
from rnnviz.ui.check_panel import check_panel
from rnnviz.ui.controls import controls, draw_again, few_controls, undo_and_reset
from rnnviz.ui.gradient_page import choose_look, cut_numbers
from rnnviz.ui.hand_out import hand_out
from rnnviz.ui.help_page import help_page
from rnnviz.ui.language import choose_language
from rnnviz.ui.lesson_panel import lesson_panel, menu
from rnnviz.ui.matrices import matrices
from rnnviz.ui.panels import arithmetic, messages, presented
from rnnviz.ui.pin_panel import pin_panel
from rnnviz.ui.proof_panel import proof_panel
from rnnviz.ui.share import share
from rnnviz.ui.stage import stage
from rnnviz.ui.train_page import epoch_in_view, looks, train_panel
from rnnviz.ui.training import training_of
from rnnviz.ui.weight_file import weight_file
from rnnviz.ui.why_panel import why_panel
from rnnviz.ui.words import word

ICON = Path(__file__).parent / "icon.svg"


def examples() -> None:
    """The lessons, and the presets, except in a lesson: one click, or one link each."""
    with st.container(horizontal=True, gap="small", key="examples"):
        menu()
        for name, preset in PRESETS.items() if lessons.visible("examples") else ():
            title, about = _(preset.title), _(preset.about)
            st.button(
                title, help=about, on_click=session.open_preset, args=(name,), key=f"open {name}", type="tertiary"
            )


def choose_view() -> None:
    """Stepping through a sequence, or training on it; the stage stays where it is."""
    state = st.session_state
    if "view" not in state:
        state.view = link.read_view(st.query_params, [])
    if "view_asked" in state:
        state.view = state.pop("view_asked")
    if not lessons.visible("view"):
        state.view_hidden, state.view = True, state.view  # Streamlit forgets what no widget shows
        return
    if state.pop("view_hidden", False):
        state.view = state.view  # and a browser what it has not seen for a while
    st.segmented_control(
        _("View"),
        link.VIEWS_OF_PAGE,
        format_func=word,
        key="view",
        on_change=see_whole,
        label_visibility="collapsed",
        required=True,
        width="content",
    )


def see_whole() -> None:
    """Before the first step a gradient is nowhere to be seen: go where it has come back."""
    if st.session_state.view in link.SEEN_WHOLE and not st.session_state.at:
        session.jump_to(2 * st.session_state.good.task.x.shape[1])


@st.fragment(key="run")
def run_in_view() -> None:
    """All that a weight edit or a step changes; the other widgets stay as they are."""
    scenario, problems = session.scenario_in_view()
    if lessons.visible("weights"):
        with by_cell:
            matrices(scenario.params)
    history = training_of(scenario) if st.session_state.view == "train" else None
    epoch = epoch_in_view(history) if history else 0
    example = choose_example(len(scenario.task.x))
    run = run_of(scenario, example) if not history else history.run_at(epoch).example(example)
    if lessons.visible("pytorch"):
        with by_file:
            files(run)
    with by_lesson:
        lesson_panel(run, history.epochs if history else 0)
        first_visit.first_visit(scenario)
    messages(problems, run)
    view = st.session_state.view
    large = pictures(run, history, epoch, example) if view != "help" else ""
    chosen = st.session_state.lang if st.session_state.lang != preferred(st.context.locale) else None
    lesson = lessons.opened()
    place = address.Place(st.session_state.at, example + 1, view, st.session_state.look, st.session_state.pinned)
    place = place._replace(present=large)
    if lesson:
        place = place._replace(lesson=lesson.name, page=lesson.number + 1)
    address.write(st.session_state.preset, scenario, place, chosen)
    with choosers:
        share()
    if view == "help":
        help_page({"lang": chosen} if chosen else {})


def pictures(run: Run, history: Training | None, epoch: int, example: int) -> str:
    """The stage, and what stands above and below it; returns which picture it presents, if any."""
    view, look = st.session_state.view, st.session_state.look.within(run.scenario)
    compared = panels(run, view)
    drawn = draw(run, view, look) if history else figures_of(run.scenario, example, view, look, language())
    present = presented(compared or drawn)
    stage(run, compared or drawn, *session.place(), present, session.move, pick)
    if history:
        looks(history, epoch, run)
    if view == "gradient":
        cut_numbers(run, look)
    arithmetic(run, min(st.session_state.at, 2 * run.steps))
    return present or st.session_state.large


def files(run: Run) -> None:
    """What comes from elsewhere and what is taken home."""
    for name, title, content in (
        ("pytorch", _("PyTorch weights"), weight_file),
        ("handouts", _("Hand-outs"), hand_out),
    ):
        with st.expander(title, key=name, on_change="rerun") as opened:
            if opened.open:
                content(run)


def panels(run: Run, view: str) -> dict[str, str]:
    """What a view has above its pictures; the comparison brings pictures of its own."""
    if view == "gradient":
        open_chain(run)
    elif view == "why":
        why_panel(run)
    elif view == "check":
        check_panel(run)
        proof_panel(run)
    return pin_panel(run) if view == "compare" else {}


def choose_example(count: int) -> int:
    """Which example of a batch is in view, from 0."""
    if count == 1:
        return 0
    st.session_state.example = min(st.session_state.get("example", 1), count)
    if not lessons.visible("example"):
        return int(st.session_state.example) - 1
    label = _("Example in view, of {count}").format(count=count)
    with choosers:
        return int(st.number_input(label, 1, count, key="example", width=180)) - 1


st.set_page_config(page_title="rnnviz", page_icon=str(ICON), layout="wide", initial_sidebar_state=330)
with st.sidebar:
    choose_language()
    session.begin()
    lessons.begin()
    first_visit.begin()
    with st.container(horizontal=True, gap="small"):
        undo_and_reset()
        if lessons.visible("seed"):
            draw_again()
    if lessons.opened() is None:
        controls()
    else:
        few_controls(lessons.controls_left())
    by_cell, by_file = st.container(), st.container()
examples()
by_lesson = st.container()
choosers = st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="choosers")
with choosers:
    choose_view()
if st.session_state.view == "train":
    train_panel()
elif st.session_state.view == "gradient":
    choose_look(session.scenario_in_view()[0])
run_in_view()
