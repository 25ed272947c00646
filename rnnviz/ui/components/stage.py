"""The stage: the one place where pictures meet the browser. It owns the cursor, in the browser; Python hears of it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from streamlit.components.v2 import component

from rnnviz.core.run import Run
from rnnviz.figures.stage_words import stage_words
from rnnviz.i18n import language
from rnnviz.ui.server import plotly_js, stage_files
from rnnviz.web import files

# the modules come by the app's own route, each once for good; Streamlit only has them begin
LOADER = """
export default function (component) {
  const { stage } = component.data;
  let clean = () => {};
  window.rnnvizStage ??= import(new URL(stage, document.baseURI).href);
  window.rnnvizStage.then(({ default: showStage }) => { clean = showStage(component); }, console.error);
  return () => clean();
}
"""
show = component("rnnviz_stage", html=files.page(), css=files.styles(), js=LOADER, isolate_styles=False)


class Place(NamedTuple):
    """Where one looks: the cursor ``at`` 0 … 2T, what stands ``under`` the network, whether the cell is ``opened``.

    ``present``: the stage alone over the window. ``jump`` counts how often Python has set the place: between two jumps
    the browser moves it. ``watched`` is a chart or a part of the page to bring into sight, if any.
    """

    at: int = 0
    under: str = "values"
    opened: bool = False
    present: bool = False
    jump: int = 0
    watched: str = ""


def stage(
    run: Run,
    picture: str,
    figures: dict[str, str],
    place: Place,
    *,
    whole: bool,
    play: bool,
    hear: Mapping[str, Callable[[], None]],
) -> None:
    """Show ``run``: its ``picture`` as JSON, and the ``figures`` that are asked for, Plotly's JSON by name.

    ``whole`` is the network with the rows under it; otherwise there are the figures alone, beside the arithmetic.
    ``play`` goes there and back once by itself. ``hear`` says what to do when the browser tells of ``cursor``, a place,
    of ``picked``, a ``loss`` and a ``state`` of the itemised gradient, or of ``edited``, a weight as it was typed.
    """
    data = {
        "picture": picture,
        "figures": figures,
        "steps": run.steps,
        "layout": "whole" if whole else "charts",
        "play": play,
        "words": stage_words(),
        "language": language(),
        "plotly": plotly_js.ADDRESS,
        "stage": stage_files.ADDRESS,
        **place._asdict(),
    }
    default = {"cursor": {name: getattr(place, name) for name in ("at", "jump", "under", "opened", "present")}}
    heard: dict[str, Any] = {f"on_{name}_change": do for name, do in hear.items()}
    show(key="stage", data=data, default=default, **heard)
