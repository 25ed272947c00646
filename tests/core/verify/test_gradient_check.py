"""The gradient check agrees with every backward pass, and nothing wrong slips through it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from random_runs import altered, random_scenario

from rnnviz.core.data.sequence_shapes import FEEDBACK, SHAPES
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.verify.gradient_check import check_gradients

SIGNALS = ("y", "h", "h_from_output", "h_from_future", "a", "x")
NAMES = [f"dL/d{name}" for name in ("Wx", "Wh", "b", "Wo", "bo", *SIGNALS, "h0")] + ["h dropped after step 2"]
CUT = simulate(Scenario(inputs="1; -2; 3; 0.5", hidden_size=3, block=2))

EVERY = [
    {"cell": cell, "head": head, "shape": shape, "layers": 1 + i % 3, "block": i % 4, "embedding": 3 * (i % 5 == 0)}
    | {"feedback": list(FEEDBACK)[i % 3], "biases": i % 7 > 0, "activation": list(ACTIVATIONS)[i % 4]}
    | {"block_state": ("carried", "reset")[i // 2 % 2]}
    for i, (cell, head, shape) in enumerate(product(CELLS, HEADS, SHAPES))
]


def spoiled(run, name, wrong):
    """``run`` with ``wrong`` added to the last entry of the gradient that the check calls ``name``."""
    gradients, key = run.gradients, name.removeprefix("dL/d")
    if key in gradients.signals:
        changed = {"signals": gradients.signals | {key: off(gradients.signals[key], wrong)}}
    elif key == "h0":
        changed = {"reached": gradients.reached | {0: {"h": off(gradients.h0, wrong)}}}
    elif "dropped" in name:
        changed = {"reached": gradients.reached | {2: {"h": off(gradients.dropped[2], wrong)}}}
    else:
        changed = {"params": gradients.params.but(**{key: off(getattr(gradients.params, key), wrong)})}
    return replace(run, gradients=altered(gradients, **changed))


def off(array, wrong):
    array = array.copy()
    array[(-1,) * array.ndim] += wrong
    return array


def test_every_gradient_is_compared():
    assert set(check_gradients(CUT).comparisons) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_one_wrong_number_is_caught_and_named(name):
    check = check_gradients(spoiled(CUT, name, 1e-4))
    assert {name for name, comparison in check.comparisons.items() if comparison.error > 1e-6} == {name}
    assert check.error > 1e-6
    worst = check.comparisons[name]
    assert worst.worst == tuple(length - 1 for length in worst.analytic.shape)


@pytest.mark.parametrize("name", NAMES)
def test_a_gradient_that_is_no_number_does_not_pass(name):
    error = check_gradients(spoiled(CUT, name, np.nan)).error
    assert not error < 1e-7


def test_one_example_in_view_passes_too():
    batch = simulate(Scenario(inputs="1; 2 | 3; 4", targets="0; 1 | 1; 0"))
    assert check_gradients(batch.example(1)).error < 1e-7


def test_a_relu_on_its_kink_is_no_false_alarm():
    run = simulate(Scenario(inputs="0; 1; 0", activation="relu", hidden_size=3, block=2))
    assert (run.trace.signals["a"][:, 0] == 0).all()
    check = check_gradients(run)
    assert np.isnan(check.comparisons["dL/da"].numeric[:, 0]).all()
    assert check.error < 1e-7


def test_a_run_that_overflowed_can_be_checked():
    error = check_gradients(simulate(Scenario(inputs="1e200; 1e200", activation="identity"))).error
    assert not error < 1e-7


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: "-".join(map(str, kind.values())))
def test_every_gradient_of_every_combination_agrees_with_its_difference_quotient(kind):
    run = simulate(random_scenario(3, **kind))
    assert run.overflow is None
    assert check_gradients(run).error < 1e-6


@pytest.mark.parametrize("cell", CELLS)
def test_a_part_of_the_entries_has_the_same_numbers(cell):
    run = simulate(random_scenario(5, cell=cell, layers=2, block=2))
    whole, part = check_gradients(run).comparisons, check_gradients(run, most=3).comparisons
    assert part.keys() == whole.keys()
    for name, found in part.items():
        drawn = np.isfinite(found.numeric)
        examples = 1 if found.analytic.ndim == 1 or name[4:] in run.scenario.shapes else len(run.losses)
        assert drawn.sum() == examples * min(3, drawn.size // examples)
        np.testing.assert_allclose(found.numeric[drawn], whole[name].numeric[drawn], rtol=1e-6, atol=1e-9)


def test_copies_in_several_portions_are_the_same(monkeypatch):
    whole = check_gradients(CUT).comparisons
    monkeypatch.setattr("rnnviz.core.verify.gradient_check.ROOM", 10)
    for name, found in check_gradients(CUT).comparisons.items():
        np.testing.assert_allclose(found.numeric, whole[name].numeric, rtol=1e-6, atol=1e-9)
