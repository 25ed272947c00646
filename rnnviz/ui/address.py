"""The page's address says all: every setting unlike the example's, cursor, example, picture in view, language.

Streamlit's own binding would write a menu's translated words into the link, which another language cannot read.
"""

from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import Look
from rnnviz.i18n import LANGUAGES
from rnnviz.ui.link import PINNED, SEEN_WHOLE

LONGEST = 60_000  # characters; a server refuses a longer address


class Place(NamedTuple):
    """Where one is: cursor, example in view, view, look at a gradient, pinned run, lesson, its page; all from 1.

    ``present`` is the picture that is shown large, if any.
    """

    at: int
    example: int
    view: str
    look: Look
    pinned: Scenario | None = None
    lesson: str = ""
    page: int = 1
    present: str = ""


def write(preset: str, scenario: Scenario, place: Place, language: str | None) -> None:
    """Put the page's address in step with the page; ``language`` only if the visitor chose it.

    Settings ``too_long`` for an address are left out of it.
    """
    parameters = {"preset": preset} if preset != "once" else {}
    if not too_long(preset, scenario):
        parameters |= settings(preset, scenario)
    if place.at or place.view in SEEN_WHOLE:
        parameters["at"] = str(min(place.at, 2 * scenario.task.x.shape[1]))
    if place.example > 1:
        parameters["example"] = str(place.example)
    if place.view != "step":
        parameters["view"] = place.view
    if place.view == "compare" and place.pinned:
        parameters |= write_pinned(place.pinned, scenario)
    if place.view in ("gradient", "why"):
        parameters |= write_look(place.look.within(scenario), scenario)
    if place.lesson:
        parameters |= {"lesson": place.lesson, "page": str(place.page)}
    parameters |= {"present": place.present} if place.present else {}
    if language in LANGUAGES:
        parameters["lang"] = str(language)
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)


def write_pinned(pinned: Scenario, scenario: Scenario) -> dict[str, str]:
    """What the pinned Scenario has otherwise than the one in view; its seed in any case, for it to be there."""
    shown, values = scenario.model_dump(), pinned.model_dump()
    changed = {name: value for name, value in values.items() if value != shown[name] or name == "seed"}
    texts = {PINNED + name: "" if value is None else str(value) for name, value in changed.items()}
    return texts if len(urlencode(texts)) <= LONGEST else {}


def write_look(look: Look, scenario: Scenario) -> dict[str, str]:
    """What is looked at otherwise than at first."""
    usual = Look().within(scenario)._asdict()
    changed = {name: value for name, value in look._asdict().items() if value != usual[name]}
    return {name: written(value) for name, value in changed.items()}


def written(value: object) -> str:
    """A choice of the look as a link has it.

    >>> written(True), written(("gru", "lstm")), written(2)
    ('1', 'gru,lstm', '2')
    """
    return ",".join(value) if isinstance(value, tuple) else str(int(value) if value is True else value)


def settings(preset: str, scenario: Scenario) -> dict[str, str]:
    """What is set otherwise than in the example ``preset``."""
    default = PRESETS[preset].scenario.model_dump()
    changed = {name: value for name, value in scenario.model_dump().items() if value != default[name]}
    return {name: "" if value is None else str(value) for name, value in changed.items()}


def too_long(preset: str, scenario: Scenario) -> bool:
    """Whether no address can hold what is unlike the example ``preset``."""
    return len(urlencode(settings(preset, scenario))) > LONGEST
