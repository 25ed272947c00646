"""PyTorch's numbers are kept for every registered cell, and ours are the same."""

from dataclasses import replace

import pytest
from reference_cases import CASES, scenario

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.run import simulate
from rnnviz.core.verify import pytorch_reference as module
from rnnviz.core.verify.pytorch_reference import compare, numbers_of, references

every_cell = pytest.mark.parametrize("cell", CELLS)


@every_cell
def test_every_registered_cell_was_compared_in_every_case(cell):
    kept = references(cell)
    assert [reference.scenario for reference in kept] == [scenario(cell, case) for case in CASES]
    for reference in kept:
        assert reference.scenario.cell == cell
        assert reference.by.startswith("PyTorch ")
        every = {f"dL/d{name}" for name in reference.scenario.shapes} | {"y", "L", "L_t", "dL/dx", "dL/dy", "dL/dh0"}
        assert every <= reference.numbers.keys()
    assert any("dropped after step 4" in name for reference in kept for name in reference.numbers)


@every_cell
def test_the_numbers_here_are_the_same(cell):
    for reference in references(cell):
        found = compare(reference)
        assert found.keys() == reference.numbers.keys()
        for name, compared in found.items():
            assert compared.ours.shape == compared.theirs.shape
            assert compared.difference < 1e-10, name


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
