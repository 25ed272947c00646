"""The help page: keys, places and words, in both languages, and what is looked for in it."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import opened_page
import pytest
from opened_page import click, looked_at, told

from rnnviz.core.presets import PRESETS
from rnnviz.figures.stage_words import KEYS, stage_words
from rnnviz.i18n import LANGUAGES, catalogue
from rnnviz.lessons.glossary import GLOSSARY
from rnnviz.ui import link

WORDS = [word for group in GLOSSARY.values() for word in group.words]
HOSTILE = ["<script>alert(1)</script>", "<b>zzz", "**zzz**", "[z](https://example.com)", "$z$ :red[z]"]


def visit(**parameters):
    return opened_page.visit(**{"view": "help", **parameters})


def bodies(page):
    """The page's own HTML, without its styles."""
    return [part.proto.body for part in page.get("html") if "<style>" not in part.proto.body]


def text(page):
    return unescape(re.sub(r"</?\w[^>]*>", "", "\n".join(bodies(page))))


def links(page):
    """Every link's text and what it says."""
    found = re.findall(r"<a href='([^']*)'>(.*?)</a>", "".join(bodies(page)))
    return [(unescape(name), dict(parse_qsl(unescape(href).removeprefix("?")))) for href, name in found]


def look_for(page, words):
    return looked_at(page.text_input(key="find_word").set_value(words).run())


class Outline(HTMLParser):
    """The headings, and which elements are open at the end."""

    def __init__(self, html):
        super().__init__()
        self.levels, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, _attributes):
        self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lists_every_key_and_every_word_in_both_languages(language):
    page, say = visit(lang=language), catalogue(language).gettext
    said = text(page)
    for names, what in KEYS:
        assert say(what) in said
        assert all(f"<kbd>{key}</kbd>" in bodies(page)[0] for key in re.split("[,、] ?", say(names)))
    for word in WORDS:
        assert all(name in said for name in word.name.values())
    assert [group.title[language] for group in GLOSSARY.values()] == re.findall("<h3>(.*?)</h3>", bodies(page)[1])


def test_the_dialog_of_the_stage_lists_the_same_keys():
    assert stage_words()["keys"].splitlines() == [f"{names} {what}" for names, what in KEYS]


def test_headings_go_down_by_one_and_every_element_is_closed():
    outline = Outline("".join(bodies(visit())))
    assert outline.open == []
    assert outline.levels == [2, 2, 2] + [3] * len(GLOSSARY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_a_link_of_its_own_name_that_keeps_the_language(language):
    found = dict(links(visit(lang=language)))
    kept = {"lang": language} if language == "zh" else {}
    for word in WORDS:
        assert found[word.name[language]] == dict(parse_qsl(word.link)) | kept


def test_links_to_the_views_keep_what_is_in_view():
    found = dict(links(visit(preset="softmax", seed="9", at="3", lang="zh")))
    say = catalogue("zh").gettext
    for title, asked in (
        ("Read the gradient", {"view": "gradient"}),
        ("Step through", {}),
        ("Share", {"see": "share"}),
    ):
        assert found[say(title)] == {"preset": "softmax", "seed": "9", "at": "3", "lang": "zh"} | asked
        opened = link.read(found[say(title)])
        assert (opened.scenario, opened.at, opened.wrong) == (PRESETS["softmax"].scenario.but(seed=9), 3, [])


def test_it_stands_in_place_of_the_stage_which_comes_back_where_it_was():
    page = visit(preset="four", at="3")
    assert not [part for part in page.get("bidi_component") if part.proto.component_name.endswith("rnnviz_stage")]
    click(page, "view", "step")
    assert (page.session_state.start, page.session_state.at) == (3, 3)
    assert told(page, "stage")["at"] == 3


def test_a_setting_can_be_changed_meanwhile():
    page = visit(preset="four")
    looked_at(page.number_input(key="hidden_size").set_value(3).run())
    assert page.session_state.good.hidden_size == 3
    assert dict(page.query_params).keys() >= {"view", "hidden_size"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("隐藏状态", "hidden state"),
        ("HIDDEN state", "hidden state"),
        ("Wh", "recurrent weights"),
        ("φ′", "slope of the activation"),
        ("bptt", "backpropagation through time (BPTT)"),
        ("遗忘", "forget gate"),
    ],
)
def test_a_word_is_found_by_either_name_or_by_its_symbol(words, expected):
    page = look_for(visit(), words)
    found = re.findall(r"<a href='[^']*'>(.*?)</a>", bodies(page)[1])
    assert expected in found
    assert len(found) < 8


def test_a_word_that_no_name_holds_is_looked_for_in_the_meanings():
    found = re.findall(r"<a href='[^']*'>(.*?)</a>", bodies(look_for(visit(), "remembers"))[1])
    assert found == ["hidden state"]


@pytest.mark.parametrize("given", [*HOSTILE, "zzz" * 20])
def test_what_is_not_found_gets_a_sentence_that_renders_nothing(given):
    page = look_for(visit(), given)
    assert len(bodies(page)) == 1
    (said,) = [text.value for text in page.markdown if "No word here holds" in text.value]
    assert given not in said
    assert "<" not in said.replace(r"\<", "")
    assert not re.search(r"(?<!\\)[*$\[]", said)
