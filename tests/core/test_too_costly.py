"""What takes minutes or gigabytes is refused before it begins, with its cost, and computed where a limit allows it."""

import tracemalloc
from math import inf

import numpy as np
import pytest
from random_runs import random_scenario

from rnnviz import Scenario, check_gradients, diagnose, simulate, to_csv
from rnnviz.core.cost import MEMORY, Cost, refusal
from rnnviz.core.gradient.chain_rule import chain

COSTLY = {
    "itemised": lambda run, **limit: run.itemised(**limit),
    "chain": lambda run, **limit: chain(run, run.steps, 1, **limit).arrived,
    "check_gradients": lambda run, **limit: check_gradients(run, **limit).error,
    "diagnose": lambda run, **limit: diagnose(run, {"h": -run.trace.signals["h"]}, **limit),
    "to_csv": to_csv,
}
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def large():
    """As long, wide and deep as a network may be, with two examples."""
    rows = np.ones((2, 200, 1))
    run = simulate(Scenario(inputs=rows, targets="1", cell="lstm", layers=3, hidden_size=128))
    assert run.trace.signals  # put together when they are first looked at
    assert run.gradients.signals
    return run


@pytest.fixture(scope="module")
def small():
    return simulate(random_scenario(7, cell="gru", layers=2))


@pytest.mark.parametrize("name", COSTLY)
def test_a_large_run_is_refused_before_anything_is_computed(large, name):
    tracemalloc.start()
    limit = {"limit": 2.0} if name == "diagnose" else {}
    with pytest.raises(ValueError, match=r"^This takes about .* s and \d+ MB; up to .* are allowed\. (Take|Compare) "):
        COSTLY[name](large, **limit)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE


@pytest.mark.parametrize("name", COSTLY)
def test_the_limit_decides_and_changes_no_number(small, name):
    with pytest.raises(ValueError, match=r"up to 0 s .* limit=math\.inf computes it all the same\.$"):
        COSTLY[name](small, limit=0)
    np.testing.assert_equal(COSTLY[name](small, limit=inf), COSTLY[name](small))


@pytest.mark.parametrize("name", COSTLY)
@pytest.mark.parametrize("limit", ["x", None, True])
def test_a_limit_is_a_number(small, name, limit):
    with pytest.raises(TypeError, match=rf"^limit: “{limit}” was given\. Give a number of seconds"):
        COSTLY[name](small, limit=limit)


@pytest.mark.parametrize(("limit", "advice"), [(100, "with most=16"), (10, "Take a shorter sequence")])
def test_so_many_entries_are_offered_as_are_affordable(large, limit, advice):
    with pytest.raises(ValueError, match=advice):
        check_gradients(large.example(0), limit=limit)


@pytest.mark.parametrize("run", ["small", "large"])
def test_one_example_costs_less_than_the_batch(request, run):
    run = request.getfixturevalue(run)
    for name in ("itemised", "to_csv"):
        assert seconds(name, run.example(0)) < seconds(name, run) or len(run.losses) == 1


def seconds(name, run):
    with pytest.raises(ValueError, match="about") as refused:
        COSTLY[name](run, limit=0)
    return float(str(refused.value).split()[3])


def test_memory_is_limited_like_time():
    assert not refusal(Cost(1.0, MEMORY))
    assert "1.5 s and 2048 MB" in refusal(Cost(1.5, 2 * MEMORY))
    assert not refusal(Cost(1e9, 1e15), inf)
