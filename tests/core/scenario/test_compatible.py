"""Of settings that contradict one another as many as possible are kept, and everything that is wrong is told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import PRESETS, Scenario
from rnnviz.core.scenario import compatible as compatible_
from rnnviz.core.scenario import weight_text
from rnnviz.core.scenario.compatible import compatible
from rnnviz.core.scenario.weight_text import write_weights
from rnnviz.core.text import typed

BASE = PRESETS["once"].scenario
KEPT = {"seed": "7", "activation": "relu", "learning_rate": "0.5"}
# what is sent, what is given up of it, and a word of each sentence
WRONG = [
    ({"h0": "1 2 3", "weights": "1*Wh*1*1*"}, {"h0", "weights"}, ["h0: 1×1×3", "Wh has shape 1×1"]),
    ({"h0": "1 2 3", "embedding": "4"}, {"h0", "embedding"}, ["h0: 1×1×3", "Embedding: 4"]),
    ({"h0": "1 2 3", "corpus": "1; 2; 3"}, {"h0", "corpus"}, ["h0: 1×1×3", "teaches what comes next"]),
    ({"input_size": "3", "output_size": "7"}, {"input_size", "output_size"}, ["set to 3", "set to 7"]),
    ({"input_size": "3", "h0": "1 2 3"}, {"input_size", "h0"}, ["set to 3", "h0: 1×1×3"]),
    ({"inputs": "a", "targets": "b"}, {"inputs", "targets"}, ["“a”", "“b”"]),
    ({"inputs": "1; 2 3", "targets": "b", "h0": "x"}, {"inputs", "targets", "h0"}, ["has 2", "“b”", "“x”"]),
    ({"hidden_size": "1000", "h0": "1 2 3"}, {"hidden_size", "h0"}, ["“1000”", "h0: 1×1×3"]),
    ({"weights": "1*Wh*2*1_2_3_x*", "layers": "9", "h0": "1"}, {"weights", "layers", "h0"}, ["“x”", "“9”", "1×1×1"]),
    ({"hidden_size": "3", "weights": "1*Wh*2*1_2_3_4*"}, {"weights"}, ["Wh has shape 2×2"]),
    ({"inputs": "0.1 0.2 0.3", "input_size": "2"}, {"inputs"}, ["has 3 numbers"]),
]


@pytest.mark.parametrize(("sent", "given_up", "said"), WRONG, ids=[" ".join(sent) for sent, *_rest in WRONG])
def test_only_what_does_not_go_with_the_rest_is_given_up_and_all_of_it_is_told(sent, given_up, said):
    found, wrong = compatible(BASE, sent | KEPT)
    right = {name: value for name, value in sent.items() if name not in given_up}
    assert found == compatible(BASE, right | KEPT)[0]
    assert found.seed == 7
    assert len(wrong) == len(said)
    assert all(any(part in sentence for sentence in wrong) for part in said), wrong


def test_weights_that_still_have_a_place_stay():
    found, wrong = compatible(BASE, {"hidden_size": "3", "h0": "1"})
    assert len(wrong) == 1
    np.testing.assert_array_equal(found.params.Wh[:2, :2], BASE.params.Wh)
    assert compatible(BASE, {"seed": "3"})[0].weights == BASE.weights


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(list(Scenario.model_fields)), st.sampled_from(["", "0", "1", "2; 3", "1 | 2", "x"]))
)
def test_whatever_is_kept_is_as_it_was_sent(sent):
    found, wrong = compatible(BASE, sent)
    assert len(set(wrong)) == len(wrong)
    assert bool(wrong) == (compatible_.refusal(BASE.model_dump() | {"weights": ""}, sent) is not None)
    again, quiet = compatible(BASE, {name: str(value) for name, value in found.model_dump(exclude_none=True).items()})
    assert (again, quiet) == (found, [])


def test_long_texts_are_read_once_though_much_else_is_wrong(monkeypatch):
    rng = np.random.default_rng(0)
    weights = {name: rng.normal(size=(50, 50)).round(4) for name in ("Wh", "Wx2", "Wh2")}
    rows = "; ".join(["0.25 0.5"] * 200)
    sent = {"hidden_size": "50", "layers": "2", "weights": write_weights(weights), "inputs": rows, "targets": "1 2"}
    read = []
    matrix, number = weight_text.read_matrix, typed.read_number
    weight_text.read_weights.cache_clear()
    typed.read_rows.cache_clear()
    monkeypatch.setattr(weight_text, "read_matrix", lambda *given: read.append("matrix") or matrix(*given))
    monkeypatch.setattr(typed, "read_number", lambda *given: read.append("number") or number(*given))
    found, wrong = compatible(BASE, sent | {"output_size": "9", "input_size": "5", "h0": "1 2 3"})
    assert len(wrong) == 3
    assert (found.hidden_size, found.inputs) == (50, rows)
    assert read.count("matrix") == len(weights)
    assert read.count("number") < 2 * 200 + 20
