"""Every word of the glossary opens a place that is there, and on which it is seen, in every language."""

import json
import re
from functools import cache
from urllib.parse import parse_qsl

import pytest
from opened_page import visit

from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import VIEWS
from rnnviz.i18n import LANGUAGES, _, use_language
from rnnviz.lessons.glossary import GLOSSARY
from rnnviz.ui import link
from rnnviz.ui.cache import run_of
from rnnviz.ui.words import word as choice_word

WORDS = [word for group in GLOSSARY.values() for word in group.words]
PANELS = {"proof", "unit_circle"}

every_word = pytest.mark.parametrize("word", WORDS, ids=[word.name["en"] for word in WORDS])


def asked(word):
    return dict(parse_qsl(word.link, strict_parsing=True))


@every_word
def test_a_link_opens_without_a_complaint(word):
    parameters = asked(word)
    assert link.read(parameters).wrong == []
    assert parameters.get("view", "step") in (*VIEWS, "train", "check")
    assert parameters["see"] in link.SEEN
    assert "lang" not in parameters


@pytest.mark.parametrize("language", LANGUAGES)
@every_word
def test_the_word_is_seen_there(word, language):
    use_language(language)
    place, parameters = text_of(word, language), asked(word)
    if word.shown:
        assert squeezed(word.shown.get(language, word.name[language])) in squeezed(place)
    else:
        names = re.split(r"[（(]", word.name[language])[:1]
        by_name = any(squeezed(name) in squeezed(place) for name in names)
        assert by_name or re.search(pattern(word.symbol), place), f"{word.symbol} at {parameters}: {place}"


def squeezed(text):
    return re.sub(r"\s", "", text).casefold()


def pattern(symbol):
    """How a symbol may stand there: its index as a number, its letters apart from others, LaTeX's marks left out."""
    assert symbol
    index = r"_?(t|k|\\d+|ₜ)"
    escaped = re.sub(r"_[tk]\b", index, re.escape(symbol))
    return rf"(?<![A-Za-z]){escaped}(?![A-Za-z])"


def written(line):
    """Everything of a line that is read."""
    return [line.title, line.formula, line.numbers, line.result, line.shapes, line.code, line.note]


def text_of(word, language):
    """What the page says at the place that the link brings into sight."""
    parameters = asked(word)
    see, opened = parameters["see"], link.read(parameters)
    run = run_of(opened.scenario, opened.example - 1)
    view = parameters.get("view", "step")
    if see in PANELS:
        return panel(word.link, language)
    if see in VIEWS.get(view, VIEWS["step"]):
        return figure(VIEWS[view][see](run, opened.look))
    if see == "worksheet":
        at = opened.at
        title = _("Worksheet: forward, step {t}") if at <= run.steps else _("Worksheet: backward, step {t}")
        return " ".join([title, *(latex(" ".join(written(line))) for line in worksheet(run, at))])
    return field(see, opened.scenario)


def figure(drawn):
    """A picture's words, the numbers' names, and the names of its rows and curves."""
    meta = drawn.layout.meta
    live = [text for texts in meta["live"].values() for text in texts if text]
    return " ".join([meta["title"], meta["how"], meta["notice"], *live, *meta["labels"], *names(drawn)])


def names(drawn):
    return [trace.name for trace in drawn.data if trace.name]


def latex(text):
    r"""LaTeX as it is read: \frac{\partial L}{\partial h_t} is dL/dh_t, W_{xi} is Wxi."""
    text = re.sub(r"\\frac\{\\partial ([^{}]*)\}\{\\partial ([^{}]*)\}", r"d\1/d\2", text)
    return re.sub(r"[{}\\]", "", text.replace(r"\sigma", "σ"))


def field(name, scenario):
    """A setting's title and help, and what is chosen in its menu."""
    settings = Scenario.model_fields[name]
    value = getattr(scenario, name)
    chosen = [choice_word(value)] if choices(name) and isinstance(value, str) else []
    return " ".join([_(str(settings.title)), _(str(settings.description)), *chosen])


@cache
def panel(address, language):
    """Everything that the page says besides the stage."""
    page = visit(**dict(parse_qsl(address)), lang=language)
    assert not page.error
    tables = [str(table.value) for table in [*page.dataframe, *page.table]]
    words = [text.value for kind in (page.markdown, page.caption, page.subheader, page.success) for text in kind]
    return " ".join([*words, *tables])


def test_a_word_that_is_not_there_would_be_found_missing():
    (word,) = [word for word in WORDS if word.name["en"] == "forget gate"]
    elsewhere = word._replace(link="preset=four&cell=gru&at=1&see=worksheet")
    with pytest.raises(AssertionError):
        test_the_word_is_seen_there(elsewhere, "en")


def test_what_a_link_brings_into_sight_is_told_to_the_stage():
    page = visit(preset="four", at="6", see="hidden_gradients")
    (stage,) = [part for part in page.get("bidi_component") if "stage" in part.proto.component_name]
    assert json.loads(stage.proto.json)["watched"] == "hidden_gradients"
    assert "see" not in page.query_params


@pytest.mark.parametrize("given", ["nothing", "<b>", "x" * 1000])
def test_what_is_not_there_cannot_be_brought_into_sight(given):
    (said,) = link.read({"see": given}).wrong
    assert said.startswith("Link: there is nothing called “")
    assert link.read_seen({"see": given}, []) == ""
