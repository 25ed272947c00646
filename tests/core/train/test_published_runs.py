"""What the published examples this project grew from must come out as."""

import numpy as np
import pytest

from rnnviz import PRESETS, simulate, train

CLASSIFIER, CARS = PRESETS["classifier"].scenario, PRESETS["cars"].scenario


def test_the_text_classifier_has_the_published_number_of_weights_or_one_bias_less():
    """Embedding(16, 8), RNN(8, 8) with two biases, Linear(8, 2): 290; where we have one bias, 282."""
    assert sum(array.size for _name, array in CLASSIFIER.params.items()) == 290 - 8


def test_the_text_classifier_learns_as_published():
    """Over 200 seeds PyTorch's final loss is 0.0053 / 0.0205 / 0.110 (smallest, median, largest), class 0 always."""
    losses = []
    for seed in range(50):
        history = train(CLASSIFIER.but(seed=seed))
        p = history.run_at(20).trace.signals["p"]
        assert p[0, -1].argmax() == 0
        losses.append(history.losses[-1])
    assert 0.0053 < np.median(losses) < 0.110


def test_two_sentences_of_the_same_words_end_in_different_states():
    assert CARS.task.symbols == ("I", "car", "cleaned", "had", "my")
    ends = simulate(CARS).trace.signals["h"][:, -1]
    assert np.linalg.norm(ends[0] - ends[1]) > 0.1


def test_the_linear_state_multiplies_by_the_same_matrix_at_every_step():
    """∂h_t/∂h_{t−1} by differences: the sentence from step t on is run from a state that is nudged, unit by unit."""
    run, lower = simulate(CARS), CARS.params.Wc[5:]
    weights = dict(CARS.params.items())
    for t in range(run.steps):
        state, x = run.trace.before["h"][:, t], CARS.task.x[:, t : t + 1]
        step = CARS.but(encoding="numbers", inputs=x, targets="0 | 1", weights=weights)
        nudged = [simulate(step.but(h0=(state + unit)[:, None])).trace.signals["h"][:, 0] for unit in 1e-3 * np.eye(4)]
        moved = (np.array(nudged) - run.trace.signals["h"][:, t]) / 1e-3
        for example in range(2):
            np.testing.assert_allclose(moved[:, example], lower, atol=1e-9)


@pytest.mark.parametrize("name", ["cars", "review", "parity", "copy", "adding", "sine", "sunspots", "rhyme_zh"])
def test_every_task_is_learnt(name):
    history = train(PRESETS[name].scenario)
    assert not history.stopped
    assert history.losses[-1] < history.losses[0] / 5
    if name in ("cars", "review", "parity", "copy"):
        assert history.scores[-1].accuracy == 1.0
