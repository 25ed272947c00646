"""The network in one sentence: true for every example, in every language."""

import pytest

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import LANGUAGES, use_language
from rnnviz.ui.components.frame import GROUPS
from rnnviz.ui.controls import WIDGETS
from rnnviz.ui.sentence import sentence


def said(scenario, *, training=False):
    return "".join(piece.text for piece in sentence(scenario, training=training))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("four", "2 numbers → 2 hidden (sigmoid RNN) → 1 output · 4 steps · squared error · settings"),
        ("softmax", "10 symbols → 20 hidden (tanh RNN) → 5 classes · 5 steps · softmax, cross-entropy · settings"),
        ("adding", "2 numbers → 12 hidden (GRU) → 1 output · 8 steps × 64 sequences · squared error · settings"),
    ],
)
def test_it_says_what_the_network_is(name, expected):
    assert said(PRESETS[name].scenario) == expected


def test_it_says_what_is_otherwise_than_usual():
    assert "2 × 5 hidden" in said(PRESETS["batch"].scenario.but(layers=2, weights=""))
    assert "blocks of 2" in said(PRESETS["stateful"].scenario)
    assert "8 embedded" in said(PRESETS["classifier"].scenario)
    assert "Adam" in said(PRESETS["classifier"].scenario, training=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PRESETS)
def test_each_word_leads_to_a_setting_that_there_is(name, language):
    use_language(language)
    pieces = sentence(PRESETS[name].scenario, training=True)
    assert {piece.field for piece in pieces} - {"", "settings", "example"} <= WIDGETS.keys()
    assert {"inputs", "hidden_size", "cell", "output_size", "head", "settings"} <= {piece.field for piece in pieces}
    assert all(piece.text for piece in pieces)


def test_a_visitors_text_is_no_part_of_it():
    assert "<b>" not in said(Scenario(encoding="words", inputs="<b> a", targets="", head="softmax"))


def test_every_example_stands_in_the_menu_once():
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(PRESETS)
