"""Sequences and targets as arrays, and the sentences for those that do not fit together."""

import numpy as np
import pytest

from rnnviz import PRESETS, Scenario, simulate, train
from rnnviz.core.data.limits import MAX_BATCH, MAX_SIZE, MAX_STEPS
from rnnviz.core.scenario.messages import notes

CHARACTERS = {"encoding": "characters", "head": "softmax"}
IDS = {"encoding": "ids"}


@pytest.mark.parametrize(
    ("choices", "given", "allowed"),
    [
        ({"inputs": ""}, "nothing was given", "one entry for each step"),
        ({"inputs": " ;; | "}, "nothing was given", "one entry for each step"),
        ({"targets": ""}, "“0.2 0.4” has no next step", "at least two"),
        ({"targets": "", "head": "softmax"}, "nothing was given", "one entry for each step"),
        ({"inputs": "1; 2; 3", "targets": "1; 2"}, "2 steps", "3"),
        ({"inputs": "1 | 2 | 3", "targets": "1 | 2"}, "2 examples", "3"),
        ({"inputs": "1", "targets": "1; 2"}, "2 steps", "1"),
        ({"inputs": "1 2", "input_size": 3}, "2 numbers", "3"),
        ({"targets": "1 2", "output_size": 3}, "2 numbers", "3"),
        (IDS | {"inputs": "0 5", "input_size": 3}, "symbol 5", "0 to 2"),
        (IDS | {"inputs": "128"}, "symbol 128", "0 to 127"),
        ({"head": "softmax", "targets": "4", "output_size": 4}, "symbol 4", "0 to 3"),
        (CHARACTERS | {"inputs": "abc", "input_size": 2, "targets": ""}, "symbol 2", "0 to 1"),
        (CHARACTERS | {"inputs": "a", "targets": ""}, "“a”", "at least two"),
        (CHARACTERS | {"inputs": "ab | a", "targets": ""}, "“ab | a”", "at least two"),
        (CHARACTERS | {"inputs": "abc | ab", "targets": ""}, "example 2 has 1 steps", "example 1 has 2"),
        (CHARACTERS | {"inputs": "abc", "targets": "ab"}, "2 steps", "3"),
        (CHARACTERS | {"inputs": "ab", "targets": "|"}, "nothing was given", "one entry for each step"),
        ({"inputs": "1;" * (MAX_STEPS + 1)}, "201 steps", "at most 200"),
        ({"inputs": "1|" * MAX_BATCH + "1"}, "65 examples", "at most 64"),
        ({"inputs": "1 " * (MAX_SIZE + 1)}, "129 inputs", "at most 128"),
        ({"targets": "1 " * (MAX_SIZE + 1)}, "129 outputs", "at most 128"),
        ({"inputs": np.zeros((64, 200, 1)), "hidden_size": 128}, "1664000 numbers in all", "at most 200000"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_does_not_fit_becomes_a_sentence(complaint, choices, given, allowed):
    text = complaint(**choices)
    assert given in text
    assert allowed in text


def test_one_target_serves_every_step_and_example():
    target = Scenario(inputs="1; 2; 3 | 4; 5; 6", targets="0.5 0.7").task.target
    assert target.shape == (2, 3, 2)
    assert (target == [0.5, 0.7]).all()


def test_ids_are_one_hot():
    task = Scenario(**IDS, inputs="2 0", head="softmax", targets="1; 0").task
    assert task.x.tolist() == [[[0, 0, 1], [1, 0, 0]]]
    assert task.target.tolist() == [[[0, 1], [1, 0]]]
    assert task.symbols == ("0", "1", "2")


def test_text_without_targets_asks_for_the_next_character():
    task = Scenario(**CHARACTERS, inputs="hello", targets="").task
    spoken = ["".join(task.symbols[i] for i in rows.argmax(-1)) for rows in (task.x[0], task.target[0])]
    assert spoken == ["hell", "ello"]


def test_text_may_hold_any_symbol_but_the_bar():
    task = Scenario(**CHARACTERS, inputs="a;b ｜,|你好a; 1", targets="").task
    assert task.x.shape == (2, 5, len(task.symbols))


def test_text_may_be_all_semicolons():
    assert Scenario(**CHARACTERS, inputs=";;;", targets="").task.symbols == (";",)


@pytest.mark.parametrize("steps", [1, MAX_STEPS])
def test_the_largest_allowed_is_allowed(steps):
    assert Scenario(inputs=np.zeros((steps, 1))).task.x.shape == (1, steps, 1)
    assert Scenario(inputs=np.zeros((MAX_BATCH, 1, 1))).task.x.shape == (MAX_BATCH, 1, 1)
    assert Scenario(inputs=np.zeros((1, MAX_SIZE)), hidden_size=MAX_SIZE).params.Wx.shape == (MAX_SIZE, MAX_SIZE)


LONG = "an answer that goes on for more than forty characters and ends "
NAMED = {"encoding": "words", "shape": "many_to_one", "head": "softmax", "inputs": "to be | or not | be or"}


def test_names_of_classes_that_begin_alike_are_different_classes():
    task = Scenario(**NAMED, targets=f"{LONG} well | {LONG} badly | {LONG} well").task
    assert task.target[:, -1].tolist() == [[1, 0], [0, 1], [1, 0]]
    assert len(set(task.classes)) == 2
    assert max(map(len, task.classes)) <= 40


@pytest.mark.parametrize(
    "alone",
    [
        NAMED | {"targets": "good | good | good"},
        {"encoding": "ids", "head": "log_softmax", "inputs": "0 1", "targets": "0"},
        {"encoding": "characters", "head": "softmax", "inputs": "aaaa", "targets": ""},
    ],
)
def test_a_single_class_is_told(alone):
    scenario = Scenario(**alone, epochs=1)
    assert simulate(scenario).loss == 0.0
    (said,) = notes(scenario)
    assert f"“{scenario.task.classes[0]}” is the only class" in said
    with pytest.warns(UserWarning, match="is the only class"):
        train(scenario)
    assert notes(scenario.but(output_size=2)) == []


@pytest.mark.parametrize("name", PRESETS)
def test_no_example_has_a_single_class(name):
    assert notes(PRESETS[name].scenario) == []


@pytest.mark.parametrize("head", [{}, {"head": "softmax"}, {"head": "log_softmax"}])
@pytest.mark.parametrize("encoding", ["characters", "ids"])
def test_classes_left_out_are_what_comes_next_and_numbers_left_out_are_the_first_examples(encoding, head):
    text = {"encoding": encoding, "inputs": "1 2 3 4"} | head
    assert Scenario(**text) == Scenario(**text, targets="" if head else "0.9")
