"""What is too large is refused by its count: nothing of its size is made, however the size is written."""

import tracemalloc

import numpy as np
import pytest
from pydantic import ValidationError

from rnnviz import Scenario
from rnnviz.core.scenario.messages import problems

TEXT = {"encoding": "characters", "head": "softmax", "targets": ""}
IDS = {"encoding": "ids", "head": "softmax"}
MEGABYTES = 2**20
TOO_LARGE = {
    "steps and outputs": ({"inputs": "1;" * 15_000, "targets": "1 " * 15_000}, "15000 steps"),
    "outputs": ({"inputs": "1;" * 200, "targets": "1 " * 40_000}, "40000 outputs"),
    "inputs": ({"inputs": "1 " * 40_000}, "40000 inputs"),
    "examples": ({"inputs": "1|" * 40_000 + "1"}, "40001 examples"),
    "examples of targets": ({"targets": "1|" * 40_000 + "1"}, "40001 examples"),
    "examples of a long answer": (
        {"shape": "one_to_many", "feedback": "nothing", "inputs": "1|" * 63 + "1", "targets": "1 " * 127 + "1;" * 199},
        "step 2 has 1 numbers",
    ),
    "answers after the input": (
        {"shape": "after_input", "feedback": "nothing", "inputs": "1;" * 150, "targets": "1;" * 150},
        "299 steps",
    ),
    "numbers in all": ({"inputs": "|".join(["1 2 3;" * 200] * 16), "hidden_size": 128}, "numbers in all"),
    "symbols": (IDS | {"inputs": "0 " * 40_000, "targets": "0"}, "40000 steps"),
    "symbols of targets": (IDS | {"inputs": "0 1", "targets": "0;" * 40_000}, "40000 steps"),
    "examples of symbols": (IDS | {"inputs": "0|" * 40_000 + "0", "targets": "0"}, "40001 examples"),
    "one-hot rows": (
        IDS | {"inputs": "0 " * 200 + ("|" + "0 " * 200) * 63, "input_size": 128, "targets": "0"},
        "numbers in all",
    ),
    "embedded rows": (
        IDS | {"inputs": "0 " * 200 + ("|" + "0 " * 200) * 63, "input_size": 128, "embedding": 128, "targets": "0"},
        "numbers in all",
    ),
    "characters": (TEXT | {"inputs": "ab" * 40_000}, "79999 steps"),
    "examples of characters": (TEXT | {"inputs": "ab|" * 30_000 + "ab"}, "30001 examples"),
    "names of classes": (TEXT | {"shape": "many_to_one", "inputs": "ab", "targets": "x|" * 40_000}, "40001 examples"),
    "a corpus of numbers": ({"inputs": "1; 2", "targets": "", "corpus": "1;" * 40_000}, "40000 steps were given"),
    "a corpus of symbols": (IDS | {"inputs": "0 1", "targets": "", "corpus": "0 " * 40_000}, "40000 steps were given"),
    "a corpus of text": (TEXT | {"inputs": "ab", "corpus": "ab" * 40_000}, "80000 steps were given"),
    "an initial state": ({"h0": "1 " * 40_000}, "1×1×40000"),
    "an array": ({"inputs": np.broadcast_to(1.0, (3000, 3000))}, "9000000 numbers"),
    "a matrix": ({"weights": {"Wh": np.broadcast_to(1.0, (3000, 3000))}}, "9000000 numbers in a matrix"),
}


@pytest.mark.parametrize("kind", TOO_LARGE)
def test_it_is_counted_before_anything_is_made(kind):
    sent, said = TOO_LARGE[kind]
    tracemalloc.start()
    with pytest.raises(ValidationError) as refused:
        Scenario(**sent)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (sentence,) = problems(refused.value)
    assert said in sentence
    assert peak < 32 * MEGABYTES
