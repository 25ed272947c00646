"""Files become sequences to step through, and the whole of a long one is trained on."""

import numpy as np
import pytest

from rnnviz import Scenario, simulate
from rnnviz.core.data.limits import MAX_CORPUS, MAX_TEXT
from rnnviz.core.scenario.from_file import LETTERS, STEPS, open_series, open_text
from rnnviz.core.text.array_like import write_rows

NUMBERS = {"targets": "", "inputs": "1; 2; 3"}


def test_a_short_series_is_stepped_through():
    scenario = Scenario(**open_series(np.arange(10.0)[:, None]).settings)
    assert scenario.corpus == ""
    assert scenario.task.x.ravel().tolist() == list(range(9))
    assert scenario.task.target.ravel().tolist() == list(range(1, 10))


def test_a_long_series_is_trained_on_and_its_beginning_stepped_through():
    scenario = Scenario(**open_series(np.random.default_rng(0).normal(size=(500, 2))).settings)
    assert scenario.corpus_steps.shape == (500, 2)
    assert scenario.task.x.shape == (1, STEPS, 2)


@pytest.mark.parametrize("values", [np.zeros((30_000, 1)), np.random.default_rng(0).normal(size=(20_000, 2))])
def test_of_a_series_too_long_for_a_scenario_the_beginning_is_taken(values):
    opened = open_series(values)
    taken = len(Scenario(**opened.settings).corpus_steps)
    assert taken == opened.taken
    assert taken == MAX_CORPUS or len(write_rows(values[: taken + 1])) > MAX_TEXT
    np.testing.assert_array_equal(Scenario(**opened.settings).corpus_steps, values[:taken])
    assert opened.cut.startswith(f"The file has {len(values)} steps; there is room for the first {taken}")


@pytest.mark.parametrize("rows", [np.zeros((0, 1)), np.zeros((1, 3))])
def test_a_series_without_a_next_step_gets_a_sentence(rows):
    with pytest.raises(ValueError, match=f"^{len(rows)} steps were found in the file; from 2 are needed"):
        open_series(rows)


@pytest.mark.parametrize("encoding", ["characters", "words"])
@pytest.mark.parametrize(
    "text", ["the end", "a|b c" * 50, "你好，世界。" * 40, "Привет мир! " * 20, "one\r\ntwo\r\n" * 30]
)
def test_a_text_of_any_script_runs(text, encoding):
    scenario = Scenario(**open_text(text.encode(), encoding).settings)
    assert simulate(scenario).overflow is None
    assert (scenario.corpus == "") == (len(text) <= LETTERS)


@pytest.mark.parametrize(
    ("text", "encoding", "steps", "taken"),
    [
        ("ab " * 15_000, "characters", 44_999, MAX_CORPUS),
        ("ab " * 25_000, "words", 25_000, MAX_CORPUS),
        ("internationally long " * 10_000, "words", 20_000, 2 * MAX_TEXT // 21),
        ("ab" * 40, "characters", 80, 80),
        ("a b", "words", 2, 2),
    ],
    ids=lambda value: str(value)[:20],
)
def test_of_a_long_text_the_beginning_is_taken_and_it_is_said(text, encoding, steps, taken):
    opened = open_text(text.encode(), encoding)
    assert opened[1:] == pytest.approx((steps, taken), abs=1)
    scenario = Scenario(**opened.settings)
    assert bool(opened.cut) == (opened.taken < opened.steps)
    assert not opened.cut or str(opened.steps) in opened.cut
    assert not opened.cut or len(scenario.corpus_steps) == opened.taken
    assert text.startswith(scenario.corpus)


@pytest.mark.parametrize(("text", "encoding"), [("", "characters"), ("a", "characters"), (" hello ", "words")])
def test_a_text_without_a_next_step_gets_a_sentence(text, encoding):
    with pytest.raises(ValueError, match=r"^[01] steps were found in the file; from 2 are needed"):
        open_text(text.encode(), encoding)


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
