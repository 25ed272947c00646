"""The opened cell for every cell there is: its data are the run's, and in its picture nothing covers anything."""

import base64
import json
import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest

from rnnviz import Scenario, simulate
from rnnviz.core.nn.cells import CELLS
from rnnviz.web.cell import MOST, cell

HERE = Path(__file__).parent
SPEC = spec_from_file_location("cells_of_strangers", HERE.parent / "core" / "nn" / "new_cells.py")
STRANGE = module_from_spec(SPEC)
SPEC.loader.exec_module(STRANGE)
NEW = {name.lower(): getattr(STRANGE, name) for name in ("Independent", "Multiplied", "Joined")}
TASK = {"inputs": "1 2; -1 0; 0.5 1", "targets": "1; 0; 0.5", "hidden_size": 10, "layers": 2}


@pytest.fixture(autouse=True)
def _with_new_cells(monkeypatch):
    for name, new in NEW.items():
        monkeypatch.setitem(CELLS, name, lambda _activation, new=new: new())


def unpacked(array):
    return np.frombuffer(base64.b64decode(array["f8"])).reshape(array["shape"])


@pytest.mark.parametrize("name", [*CELLS, *NEW])
def test_numbers_are_the_run_s_and_what_is_drawn_has_some(name):
    run = simulate(Scenario(cell=name, **TASK))
    data = cell(run)
    for end, layer in zip(run.layer_ends, data["layers"], strict=True):
        for signal in {equation.name for equation in run.cell.equations}:
            assert np.array_equal(unpacked(layer["values"][signal]), run.trace.signals[signal + end][0, :, :MOST])
            assert np.array_equal(
                unpacked(layer["gradients"][signal]), run.gradients.signals[signal + end][0, :, :MOST]
            )
        assert layer["units"] == {"x": 10 if end else 2, "h": 10}
        ways = {(way["from"], way["to"]) for way in layer["back"] if "+" not in way["from"]}
        assert ways == {(piece["key"], read) for piece in data["graph"]["pieces"] for read in piece["reads"]}
    json.dumps(data, allow_nan=False)


def test_where_sources_meet_comes_back_what_all_sums_send():
    run = simulate(Scenario(cell="lstm", **TASK))
    back = {(way["from"], way["to"]): unpacked(way["flow"]) for way in cell(run)["layers"][0]["back"]}
    sent = run.gradients.sent["h"][0]
    assert np.allclose(np.abs(back["x+h_before", "h_before"]), np.abs(sent).max(axis=1))


def test_the_road_is_as_wide_as_its_gate_is_open():
    run = simulate(Scenario(cell="gru", **TASK))
    assert np.allclose(unpacked(cell(run)["layers"][1]["open"]), run.trace.signals["z2"][0].mean(axis=1))


@pytest.mark.skipif(shutil.which("node") is None, reason="the layout runs in Node.js")
def test_nothing_covers_anything_and_no_way_runs_through_a_block():
    runs = {name: simulate(Scenario(cell=name, **TASK)) for name in CELLS}
    graphs = {name: cell(run)["graph"] for name, run in runs.items()}
    done = subprocess.run(
        ["node", HERE / "check_cells.js"], check=False, input=json.dumps(graphs), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
