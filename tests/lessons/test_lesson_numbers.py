"""Expressions in lessons: numbers of the run, and nothing else."""

import numpy as np
import pytest

from rnnviz import PRESETS, simulate
from rnnviz.lessons.asking import Choice, Number
from rnnviz.lessons.numbers import Table

RUN = simulate(PRESETS["stateful"].scenario)
TABLE = Table.of(RUN)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("y[2,1]", RUN.trace.signals["y"][0, 1, 0]),
        ("Wh[2,1]", 0.5),
        ("dWh[1,2]", RUN.gradients.params.Wh[0, 1]),
        ("L[4]", RUN.losses[0, 3]),
        ("loss", RUN.loss),
        ("radius", 0.9),
        ("T", 4.0),
        ("weights", 10.0),
        ("dropped[2,1]", -0.0052257807),
        ("size_dh[3]", np.linalg.norm(RUN.gradients.signals["h"][0, 2])),
        ("factor[2]", RUN.factors[0, 1]),
        ("part[4,3]", np.linalg.norm(RUN.itemised()[0, 3, 2])),
        ("-2 * (T + 1) / H - 3 ** 2", -14.0),
        ("1 + (y[1,1] < y[2,1])", 2.0),
        ("ln(exp(2))", 2.0),
    ],
)
def test_an_expression_is_a_number_of_the_run(expression, value):
    assert TABLE.value(expression) == pytest.approx(value, rel=1e-7)


@pytest.mark.parametrize(
    "expression",
    [
        "z[1,1]",
        "y[0,1]",
        "y[5,1]",
        "y[1]",
        "y",
        "y[1,1",
        "",
        "1 / 0",
        "dropped[1,1]",
        "exp(1e9)",
        "__import__('os')",
        "y.__class__",
        "print(1)",
        "[x for x in y]",
        "'text'",
        "10 ** 400",
        "2.0 ** 9999",
    ],
)
def test_anything_else_is_refused(expression):
    with pytest.raises(ValueError, match="is no number of this run"):
        TABLE.value(expression)


def test_a_text_is_filled_and_its_formulas_stay():
    assert TABLE.fill(r"$\frac{1}{h_{t}}$: {dy[1,1]:.3f}, {T:.0f}, {z[1,1]:.2f}") == r"$\frac{1}{h_{t}}$: −0.402, 4, —"


def test_the_example_in_view_is_read():
    batch = simulate(PRESETS["batch"].scenario)
    assert Table.of(batch.example(1)).value("x[1,1]") == 0.5


def test_a_large_answer_may_be_off_by_a_share():
    table = Table.of(simulate(PRESETS["four"].scenario))
    ask = Number(answer="1000 * T", tolerance=0.01)
    assert [ask.judge(given, table) for given in ("3950", "3970", "4030", "4050")] == ["low", "right", "right", "high"]


def test_what_is_no_number_is_said():
    with pytest.raises(ValueError, match="is not a number"):
        Number(answer="T", tolerance=0.1).judge("many", TABLE)


def test_a_wrong_choice_is_wrong():
    assert Choice(choice="2").judge("1", TABLE) == "wrong"
