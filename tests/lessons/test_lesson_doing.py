"""Each thing to do is noticed when it is done, and not before."""

import pytest

from rnnviz import PRESETS, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.lessons import doing
from rnnviz.lessons.doing import Now

FOUR = PRESETS["four"].scenario
START = Now(FOUR, simulate(FOUR))


def with_run(scenario: Scenario, example: int = 0) -> Now:
    return START._replace(run=simulate(scenario).example(example))


@pytest.mark.parametrize(
    ("do", "before", "after"),
    [
        (doing.AtLeast(at_least=3), START._replace(at=2), START._replace(at=4)),
        (doing.AtMost(at_most=3), START._replace(at=4), START._replace(at=3)),
        (doing.FieldIs(field="hidden_size", equals=5), START, with_run(FOUR.but(hidden_size=5, weights=""))),
        (doing.FieldIs(field="cell", equals="gru"), START, with_run(FOUR.but(cell="gru", weights=""))),
        (doing.Changed(changed="Wh"), START, with_run(FOUR.but(weights=""))),
        (doing.Changed(changed="Wh"), START, with_run(FOUR.but(hidden_size=3, weights=""))),
        (doing.Radius(radius_above=1), START, with_run(FOUR.but(weights={"Wh": [[2, 0], [0, 0]]}))),
        (doing.Radius(radius_below=0.5), START, with_run(FOUR.but(weights={"Wh": [[0.1, 0], [0, 0]]}))),
        (doing.Trained(trained=20), START._replace(epochs=19), START._replace(epochs=20)),
        (doing.Seen(view="why"), START, START._replace(view="why")),
        (doing.Example(example=2), START, with_run(PRESETS["batch"].scenario, 1)),
        (doing.Bug(bug="minus_sign"), START, START._replace(bugs=frozenset({"minus_sign"}))),
    ],
)
def test_what_is_done_is_noticed(do, before, after):
    assert not do.done(before)
    assert do.done(after)


def test_every_kind_of_thing_to_do_is_tested():
    (mark,) = test_what_is_done_is_noticed.pytestmark
    assert {type(do) for do, _before, _after in mark.args[1]} == set(doing.Do.__args__)
