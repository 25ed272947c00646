"""The page: its frame, the drawer with the lesson or the settings, and the stage with what a view adds above it."""

from pathlib import Path

import streamlit as st

from rnnviz.core.run import Run
from rnnviz.core.train.training import Training
from rnnviz.i18n import _, preferred
from rnnviz.i18n import language as spoken
from rnnviz.ui import address, first_visit, language, lessons, session
from rnnviz.ui.cache import draw, figures_of, picture_of, run_of
from rnnviz.ui.chain_page import open_chain, pick
from rnnviz.ui.check_panel import check_panel
from rnnviz.ui.components.frame import frame
from rnnviz.ui.components.stage import Place, stage
from rnnviz.ui.controls import controls, draw_again, settings, undo_and_reset
from rnnviz.ui.gradient_page import choose_look, cut_numbers
from rnnviz.ui.hand_out import hand_out
from rnnviz.ui.help_page import help_page
from rnnviz.ui.lesson_panel import lesson_panel
from rnnviz.ui.matrices import matrices
from rnnviz.ui.panels import messages
from rnnviz.ui.pin_panel import pin_panel
from rnnviz.ui.proof_panel import proof_panel
from rnnviz.ui.state import events
from rnnviz.ui.train_page import epoch_in_view, looks, train_panel
from rnnviz.ui.training import training_of
from rnnviz.ui.weight_file import weight_file
from rnnviz.ui.why_panel import why_panel
from rnnviz.web.picture import picture_json

WHOLE = ("step", "train", "check")  # views of the network as a whole; the others are about charts of their own
ICON = Path(__file__).parent / "icon.svg"


@st.fragment(key="run")
def run_in_view() -> None:
    """All that a weight edit or a step changes; the other widgets stay as they are."""
    events.fold_soon()
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
    messages(problems, run)
    view = st.session_state.view
    if view != "help":
        pictures(run, history, epoch, example)
    chosen = st.session_state.lang if st.session_state.lang != preferred(st.context.locale) else None
    lesson = lessons.opened()
    place = address.Place(st.session_state.at, example + 1, view, st.session_state.look, st.session_state.pinned)
    state = st.session_state
    place = place._replace(under=state.under, opened=state.opened_cell, present=state.presenting)
    if lesson:
        place = place._replace(lesson=lesson.name, page=lesson.number + 1)
    address.write(st.session_state.preset, scenario, place, chosen)
    if view == "help":
        help_page({"lang": chosen} if chosen else {})


def pictures(run: Run, history: Training | None, epoch: int, example: int) -> None:
    """The stage, and what stands above and below it."""
    state = st.session_state
    view, look = state.view, state.look.within(run.scenario)
    compared = panels(run, view)
    whole = view in WHOLE
    figures: dict[str, str] = compared
    if not compared and not (whole and state.under != "charts"):
        figures = draw(run, view, look) if history else figures_of(run.scenario, example, view, look, spoken())
    picture = picture_json(run) if history else picture_of(run.scenario, example, spoken())
    start, jump, watched = session.place()
    place = Place(start, state.under, state.opened_cell, state.presented, jump, watched)
    hear = {"cursor": session.move, "picked": pick, "edited": session.take_edit}
    stage(run, picture, figures, place, whole=whole, play=state.pop("first_sight", False), hear=hear)
    if history:
        looks(history, epoch, run)
    if view == "gradient":
        cut_numbers(run, look)


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
    with by_example:
        return int(st.number_input(label, 1, count, key="example", width=180)) - 1


def begin() -> None:
    """Read the link when the visitor arrives; then do what was clicked since the last run."""
    language.begin()
    events.begin()
    session.begin()
    lessons.begin()
    first_visit.begin()
    events.fold()


begin()
st.set_page_config(
    page_title="rnnviz",
    page_icon=str(ICON),
    layout="wide",
    initial_sidebar_state="expanded" if lessons.opened() else "collapsed",
)
fields = settings()
frame(session.scenario_in_view()[0], [*fields, "settings", *(["example"] if lessons.visible("example") else [])])
with st.sidebar:
    by_lesson = st.container()
    with st.container(horizontal=True, gap="small", key="whole"):
        undo_and_reset()
        if lessons.visible("seed"):
            draw_again()
    by_example = st.container()
    controls(fields)
    by_cell, by_file = st.container(), st.container()
if st.session_state.view == "train":
    train_panel()
elif st.session_state.view == "gradient":
    choose_look(session.scenario_in_view()[0])
run_in_view()
