"""A network that writes on: its own symbols, drawn by its own probabilities."""

import numpy as np
import pytest

from rnnviz import PRESETS, Scenario, simulate, train
from rnnviz.core.nn.heads import softmax
from rnnviz.core.train.sampling import can_sample, sample

TEXT = Scenario(encoding="characters", inputs="abcabc", targets="", head="softmax", scale=2.0)


def test_temperature_0_takes_the_likeliest_again_and_again():
    run = simulate(TEXT)
    written = sample(run, 8, 0.0, np.random.default_rng(0))
    text = TEXT.inputs
    for symbol in written:
        step = simulate(TEXT.but(inputs=text + "a", corpus="abcabc"))  # what is asked after ``text``
        assert TEXT.task.symbols[step.trace.signals["y"][0, -1].argmax()] == symbol
        text += symbol


def test_the_same_draws_write_the_same_and_others_do_not():
    run = simulate(TEXT)
    assert sample(run, 60, 1.0, np.random.default_rng(1)) == sample(run, 60, 1.0, np.random.default_rng(1))
    assert sample(run, 60, 1.0, np.random.default_rng(1)) != sample(run, 60, 1.0, np.random.default_rng(2))


def test_symbols_come_as_often_as_they_are_likely():
    run = simulate(TEXT)
    y = simulate(TEXT.but(inputs=TEXT.inputs + "a")).trace.signals["y"][0, -1]
    rng = np.random.default_rng(0)
    first = [sample(run, 1, 0.5, rng) for _draw in range(4000)]
    shares = [first.count(symbol) / 4000 for symbol in TEXT.task.symbols]
    np.testing.assert_allclose(shares, softmax(y / 0.5), atol=0.03)


def test_a_trained_rhyme_is_written_in_words_of_the_rhyme():
    scenario = PRESETS["rhyme"].scenario
    written = sample(train(scenario).run_at(40), 200, 0.3, np.random.default_rng(0))
    known = set(scenario.corpus.split())
    words = written.split()[1:-1]
    assert sum(word in known for word in words) > 0.8 * len(words)


def test_words_are_apart():
    words = TEXT.but(encoding="words", inputs="go on and on")
    assert set(sample(simulate(words), 5, 1.0, np.random.default_rng(0)).split()) <= {"go", "on", "and"}


@pytest.mark.parametrize(
    "choices",
    [{"length": 0}, {"length": 10**5000}, {"length": 2.5}, {"temperature": -1.0}, {"temperature": "hot"}],
    ids=lambda choices: next(iter(choices)),
)
def test_what_cannot_be_asked_gets_a_sentence(choices):
    asked = {"length": 5, "temperature": 1.0} | choices
    with pytest.raises(ValueError, match="are allowed"):
        sample(simulate(TEXT), **asked, rng=np.random.default_rng(0))


@pytest.mark.parametrize("name", ["once", "classifier", "review", "parity", "copy"])
def test_a_network_of_other_answers_cannot_write(name):
    scenario = PRESETS[name].scenario
    assert can_sample(scenario) == (name == "copy")
    if name != "copy":
        with pytest.raises(ValueError, match="Choose text and softmax"):
            sample(simulate(scenario), 5, 1.0, np.random.default_rng(0))
