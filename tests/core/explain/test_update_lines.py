"""One update in slow motion: the numbers written are those of the update."""

import numpy as np
import pytest
from test_worksheet import read_number

from rnnviz import PRESETS, Scenario, train
from rnnviz.core.equation import PLACE
from rnnviz.core.explain.update_lines import flat_index, rules, slow_motion
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.text.latex import number
from rnnviz.core.train.update import Moment, Update

CLASSIFIER = PRESETS["classifier"].scenario.but(epochs=3)
CLIPS = [{}, {"clip_norm": 0.01}, {"clip_value": 0.001}, {"clip_norm": 0.5, "clip_value": 0.001}]


@pytest.mark.parametrize("clips", CLIPS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_lines_lead_from_gradient_to_new_weight(name, clips):
    scenario = CLASSIFIER.but(optimizer=name, **clips)
    step = train(scenario).update_after(2)
    at = flat_index(scenario.params, "Wh", 2, 1)
    lines = slow_motion(scenario, step, "Wh", 2, 1)
    results = [read_number(line.result) for line in lines]
    assert results[0] == pytest.approx(step.gradient[at], rel=5.1e-6)
    assert results[len(clips)] == pytest.approx(step.clipped[at], rel=5.1e-6)
    assert results[-1] == pytest.approx(step.after.weights[at], rel=5.1e-6)
    for equation, line in zip(OPTIMIZERS[name].equations, lines[1 + len(clips) :], strict=True):
        assert not set(PLACE.findall(equation.template)) & set(PLACE.findall(line.formula + line.numbers)) - {"t"}
    assert number(step.clipped[at]).lstrip("-") in lines[1 + len(clips)].numbers


@pytest.mark.parametrize(
    ("name", "line", "written"),
    [
        ("sgd", -1, (r"w_{t-1} - \eta \cdot g_t", r"8 - 0.5 \cdot 3")),
        ("momentum", 0, (r"\mu \cdot m_{t-1} + g_t", r"0.9 \cdot 2 + 3")),
        ("adagrad", -1, (None, r"8 - 0.5 \cdot \frac{3}{\sqrt{11} + 1\times 10^{-10}}")),
        ("rmsprop", 0, (None, r"0.99 \cdot 2 + (1 - 0.99) \cdot 3 \cdot 3")),
        ("adam", 1, (None, r"0.999 \cdot 2 + (1 - 0.999) \cdot 3 \cdot 3")),
        ("adam", 2, (r"\frac{m_t}{1 - \beta_1^{t}}", r"\frac{2.1}{1 - 0.9^{4}}")),
    ],
)
def test_a_line_is_a_formula_and_the_same_with_numbers(name, line, written):
    optimizer = OPTIMIZERS[name]
    moment = Moment(np.array([8.0]), (np.array([2.0]),) * len(optimizer.slots), 3)
    step = Update(moment, 1, 0.0, np.array([3.0]), np.array([3.0]), moment)
    scenario = Scenario(optimizer=name, learning_rate=0.5)
    found, (formula, numbers) = rules(scenario, step, 0)[line], written
    assert formula is None or found.formula.partition(" = ")[2] == formula
    assert found.numbers == numbers


def test_every_weight_has_its_place():
    params = CLASSIFIER.params
    flat = np.concatenate([array.ravel() for _name, array in params.items()])
    for name, array in params.items():
        rows = np.atleast_2d(array)
        for (row, column), value in np.ndenumerate(rows):
            assert flat[flat_index(params, name, row, column)] == value


def test_a_matrix_that_is_not_there_has_no_place():
    with pytest.raises(KeyError):
        flat_index(CLASSIFIER.params, "Wq", 0, 0)
