"""The few numbers that lessons write out, of runs that are not in view any more, are those of these runs."""

import numpy as np
import pytest

from rnnviz import LESSONS, simulate, train
from rnnviz.lessons.numbers import Table


def table(lesson, page):
    return Table.of(simulate(LESSONS[lesson].scenario(number(lesson, page))))


def number(lesson, page):
    return [each.id for each in LESSONS[lesson].pages].index(page)


def simple_cell_is_left():
    simple = table("fair_race", "simple")
    return simple.value("part[6,1] / part[6,6]")


def first_epochs():
    lesson = LESSONS["classifier"]
    return train(lesson.scenario(number("classifier", "rate"))).losses


WRITTEN = [
    ("softmax", "5 ln 5 = {:.2f}", lambda: 5 * np.log(5)),
    ("one_step_back", "{:.4f}", lambda: abs(table("one_step_back", "output").value("dWo[1,1]"))),
    ("one_step_back", "0.1 × 0.2151 = {:.4f}", lambda: 0.1 * abs(table("one_step_back", "output").value("dWo[1,1]"))),
    ("fair_race", "{:.4f}", simple_cell_is_left),
    ("classifier", "{:.2f}", lambda: first_epochs()[0]),
    ("classifier", "{:.1f}", lambda: first_epochs()[1]),
]


@pytest.mark.parametrize(("lesson", "form", "value"), WRITTEN)
def test_a_number_that_is_written_out_is_right(lesson, form, value):
    for words in LESSONS[lesson].words.values():
        assert form.format(value()) in " ".join(text for page in words.page for text in (page.question, page.right))
