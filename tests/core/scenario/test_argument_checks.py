"""A public function that is given the wrong thing says what it takes."""

import re

import numpy as np
import pytest
from pydantic import ValidationError

from rnnviz import PRESETS, Scenario, check_gradients, load_weights, save_weights, simulate, train
from rnnviz.core.gradient.chain_rule import chain
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


NETWORKS = {
    "another size": Scenario(hidden_size=3),
    "more outputs": Scenario(targets="1 2 3"),
    "no biases": Scenario(biases=False),
    "another cell": Scenario(cell="gru"),
    "two layers": Scenario(layers=2),
    "a table": Scenario(encoding="ids", inputs="1", embedding=2, targets="0.5"),
}


@pytest.mark.parametrize("kind", NETWORKS)
def test_weights_of_another_network_are_refused_by_name_and_shape(kind):
    with pytest.raises(ValueError, match=r"^Weights: (\w+: [\w×]+ instead of [\w×]+(; )?)+\. Give those of a run of"):
        simulate(Scenario(), NETWORKS[kind].params)


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        (np.eye(2) + 0j, r"Wh: 2×2 complex128 instead of 2×2\."),
        (np.eye(2, dtype=bool), r"Wh: 2×2 bool instead"),
        ([[1.0, 0.0], [0.0, 1.0]], "Wh: list instead"),
        (np.ones(2), r"Wh: 2 instead of 2×2\."),
        (None, "Wh: nothing instead"),
    ],
)
def test_a_weight_that_is_no_such_array_is_refused(matrix, said):
    with pytest.raises(ValueError, match=f"^Weights: {said}"):
        simulate(SHORT, SHORT.params.but(Wh=matrix))


def test_weights_are_params():
    with pytest.raises(TypeError, match=r"^dict was given for the weights\. Give a run's params"):
        simulate(SHORT, {"Wh": np.eye(2)})


RUN = simulate(Scenario(inputs="1; 2 | 3; 4", layers=2))
NUMBERED = {
    "Example": (RUN.example, "0 to 1"),
    "Layer": (RUN.itemised, "0 to 1"),
    "Step": (lambda given: chain(RUN, given, 1), "1 to 2"),
}


@pytest.mark.parametrize("given", [5, -1, "a", 0.5, None, 10**5000], ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("what", NUMBERED)
def test_a_number_that_is_not_there_is_told_from_those_that_are(what, given):
    function, allowed = NUMBERED[what]
    with pytest.raises(IndexError, match=rf"^{what} .+ was asked for; there are {allowed}\."):
        function(given)


def test_a_chain_leads_back():
    with pytest.raises(IndexError, match=r"^Step 2 was asked for; there are 1 to 1\."):
        chain(RUN, 1, 2)


@pytest.mark.parametrize("most", [-1, 0, "x", 2.5, True])
def test_a_gradient_check_compares_at_least_one_entry(most):
    with pytest.raises(ValueError, match=rf"^most: “{most}” was given\. Whole numbers from 1 are allowed, or None"):
        check_gradients(RUN, most)
