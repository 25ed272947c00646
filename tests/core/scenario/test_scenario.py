"""A Scenario is a value: it checks itself, says what is wrong, and survives being written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from random_runs import random_kind, random_scenario

from rnnviz.core.data.limits import MAX_TEXT
from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.messages import problems
from rnnviz.core.scenario.scenario import Scenario


@pytest.mark.parametrize(
    ("choices", "given", "allowed"),
    [
        ({"activation": "gelu"}, "“gelu”", "sigmoid, tanh, relu, identity"),
        ({"activation": 3}, "“3”", "sigmoid, tanh, relu, identity"),
        ({"head": ""}, "“”", "linear, linear_half, sigmoid_squared"),
        ({"encoding": "bytes"}, "“bytes”", "numbers, ids, characters, words"),
        ({"shape": "first"}, "“first”", "step_by_step, many_to_one"),
        ({"block_state": "kept"}, "“kept”", "carried, reset"),
        ({"init": "zeros"}, "“zeros”", "uniform, normal, xavier, orthogonal"),
        ({"biases": "maybe"}, "“maybe”", "true, false"),
        ({"hidden_size": 0}, "“0”", "Whole numbers from 1 to 128"),
        ({"hidden_size": 129}, "“129”", "Whole numbers from 1 to 128"),
        ({"hidden_size": "two"}, "“two”", "Whole numbers from 1 to 128"),
        ({"hidden_size": 2.5}, "“2.5”", "Whole numbers"),
        ({"hidden_size": float("nan")}, "“nan”", "Whole numbers from 1 to 128"),
        ({"hidden_size": float("inf")}, "“inf”", "Whole numbers from 1 to 128"),
        ({"hidden_size": [2]}, "“[2]”", "Whole numbers from 1 to 128"),
        ({"input_size": 0}, "“0”", "Whole numbers from 1 to 128"),
        ({"output_size": 1000}, "“1000”", "Whole numbers from 1 to 128"),
        ({"scale": -1}, "“-1”", "From 0 to 100"),
        ({"scale": float("inf")}, "“inf”", "From 0 to 100"),
        ({"scale": float("nan")}, "“nan”", "From 0 to 100"),
        ({"scale": "1e400"}, "“1e400”", "From 0 to 100"),
        ({"optimizer": "magic"}, "“magic”", "sgd, momentum, adagrad, rmsprop, adam"),
        ({"feedback": "loud"}, "“loud”", "teacher, free, nothing"),
        ({"epochs": 0}, "“0”", "Whole numbers from 1 to 10000"),
        ({"learning_rate": -1}, "“-1”", "From 0 to 100"),
        ({"embedding": 4}, "4 was given for a sequence of numbers", "Set it to 0"),
        ({"seed": -1}, "“-1”", "Whole numbers from 0 to 999999"),
        ({"seed": 10**400}, "“1000", "Whole numbers from 0 to 999999"),
        ({"block": 201}, "“201”", "Whole numbers from 0 to 200"),
        ({"gates": 3}, "“gates”", "hidden_size"),
        ({"a\nb" * 99: 3}, "“a ba b", "hidden_size"),
        ({"inputs": "1 " * (MAX_TEXT // 2 + 1)}, str(MAX_TEXT + 2), "at most 100000"),
        ({"targets": "1" * (MAX_TEXT + 1)}, str(MAX_TEXT + 1), "at most 100000"),
        ({"h0": [[0.25] * (MAX_TEXT // 4)]}, str(MAX_TEXT // 4 * 5 - 1), "at most 100000"),
        ({"h0": "1 2 3"}, "1×1×3", "1×1×2"),
        ({"h0": "1 2; 1 2"}, "1×2×2", "1×1×2"),
        ({"h0": "1 2 | 3 4"}, "2×1×2", "1×1×2"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_choice_becomes_a_sentence(complaint, choices, given, allowed):
    text = complaint(**choices)
    assert given in text
    assert allowed in text


def test_every_problem_is_told():
    with pytest.raises(ValidationError) as refusal:
        Scenario(hidden_size=0, scale=-1, head="loud")
    assert len(problems(refusal.value)) == 3


@pytest.mark.parametrize("broken", ["{", "[]", '"text"', ""])
def test_a_file_that_holds_no_scenario_is_not_called_a_setting(broken):
    with pytest.raises(ValidationError) as refusal:
        Scenario.model_validate_json(broken)
    assert "“” is not a setting" not in "".join(problems(refusal.value))


@pytest.mark.parametrize("name", Scenario.model_fields)
def test_every_field_has_a_title_and_a_help_text(name):
    field = Scenario.model_fields[name]
    assert field.title
    assert field.description


@given(st.integers(0, 10**6))
def test_written_as_json_it_comes_back_equal(seed):
    scenario = random_scenario(seed, **random_kind(seed))
    again = Scenario.model_validate_json(scenario.model_dump_json())
    assert again == scenario
    assert hash(again) == hash(scenario)


@given(st.floats(0, 100), st.text(alphabet="b;0 \n\t\\\"'é你\u2028"))
def test_json_keeps_every_number_and_character(scale, text):
    scenario = Scenario(encoding="characters", inputs="a" + text, scale=scale)
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


def test_equal_scenarios_are_equal_whatever_was_already_computed():
    first, second = Scenario(inputs=[[0.2, 0.4]], scale=1), Scenario(inputs="0.2 0.4", scale="1.0")
    assert first.params.Wh is first.params.Wh
    assert first == second
    assert hash(first) == hash(second)
    assert len({first, second, first.but(seed=1)}) == 2


def test_a_scenario_cannot_be_changed():
    with pytest.raises(ValidationError):
        Scenario().seed = 1


def test_a_changed_copy_is_checked_anew():
    with pytest.raises(ValidationError):
        PRESETS["once"].scenario.but(hidden_size=3)


def test_h0_is_given_for_every_example_or_for_none(complaint):
    text = complaint(inputs="1 | 2", h0="3 4")
    assert "1×1×2" in text
    assert "2×1×2" in text
    assert Scenario(inputs="1 | 2", h0="3 4 | 5 6").initial_state[0][0].tolist() == [[3, 4], [5, 6]]
    assert not Scenario(inputs="1 | 2").initial_state[0][0].any()
