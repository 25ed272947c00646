"""The kept numbers are what PyTorch computes today, whichever its version, and what the script writes."""

import json

import numpy as np
import pytest
from make_reference import computed, written

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.verify.pytorch_reference import FOLDER, references

every_cell = pytest.mark.parametrize("cell", CELLS)


@every_cell
def test_pytorch_computes_these_numbers(cell):
    for reference in references(cell):
        again = computed(reference.scenario)
        assert again.keys() == reference.numbers.keys()
        for name, array in again.items():
            np.testing.assert_allclose(reference.numbers[name], array, rtol=1e-12, atol=1e-12, err_msg=name)


@every_cell
def test_the_file_is_what_the_script_writes(cell):
    kept, made = (json.loads(text) for text in ((FOLDER / f"{cell}.json").read_text("utf-8"), written(cell)))
    assert kept["module"] == made["module"]
    assert [case["scenario"] for case in kept["cases"]] == [case["scenario"] for case in made["cases"]]
