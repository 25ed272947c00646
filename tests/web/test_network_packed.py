"""The unrolled network as the browser gets it: JSON without NaN, small, every edge between two levels."""

import json
from base64 import b64decode

import numpy as np
import pytest

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.nn.cells import CELLS
from rnnviz.figures.unrolled import unrolled
from rnnviz.web.network import network, network_words

SEQUENCE = np.random.default_rng(5).normal(size=(20, 3))
HUGE = {"Wx": [[1e200]], "Wh": [[1e200]], "Wo": [[1.0]]}
RUNS = {name: simulate(preset.scenario).example(0) for name, preset in PRESETS.items()}
RUNS |= {cell: simulate(Scenario(cell=cell, inputs=SEQUENCE[:4], layers=2, block=2)) for cell in CELLS}
RUNS |= {
    "wide": simulate(Scenario(cell="lstm", inputs=SEQUENCE, layers=2, hidden_size=16)),
    "overflow": simulate(Scenario(inputs="1; 1; 1", hidden_size=1, activation="identity", biases=False, weights=HUGE)),
}


def unpacked(packed):
    return np.frombuffer(b64decode(packed["f8"]), "<f8").reshape(packed["shape"])


@pytest.mark.parametrize("name", RUNS)
def test_it_is_json_and_its_edges_join_the_units_in_focus(name):
    data = json.loads(json.dumps(network(RUNS[name]), allow_nan=False))
    for edge in data["edges"]:
        start, end = (data["levels"][edge[side]] for side in ("start", "end"))
        flow = unpacked(edge["flow"])
        assert flow.shape == (data["steps"], len(start["seen"][0]), len(end["seen"][0]))
        for part in edge["parts"]:
            rows, columns = part["weight"]["shape"]
            assert rows == (start["values"]["shape"][1] if start["varies"] else len(start["seen"][0]))
            assert columns == (end["values"]["shape"][1] if end["varies"] else len(end["seen"][0]))
    assert all(np.isfinite(peak) and peak >= 0 for peak in data["peaks"].values())


@pytest.mark.parametrize("name", ["four", "lstm", "wide"])
def test_weight_times_value_is_what_flows(name):
    data = network(RUNS[name])
    for edge in data["edges"]:
        products = [unpacked(part["values"])[:, :, None] * unpacked(part["weight"]) for part in edge["parts"]]
        sizes = np.abs(products)
        assert np.array_equal(np.abs(unpacked(edge["flow"])), sizes.max(axis=0))


def test_gradients_are_those_of_the_picture():
    data, picture = network(RUNS["stateful"]), unrolled(RUNS["stateful"])
    (fork,) = data["forks"]
    assert np.array_equal(unpacked(fork["above"]) + unpacked(fork["future"]), picture.levels[1].gradient)
    assert np.isfinite(unpacked(fork["dropped"])).all(axis=1).tolist() == [False, True, False, False]


def test_a_small_run_is_small():
    assert len(json.dumps(network(RUNS["four"]))) < 6_000
    assert len(json.dumps(network(RUNS["wide"]))) < 150_000


def test_its_words_leave_the_step_to_the_stage():
    words = network_words(RUNS["four"])
    assert "{now}" in words["picture"]
    assert "{t}" in words["ahead"]
    assert "{t}" in words["back"]
    assert words["fed"].keys() == {"teacher", "free", "nothing"}
