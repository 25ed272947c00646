"""Files become sequences to step through, and the whole of a long one is trained on."""

import numpy as np
import pytest

from rnnviz import Scenario, simulate
from rnnviz.core.corpus import MAX_CORPUS
from rnnviz.core.opened import LETTERS, STEPS, open_series, open_text
from rnnviz.core.settings import MAX_TEXT

NUMBERS = {"targets": "", "inputs": "1; 2; 3"}


def test_a_short_series_is_stepped_through():
    scenario = Scenario(**open_series(np.arange(10.0)[:, None]))
    assert scenario.corpus == ""
    assert scenario.task.x.ravel().tolist() == list(range(9))
    assert scenario.task.target.ravel().tolist() == list(range(1, 10))


def test_a_long_series_is_trained_on_and_its_beginning_stepped_through():
    scenario = Scenario(**open_series(np.random.default_rng(0).normal(size=(500, 2))))
    assert scenario.corpus_steps.shape == (500, 2)
    assert scenario.task.x.shape == (1, STEPS, 2)


def test_a_series_too_long_for_a_scenario_gets_a_sentence():
    with pytest.raises(ValueError, match="Take fewer rows"):
        open_series(np.random.default_rng(0).normal(size=(20_000, 1)))


@pytest.mark.parametrize("encoding", ["characters", "words"])
@pytest.mark.parametrize(
    "text", ["the end", "a|b c" * 50, "你好，世界。" * 40, "Привет мир! " * 20, "one\r\ntwo\r\n" * 30]
)
def test_a_text_of_any_script_runs(text, encoding):
    scenario = Scenario(**open_text(text.encode(), encoding))
    assert simulate(scenario).overflow is None
    assert (scenario.corpus == "") == (len(text) <= LETTERS)


def test_a_text_is_cut_where_a_scenario_ends():
    with pytest.raises(ValueError, match=f"at most|to {MAX_CORPUS}"):
        Scenario(**open_text(b"ab" * MAX_TEXT, "characters"))


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"corpus": "1; 2; 3", "targets": "0.5"}, "Empty the targets"),
        ({"corpus": "1; 2; 3", "shape": "many_to_one"}, "step by step"),
        ({"corpus": "1"}, "1 steps were given; from 2"),
        ({"corpus": "1 2; 3 4"}, "each step has 2 numbers, but the size is set to 1"),
        ({"corpus": "1; x"}, "“x” is not a number"),
        ({"corpus": "1; " * (MAX_CORPUS + 1)}, f"to {MAX_CORPUS} are allowed"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_corpus_that_cannot_be_learnt_gets_a_sentence(complaint, choices, said):
    text = complaint(**NUMBERS | choices)
    assert said in text
    assert text.startswith("Text or series to train on")


def test_a_corpus_of_text_widens_the_vocabulary():
    scenario = Scenario(encoding="characters", head="softmax", inputs="ab", targets="", corpus="abc|d\nab")
    assert scenario.task.symbols == ("⏎", "a", "b", "c", "d", "|")
    assert scenario.corpus_steps.tolist() == [1, 2, 3, 5, 4, 0, 1, 2]
