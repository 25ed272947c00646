"""The identities hold in every run, and nothing that is planted slips through them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from random_runs import altered, random_kind, random_scenario, seeds

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.jacobians import jacobians
from rnnviz.core.verify.identities import CARRIED, COLUMNS, CUTS, FORK, SHARES, identities, left_out

GOLDEN = json.loads((Path(__file__).parents[1] / "two_unit_sigmoid.json").read_text())
CUT = simulate(Scenario(inputs="1; -2; 3; 0.5 | 2; 1; 0; -1", targets="1 | 0", hidden_size=3, layers=2, block=2))


def off(array, wrong=1e-6):
    array = array.copy()
    array[(-1,) * array.ndim] += wrong
    return array


def broken(gradients):
    """The kinds and names of the identities that see what is wrong with these gradients."""
    return {(found.kind, found.name) for found in identities(replace(CUT, gradients=gradients)) if not found.holds}


@pytest.mark.parametrize("seed", seeds(200, some=60))
def test_every_identity_holds_in_every_kind_of_run(seed):
    run = simulate(random_scenario(seed, **random_kind(seed)))
    for view in (run, run.example(len(run.losses) - 1)):
        found = identities(view)
        assert [identity for identity in found if identity.residual > 1e-12 * identity.scale] == []
        assert {f"dL/d{name}" for name, _array in run.params.items()} <= {identity.name for identity in found}
        layers, cuts = run.scenario.layers, bool(run.gradients.cut)
        assert sum(identity.kind in (CUTS, CARRIED) for identity in found) == cuts * layers * len(run.cell.states)
        assert all(identity.left.shape == identity.right.shape for identity in found)


@pytest.mark.parametrize("seed", seeds(100, some=30))
def test_what_the_cuts_left_out_is_full_minus_truncated(seed):
    kind = random_kind(seed) | {"block": 1 + seed % 3, "block_state": "carried"}
    run = simulate(random_scenario(seed, **kind))
    full = simulate(run.scenario.but(block=0)).gradients.signals
    if run.gradients.cut:
        _states, missing = left_out(run)
        for layer, end in enumerate(run.layer_ends):
            last = [t - 1 for t in sorted(run.gradients.cut)]
            expected = (full["h" + end] - run.gradients.signals["h" + end])[0, last]
            np.testing.assert_allclose(missing[:, layer], expected, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("cell", ["elman", "concat", "gru", "lstm"])
def test_what_is_left_out_flows_on_by_the_jacobians(cell):
    run = simulate(random_scenario(8, cell=cell, layers=2, block=1))
    states, _hidden = left_out(run)
    first, second = (states[n].ravel() for n in (0, 1))
    (jacobian,) = jacobians(run, [2])
    dropped = [run.gradients.cut[1][name + end][0] for end in run.layer_ends for name in run.cell.states]
    np.testing.assert_allclose(first, np.concatenate(dropped) + second @ jacobian, rtol=1e-12, atol=1e-15)


def test_the_worked_example_is_exact():
    run = simulate(PRESETS["stateful"].scenario)
    (found,) = [identity for identity in identities(run) if identity.kind == CUTS]
    truncated, full = GOLDEN["T4_sum_block2_stateful"], GOLDEN["T4_sum"]
    np.testing.assert_allclose(left_out(run)[1][0, 0], truncated["dropped_at_boundary"]["2"], rtol=1e-12)
    np.testing.assert_allclose(found.right[0, 0], full["dh"][1], rtol=1e-12)
    np.testing.assert_allclose(found.left[0, 0], np.sum([truncated["dh"][1], [-0.0052257807, -0.0065322258]], axis=0))


def test_nothing_is_dropped_where_the_state_is_reset():
    for settings in ({"block": 2, "block_state": "reset"}, {"block": 0}):
        run = simulate(CUT.scenario.but(**settings))
        assert CUTS not in {identity.kind for identity in identities(run)}


@pytest.mark.parametrize("name", [name for name, _array in CUT.params.items()])
def test_a_wrong_parameter_gradient_is_seen(name):
    wrong = {name: off(getattr(CUT.gradients.params, name))}
    assert broken(altered(CUT.gradients, params=CUT.gradients.params.but(**wrong))) == {(SHARES, f"dL/d{name}")}


@pytest.mark.parametrize("name", ["h", "h2"])
def test_a_wrong_gradient_at_a_state_is_seen(name):
    wrong = CUT.gradients.signals | {name: off(CUT.gradients.signals[name])}
    kinds = {kind for kind, about in broken(altered(CUT.gradients, signals=wrong)) if about == f"dL/d{name}"}
    assert kinds == {COLUMNS, FORK}


@pytest.mark.parametrize("name", ["h", "h2"])
def test_a_wrong_dropped_gradient_is_seen(name):
    layers = list(CUT.gradients.layers)
    index = int(name == "h2")
    early = layers[index].early | {2: off(np.zeros_like(CUT.gradients.reached[2][name]))}
    layers[index] = replace(layers[index], early=early)
    assert (CUTS, f"dL/d{name}") in broken(replace(CUT.gradients, layers=tuple(layers)))


def test_numbers_that_overflowed_prove_nothing():
    found = identities(simulate(Scenario(inputs="1e200; 1e200", activation="identity")))
    assert [identity.name for identity in found if not identity.holds]
