"""Choices have names, and a visitor's text is shown as it is."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import LANGUAGES, catalogue
from rnnviz.ui.words import plain, word

MEANT = r"\`*_{}[]()<>#+-.!|~$:&"  # what Markdown, maths, HTML and Streamlit's directives begin with
HOSTILE = [
    "**bold** __too__ ~~gone~~",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "$x^2$ $$y$$",
    ":red[a] :material/edit: :smile:",
    "[click](https://example.com) ![](x.png)",
    "https://example.com",
    "`code`",
    "# title",
    "- item",
    "1. item",
    "1) item",
    "| a | b |",
    r"\*",
]


def shown(text):
    """What a reader sees: the joiners that break addresses are invisible."""
    return plain(text).replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("name", [name for name in Scenario.model_fields if name != "biases" and choices(name)])
def test_every_choice_has_a_name_of_its_own_in_every_language(name):
    for code in LANGUAGES:
        names = {catalogue(code).gettext(word(choice)) for choice in choices(name)}
        assert len(names) == len(choices(name))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_markdown_would_read_is_escaped(text):
    assert shown(text) != text
    assert_shown(text)


@given(st.text() | st.text(alphabet=string.punctuation + " a1"))
def test_any_text_stands_as_it_is(text):
    assert_shown(text)


def assert_shown(text):
    """Nothing that means something stands alone, and a backslash before punctuation is all that was added."""
    written = shown(text)
    safe = f"[^{re.escape(MEANT)}]"
    assert re.fullmatch(rf"(\\[{re.escape(string.punctuation)}]|{safe})*", written, re.DOTALL)
    assert re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", written) == text


def test_words_and_numbers_are_left_alone():
    assert shown("Hidden H, 3 “einz” 你好") == "Hidden H, 3 “einz” 你好"
