"""Whatever is typed or pasted: a Scenario that runs, or sentences; nothing else comes out."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from rnnviz.core.data.sequence_shapes import FEEDBACK, SHAPES
from rnnviz.core.run import simulate
from rnnviz.core.scenario.messages import problems
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights

halves = st.text(alphabet="a\ud800\udfff", max_size=3)  # of characters that need two
nearly_typed = st.text(alphabet="0123459.-+eE ,;|\n\t１；｜−", max_size=40)
nearly_weights = st.lists(
    st.sampled_from(["1", "*", "Wx", "Wh", "Wo", "bo", "2", "_", "0.5", "-1e9", "1e400", "²", "nan", "", "é"])
).map("".join)
text = st.text() | nearly_typed | nearly_weights | halves
numbers = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([10**400, 10**5000])
anything = numbers | text | st.lists(st.lists(numbers)) | st.dictionaries(text, st.lists(st.lists(numbers)))


def runs_or_explains(make):
    try:
        scenario = make()
    except ValidationError as refusal:
        sentences = problems(refusal)
        assert sentences
        assert all(sentence.strip().endswith((".", ")")) for sentence in sentences), sentences
    else:
        simulate(scenario)


@given(
    st.fixed_dictionaries({"inputs": text, "targets": text}),
    st.sampled_from(["numbers", "ids", "characters", "words"]),
    st.sampled_from(["linear", "softmax"]),
    st.sampled_from(list(SHAPES)),
    st.sampled_from(list(FEEDBACK)),
    st.just("") | text,
)
def test_any_sequence_and_targets(typed, encoding, head, shape, feedback, corpus):
    choices = {"encoding": encoding, "head": head, "shape": shape, "feedback": feedback, "corpus": corpus}
    runs_or_explains(lambda: Scenario(**typed, **choices))


@pytest.mark.parametrize("name", ["inputs", "targets", "h0", "weights"])
@given(text)
def test_any_text_in_one_field(name, text):
    runs_or_explains(lambda: Scenario(**{name: text}))


@pytest.mark.parametrize("name", Scenario.model_fields)
@settings(max_examples=40)
@given(anything)
def test_anything_in_any_field(name, value):
    runs_or_explains(lambda: Scenario(**{name: value}))


@given(st.dictionaries(st.text() | halves, anything))
def test_any_settings(settings):
    runs_or_explains(lambda: Scenario(**settings))


@given(st.integers(0, 200), st.text(max_size=3))
def test_a_saved_scenario_cut_and_patched(cut, patch):
    saved = json.dumps({"hidden_size": 1, "weights": write_weights({"Wh": [[0.5]]}), "inputs": "0.2 0.4; 1e-3 2"})
    runs_or_explains(lambda: Scenario.model_validate_json(saved[:cut] + patch + saved[cut + len(patch) :]))


@pytest.mark.parametrize("value", ["9" * 5000, '"\\ud800"', "[[" + "9" * 5000 + "]]", "[[true]]"])
@pytest.mark.parametrize("name", Scenario.model_fields)
def test_anything_in_any_field_of_a_saved_scenario(name, value):
    runs_or_explains(lambda: Scenario.model_validate_json(f'{{"{name}": {value}}}'))
