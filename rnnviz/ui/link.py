"""The page's address says all: every setting that differs from the first example, the cursor, the language.

Streamlit's own binding would write a menu's translated words into the link, which another language cannot read.
"""

from collections.abc import Mapping

import streamlit as st
from pydantic import ValidationError

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario import Scenario, problems
from rnnviz.core.typed import shorten
from rnnviz.i18n import LANGUAGES, _

START = PRESETS["once"].scenario


def read(link: Mapping[str, str]) -> tuple[Scenario, int, list[str]]:
    """The Scenario and cursor of a link, and what is wrong with it; what is wrong is as in the first example.

    >>> scenario, at, wrong = read({"hidden_size": "3", "weights": "", "at": "2"})
    >>> scenario.hidden_size, at, wrong
    (3, 2, [])
    >>> read({"preset": "none"})[2]
    ['Link: there is no example “none”. These are: once, four, stateful, stateless, softmax.']
    """
    preset, wrong = link.get("preset", "once"), []
    if preset not in PRESETS:
        names = ", ".join(PRESETS)
        wrong.append(
            _("there is no example “{given}”. These are: {allowed}.").format(given=shorten(preset, 20), allowed=names)
        )
    scenario = PRESETS[preset].scenario if preset in PRESETS else START
    given = {name: value or None for name, value in link.items() if name in Scenario.model_fields}
    given |= {name: "" for name in ("inputs", "targets", "h0", "weights") if name in given and given[name] is None}
    scenario, found = with_settings(scenario, given)
    wrong += found
    at, most = link.get("at", "0"), 2 * scenario.task.x.shape[1]
    if not (at.isdecimal() and len(at) < 9 and int(at) <= most):
        sentence = _("“at” is “{given}”; whole numbers from 0 to {most} are allowed. The page starts at 0.")
        wrong.append(sentence.format(given=shorten(at, 20), most=most))
        at = "0"
    if (asked := link.get("lang", "en")) not in LANGUAGES:
        sentence = _("“lang” is “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(asked, 20), allowed=", ".join(LANGUAGES)))
    return scenario, int(at), [_("Link: {problem}").format(problem=problem) for problem in wrong]


def with_settings(scenario: Scenario, given: Mapping[str, str | None]) -> tuple[Scenario, list[str]]:
    """``scenario`` with what is right of ``given``, and what is wrong with the rest."""
    try:
        return Scenario.model_validate({**scenario.model_dump(), **given}), []
    except ValidationError as error:
        bad = {details["loc"][0] for details in error.errors() if details["loc"]}
        rest = {name: value for name, value in given.items() if name not in bad}
        return (with_settings(scenario, rest)[0] if bad else scenario), problems(error)


def write(scenario: Scenario, at: int, language: str | None) -> None:
    """Put the page's address in step with the page; ``language`` only if the visitor chose it."""
    parameters = {name: "" if value is None else str(value) for name, value in scenario.model_dump().items()}
    parameters = {name: value for name, value in parameters.items() if value != default(name)}
    if at:
        parameters["at"] = str(min(at, 2 * scenario.task.x.shape[1]))
    if language in LANGUAGES:
        parameters["lang"] = str(language)
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)


def default(name: str) -> str:
    value = getattr(START, name)
    return "" if value is None else str(value)
