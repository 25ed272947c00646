"""The sentence about a step: it says what the numbers of that step are, and nothing where that is not so."""

import numpy as np
import pytest

from rnnviz.core.explain.remarks import remark
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario

STEPS = Scenario(inputs="1; -1; 2; 0.5", targets="1")


def backward(run, step):
    return remark(run, 2 * run.steps + 1 - step)


@pytest.mark.parametrize(("cell", "reader"), [("elman", "y₂"), ("lstm", "y₂"), ("concat", "y₃")])
def test_the_fork_names_the_output_that_reads_the_state(cell, reader):
    run = simulate(STEPS.but(cell=cell))
    assert backward(run, 2).startswith(f"h₂ was used twice, by {reader} and by h₃.")


def test_the_last_step_a_cut_and_a_step_without_a_loss_are_told_as_such():
    assert backward(simulate(STEPS), 4).startswith("The last step")
    assert "what step 3 would send back is dropped" in backward(simulate(STEPS.but(block=2)), 2)
    assert backward(simulate(STEPS.but(shape="many_to_one")), 2).startswith("No loss at this step")


def test_what_x_and_memory_bring_adds_up_to_the_sum():
    run = simulate(STEPS)
    x, memory = run.trace.signals["x"][0, 1] @ run.params.Wx, run.trace.h_before[0, 1] @ run.params.Wh
    np.testing.assert_allclose(x + memory + run.params.b, run.trace.signals["a"][0, 1])
    for number in (*x, *memory):
        assert f"{number:.4f}".replace("-", "−") in remark(run, 2)
    assert "no memory yet" in remark(run, 1)


@pytest.mark.parametrize("cell", sorted(CELLS.keys() - {"elman"}))
def test_of_a_cell_with_gates_or_with_joined_rows_no_such_sum_is_told(cell):
    assert remark(simulate(STEPS.but(cell=cell)), 2) == ""
