"""The five shapes of a sequence: what is read, what is answered, and what is fed back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz import Scenario, check_gradients, simulate
from rnnviz.core.data.sequence_shapes import LATER, SHAPES, timed

IDS = {"encoding": "ids", "head": "softmax", "input_size": 4, "output_size": 4}
STEPS = {
    "step_by_step": ("1; 2; 3", "2; 3; 0", [1, 1, 1]),
    "many_to_one": ("1; 2; 3", "2", [0, 0, 1]),
    "one_to_many": ("1", "2; 3; 0", [1, 1, 1]),
    "after_input": ("1; 2; 3", "2; 3", [0, 0, 1, 1]),
    "one_to_one": ("1", "2", [1]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answers_that_count(shape):
    inputs, targets, counted = STEPS[shape]
    run = simulate(Scenario(**IDS, shape=shape, inputs=inputs, targets=targets))
    assert run.counted.tolist() == counted
    assert run.steps == len(counted)
    asked = run.target[0, run.counted > 0].argmax(-1).tolist()
    assert asked == ([int(t) for t in targets.split("; ")])
    assert run.loss == pytest.approx(run.losses[0, run.counted > 0].sum())
    assert check_gradients(run).error < 1e-6


@given(st.sampled_from(list(SHAPES)), st.integers(1, 20), st.integers(1, 20))
def test_every_answer_has_a_step_or_there_is_a_sentence(shape, given, answers):
    fits = given == 1 or shape not in ("one_to_many", "one_to_one")
    if not fits or (shape not in LATER and answers not in (1, given)):
        with pytest.raises(ValueError, match=r"\.$"):
            timed(shape, given, answers)
        return
    timing = timed(shape, given, answers)
    assert timing.steps == len(timing.counted)
    assert timing.given <= timing.steps
    if shape in LATER or answers == given:
        assert timing.counted.sum() == (1 if shape == "many_to_one" else answers)


@pytest.mark.parametrize("shape", ["one_to_many", "one_to_one"])
def test_a_shape_that_reads_one_step_refuses_more(complaint, shape):
    assert "has 3 steps, one is read" in complaint(**IDS, shape=shape, inputs="1; 2; 3", targets="1; 2; 3")


def test_teacher_forcing_reads_the_right_answers():
    run = simulate(Scenario(**IDS, shape="after_input", inputs="1; 2", targets="3; 0; 2", feedback="teacher"))
    assert run.trace.given[:, 0].argmax(-1).tolist() == [1, 2, 3, 0]


def test_nothing_is_zeros():
    run = simulate(Scenario(**IDS, shape="after_input", inputs="1; 2", targets="3; 0; 2", feedback="nothing"))
    assert not run.trace.given[2:].any()


def test_free_running_reads_its_own_answers():
    scenario = Scenario(**IDS, shape="one_to_many", inputs="1 | 2", targets="3; 0; 2; 1 | 1; 1; 0; 3", feedback="free")
    for seed in range(5):
        run = simulate(scenario.but(seed=seed, scale=3.0))
        answers = run.trace.signals["y"].argmax(-1)
        np.testing.assert_array_equal(run.trace.given[1:].argmax(-1).T, answers[:, :-1])


@pytest.mark.parametrize("cell", ["elman", "concat", "gru", "lstm"])
@pytest.mark.parametrize("block", [{}, {"block": 2}, {"block": 2, "block_state": "reset"}])
def test_free_running_numbers_read_their_own_answers(cell, block):
    scenario = Scenario(shape="one_to_many", inputs="0.5 1", targets="1 0; 0 1; 1 1; 0 0; 1 0", feedback="free")
    run = simulate(scenario.but(cell=cell, **block))
    np.testing.assert_allclose(run.trace.signals["x"][0, 1:], run.trace.signals["y"][0, :-1], rtol=1e-12)


def test_what_is_fed_back_must_fit(complaint):
    text = complaint(shape="one_to_many", inputs="1 2", targets="1; 2; 3")
    assert "2 inputs and 1 outputs" in text
    assert Scenario(shape="one_to_many", inputs="1 2", targets="1; 2; 3", feedback="nothing").task.x.shape == (1, 3, 2)


def test_answers_after_the_input_need_targets(complaint):
    assert "nothing was given" in complaint(**IDS, shape="after_input", inputs="1; 2", targets="")


def test_without_targets_what_comes_next_is_asked():
    series = Scenario(inputs="1 5; 2 6; 3 7", targets="").task
    assert series.x.tolist() == [[[1, 5], [2, 6]]]
    assert series.target.tolist() == [[[2, 6], [3, 7]]]
    one = Scenario(encoding="words", head="softmax", shape="one_to_many", inputs="we will see", targets="").task
    assert [one.symbols[i] for i in one.target[0].argmax(-1)] == ["will", "see"]


def test_a_text_of_many_to_one_names_its_class():
    task = Scenario(
        encoding="words", head="softmax", shape="many_to_one", inputs="so good | so bad", targets="yes | no"
    ).task
    assert task.classes == ("yes", "no")
    assert task.target[:, -1].tolist() == [[1, 0], [0, 1]]
    assert task.symbols == ("bad", "good", "so")


def test_the_table_of_an_embedding_has_a_row_for_each_symbol():
    run = simulate(Scenario(**IDS, embedding=3, inputs="1; 3; 1", targets="0; 0; 0"))
    assert run.params.E.shape == (4, 3)
    np.testing.assert_array_equal(run.trace.signals["x"][0], run.params.E[[1, 3, 1]])
    gradient = run.gradients.params.E
    assert not gradient[[0, 2]].any()
    np.testing.assert_allclose(gradient[1], run.gradients.signals["x"][0, [0, 2]].sum(axis=0))


def test_a_state_is_set_carried_and_reset():
    whole = Scenario(inputs="1 2; 3 4; 5 6; 7 8", targets="0.5", cell="lstm", layers=2, seed=4)
    first, second = whole.but(inputs="1 2; 3 4"), whole.but(inputs="5 6; 7 8")
    carried = simulate(second.set_state(simulate(first).last_state))
    np.testing.assert_allclose(carried.trace.signals["h2"][0], simulate(whole).trace.signals["h2"][0, 2:], rtol=1e-12)
    assert carried.scenario.reset_state() == second


def test_a_carried_state_of_another_batch_size_is_never_broadcast():
    state = simulate(Scenario(inputs="1 2; 3 4")).last_state
    with pytest.raises(ValueError, match=r"1×1×2 .* was given, 3×1×2 is needed"):
        Scenario(inputs="1 2 | 3 4 | 5 6").set_state(state)
