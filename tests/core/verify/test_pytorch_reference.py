"""The kept numbers are PyTorch's, of every registered cell, and ours are the same."""

import json
from dataclasses import replace

import numpy as np
import pytest
from make_reference import BY, CASES, computed, scenario, written

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.run import simulate
from rnnviz.core.verify import pytorch_reference as module
from rnnviz.core.verify.pytorch_reference import FOLDER, compare, numbers_of, references

every_cell = pytest.mark.parametrize("cell", CELLS)


@every_cell
def test_every_registered_cell_was_compared_in_every_case(cell):
    kept = references(cell)
    assert [reference.scenario for reference in kept] == [scenario(cell, case) for case in CASES]
    for reference in kept:
        assert reference.scenario.cell == cell
        every = {f"dL/d{name}" for name in reference.scenario.shapes} | {"y", "L", "L_t", "dL/dx", "dL/dy", "dL/dh0"}
        assert every <= reference.numbers.keys()
    assert any("dropped after step 4" in name for reference in kept for name in reference.numbers)


@every_cell
def test_pytorch_computes_these_numbers(cell):
    for reference in references(cell):
        again = computed(reference.scenario)
        assert again.keys() == reference.numbers.keys()
        for name, array in again.items():
            np.testing.assert_allclose(reference.numbers[name], array, rtol=1e-12, atol=1e-12, err_msg=name)


@every_cell
def test_the_numbers_here_are_the_same(cell):
    for reference in references(cell):
        found = compare(reference)
        assert found.keys() == reference.numbers.keys()
        for name, compared in found.items():
            assert compared.ours.shape == compared.theirs.shape
            assert compared.difference < 1e-10, name


@every_cell
def test_the_file_is_what_the_script_writes(cell):
    kept, made = (json.loads(text) for text in ((FOLDER / f"{cell}.json").read_text("utf-8"), written(cell)))
    assert (kept["by"], kept["module"]) == (BY, made["module"])
    assert [case["scenario"] for case in kept["cases"]] == [case["scenario"] for case in made["cases"]]


def test_a_cell_without_a_file_has_no_reference():
    assert references("none") == ()


@every_cell
def test_another_number_of_ours_would_be_seen(cell, monkeypatch):
    def spoiled(asked):
        run = simulate(asked)
        return replace(run, losses=run.losses + 1e-9)

    monkeypatch.setattr(module, "simulate", spoiled)
    assert {name for name, found in compare(references(cell)[0]).items() if found.difference > 1e-10} == {"L", "L_t"}


def test_all_that_a_run_has_can_be_named():
    run = simulate(references("lstm")[2].scenario)
    assert {"h", "c2", "y", "L_t", "dL/dWho2", "dL/dc20", "c dropped after step 4"} <= numbers_of(run).keys()
