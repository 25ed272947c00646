"""The mistakes of the lessons: each shows on its page, in the numbers that it is said to change."""

import numpy as np
import pytest

from rnnviz import LESSONS, PRESETS, simulate
from rnnviz.figures.beside import beside as picture
from rnnviz.lessons.bugs import beside

BUGS = [
    (name, number, bug)
    for name, lesson in LESSONS.items()
    for number, page in enumerate(lesson.pages)
    for bug in page.bugs
]
OF_PUBLISHED_CODE = {
    *("never_forward", "not_carried", "minus_without_two", "first_delta_only", "input_misindexed", "state_overwritten"),
    *("sent_back_by_input", "never_added", "start_ignored", "old_state"),
}


def test_the_mistakes_of_the_published_code_are_there():
    assert {bug for _name, _number, bug in BUGS} == OF_PUBLISHED_CODE


@pytest.mark.parametrize(("name", "number", "bug"), BUGS)
def test_a_bug_shows_on_its_page(name, number, bug):
    lesson = LESSONS[name]
    found = beside(simulate(lesson.scenario(number)).example(lesson.example(number) - 1), bug)
    assert found
    for each in found:
        assert each.right.shape == each.wrong.shape
        assert abs(each.wrong[each.worst] - each.right[each.worst]) > 1e-6


@pytest.mark.parametrize(
    ("bug", "name", "index", "wrong"),
    [
        ("not_carried", "y", (3, 0), 0.6989061862838246),
        ("minus_without_two", "dy", (0, 0), 0.2010938137161754),
        ("first_delta_only", "dWx", (0, 1), -0.017585414107055393),
        ("never_added", "dWh", (0, 0), 0.0),
        ("never_forward", "L", (0, 0), 0.81),
    ],
)
def test_the_numbers_of_a_bug_are_those_of_the_lesson(bug, name, index, wrong):
    found = {each.name: each for each in beside(simulate(PRESETS["four"].scenario), bug)}
    assert found[name].wrong[index] == pytest.approx(wrong, rel=1e-12)


def test_a_bug_that_changes_nothing_is_not_shown():
    assert beside(simulate(PRESETS["once"].scenario), "start_ignored") == []


def test_the_picture_holds_both():
    right, wrong = np.arange(4.0).reshape(2, 2), np.ones((2, 2))
    first, second = picture("dWx", right, wrong).data
    assert list(first.x) == ["dWx, 1, 1", "dWx, 1, 2", "dWx, 2, 1", "dWx, 2, 2"]
    np.testing.assert_array_equal(first.y, right.ravel())
    np.testing.assert_array_equal(second.y, wrong.ravel())
