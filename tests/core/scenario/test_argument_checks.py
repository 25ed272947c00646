"""A public function that is given the wrong thing says what it takes."""

import re

import pytest
from pydantic import ValidationError

from rnnviz import PRESETS, Scenario, check_gradients, load_weights, save_weights, simulate, train
from rnnviz.core.scenario.messages import problems

SHORT = Scenario(inputs="1; 2", epochs=2)


@pytest.mark.parametrize("function", [simulate, train, lambda given: load_weights(b"", given)])
@pytest.mark.parametrize("given", ["four", None, {"inputs": "1"}])
def test_what_takes_a_scenario_says_how_to_make_one(function, given):
    with pytest.raises(TypeError, match=rf"^{type(given).__name__} was given; \w+ takes a Scenario\. Make one"):
        function(given)


@pytest.mark.parametrize("function", [simulate, train, lambda given: load_weights(b"", given)])
@pytest.mark.parametrize("given", [PRESETS["four"], simulate(SHORT)], ids=["Preset", "Run"])
def test_what_has_a_scenario_is_told_so(function, given):
    with pytest.raises(TypeError, match=rf"^{type(given).__name__} was given; \w+ takes a Scenario\. Give its \.sc"):
        function(given)


@pytest.mark.parametrize("function", [check_gradients, save_weights])
@pytest.mark.parametrize("given", [SHORT, None])
def test_what_takes_a_run_says_where_one_comes_from(function, given):
    said = f"^{type(given).__name__} was given; {function.__name__} takes a Run, as simulate makes one"
    with pytest.raises(TypeError, match=said):
        function(given)


def test_a_file_of_weights_is_a_path_or_bytes():
    with pytest.raises(TypeError, match=r"^int was given; load_weights takes the path of a safetensors file"):
        load_weights(3, SHORT)


@pytest.mark.parametrize("epoch", [-1, 3, 21, "x"])
def test_an_epoch_that_never_was_is_told_from_one_that_was_not_kept(epoch):
    with pytest.raises(ValueError, match=rf"^Epoch {epoch} was asked for; there are 0 to 2\."):
        train(SHORT).run_at(epoch)


def test_what_is_given_without_a_name_is_asked_for_one():
    with pytest.raises(TypeError, match=r'^“1 2” was given without a name\. Name it, such as inputs="1 2; 3 4"\.'):
        Scenario("1 2")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hidden_size", r"^hidden_size cannot be set: a Scenario stays as it is\. scenario\.but\(hidden_size=…\)"),
        ("targets", r"^targets cannot be set"),
        ("gates", r"^“gates” is not a setting"),
    ],
)
def test_a_setting_that_is_set_later_is_told_how(name, said):
    with pytest.raises(ValidationError) as refusal:
        setattr(Scenario(), name, 3)
    (found,) = problems(refusal.value)
    assert re.match(said, found), found
