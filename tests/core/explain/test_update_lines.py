"""One update in slow motion: the numbers written are those of the update."""

import numpy as np
import pytest
from test_worksheet import read_number, source_lines

from rnnviz import PRESETS, train
from rnnviz.core.explain.update_lines import place, slow_motion
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.text.latex import number

CLASSIFIER = PRESETS["classifier"].scenario.but(epochs=3)
CLIPS = [{}, {"clip_norm": 0.01}, {"clip_value": 0.001}, {"clip_norm": 0.5, "clip_value": 0.001}]


@pytest.mark.parametrize("clips", CLIPS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_lines_lead_from_gradient_to_new_weight(name, clips):
    scenario = CLASSIFIER.but(optimizer=name, **clips)
    step = train(scenario).update_after(2)
    at = place(scenario.params, "Wh", 2, 1)
    lines = slow_motion(scenario, step, "Wh", 2, 1)
    results = [read_number(line.result) for line in lines]
    assert results[0] == pytest.approx(step.gradient[at], rel=5.1e-6)
    assert results[len(clips)] == pytest.approx(step.clipped[at], rel=5.1e-6)
    assert results[-1] == pytest.approx(step.after.weights[at], rel=5.1e-6)
    for equation, line in zip(OPTIMIZERS[name].equations, lines[1 + len(clips) :], strict=True):
        assert line.formula == equation.latex
        assert "{" + equation.name not in line.numbers
    assert number(step.clipped[at]).lstrip("-") in lines[1 + len(clips)].numbers


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_line_of_code_stands_in_the_package(name):
    scenario = CLASSIFIER.but(optimizer=name, clip_norm=1.0, clip_value=1.0)
    for line in slow_motion(scenario, train(scenario).update_after(0), "E", 1, 0):
        assert set(line.code.split("; ")) <= source_lines()


def test_every_weight_has_its_place():
    params = CLASSIFIER.params
    flat = np.concatenate([array.ravel() for _name, array in params.items()])
    for name, array in params.items():
        rows = np.atleast_2d(array)
        for (row, column), value in np.ndenumerate(rows):
            assert flat[place(params, name, row, column)] == value


def test_a_matrix_that_is_not_there_has_no_place():
    with pytest.raises(KeyError):
        place(CLASSIFIER.params, "Wq", 0, 0)
