"""A user's symbols are shown as they are, whatever they mean to a browser."""

import html
import json
import re

import pytest
from test_every_figure import RUNS, draw, every_figure

from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import FIGURES, writing

TAGS = {"sub", "/sub", "b", "/b", "br", "extra", "/extra"}
COLOURED = re.compile(r'span style="color:(#[0-9a-f]{6}|%\{text\})"|/span')


@pytest.mark.parametrize("figure", ["inputs", "outputs"])
def test_a_row_is_labelled_with_its_symbol_made_harmless(figure):
    symbols = RUNS["text"].scenario.task.symbols
    assert set(symbols) == set('<b>&$%{x}"_')
    assert list(draw(figure, "text").data[0].y) == [html.escape(symbol) for symbol in symbols]


@pytest.mark.parametrize("symbol", ["<b>", "&lt;", "$x$", "%{x}", '"', "'", "<img src=x onerror=alert(1)>", "a<b_1"])
def test_a_browser_shows_the_symbol_again(symbol):
    label = writing.html(symbol)
    without_subscripts = re.sub(r"<sub>(\w+)</sub>", r"_\1", label)
    assert "<" not in without_subscripts
    assert html.unescape(without_subscripts) == symbol


@every_figure
def test_no_tag_but_our_own_is_drawn(figure):
    said = json.loads(draw(figure, "text").to_json())
    said["layout"].pop("meta")
    found = {tag for text in strings(said) for tag in re.findall(r"<([^<>]*)>", text)}
    assert {tag for tag in found if not COLOURED.fullmatch(tag)} <= TAGS


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_the_readout_and_the_notice_are_plain_text():
    said = draw("inputs", "text").layout.meta
    assert said["labels"] == list(RUNS["text"].scenario.task.symbols)
    assert said["live"]["x"][1] == "“<”"


def test_every_word_of_a_short_text_stands_under_its_step():
    scenario = Scenario(encoding="words", head="softmax", inputs="one <b>two", targets="", weights="")
    texts = FIGURES["network"](simulate(scenario)).layout.xaxis.ticktext
    assert list(texts) == ["0", "1<br>one", "2<br>&lt;", "3<br>b", "4<br>&gt;"]


def test_a_long_text_has_no_room_for_its_symbols():
    scenario = Scenario(encoding="characters", head="softmax", inputs="a" * 22, targets="", weights="")
    assert FIGURES["network"](simulate(scenario)).layout.xaxis.ticktext == tuple(map(str, range(0, 22, 2)))
