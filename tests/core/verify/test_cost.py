"""The estimate of a proof's time grows with what there is to do, and chooses what can be afforded."""

from math import inf

import pytest
from random_runs import random_scenario

from rnnviz import PRESETS, Scenario, check_gradients, simulate
from rnnviz.core.verify import gradient_check as checks
from rnnviz.core.verify.cost import PORTIONS, affordable, check_seconds, identity_seconds

SMALL = Scenario(inputs="1; -2; 3; 0.5", hidden_size=3)


@pytest.mark.parametrize(
    "more",
    [
        {"layers": 2},
        {"hidden_size": 30},
        {"cell": "lstm"},
        {"block": 1},
        {"inputs": "1; -2; 3; 0.5; 1; 1"},
        {"inputs": "1; 2; 3; 4 | 1; 2; 3; 4", "targets": "1 | 0"},
    ],
)
def test_more_to_do_takes_longer(more):
    run, larger = simulate(SMALL), simulate(SMALL.but(**more))
    assert check_seconds(larger, PORTIONS[0]) > check_seconds(run, PORTIONS[0])
    assert "block" in more or identity_seconds(larger) > identity_seconds(run)


@pytest.mark.parametrize("name", PRESETS)
def test_every_example_is_checked_whole(name):
    assert affordable(simulate(PRESETS[name].scenario).example(0), 2.0) == PORTIONS[0]


def test_a_large_run_is_checked_in_part_and_a_larger_one_not_at_all():
    long = "; ".join(["1 0 0.5"] * 200)
    assert 0 < affordable(simulate(Scenario(inputs=long, hidden_size=32)), 2.0) < PORTIONS[0]
    assert affordable(simulate(Scenario(inputs=long, hidden_size=32, cell="lstm", layers=3)), 2.0) == 0


@pytest.mark.parametrize("settings", [{}, {"cell": "lstm", "layers": 2, "block": 2}, {"cell": "gru"}])
def test_as_many_forward_steps_are_counted_as_are_walked(settings, monkeypatch):
    run, walked = simulate(random_scenario(4, **settings)), []
    step = checks.Walk.step
    monkeypatch.setattr(checks.Walk, "step", lambda walk, t: walked.append(t) or step(walk, t))
    monkeypatch.setattr("rnnviz.core.verify.cost.step_seconds", lambda _run: 0.0)
    monkeypatch.setattr("rnnviz.core.verify.cost.LINE", 1.0)
    check_gradients(run, limit=inf)
    lines = len(run.cell.equations) * run.scenario.layers + 5
    assert check_seconds(run, PORTIONS[0]) == lines * len(walked)
