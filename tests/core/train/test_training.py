"""Training: a history that can be looked at, and an end that is explained."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz import PRESETS, Scenario, train
from rnnviz.core.train import training as training_
from rnnviz.core.train.training import begin, continued, go_on

CLASSIFIER = PRESETS["classifier"].scenario
SERIES = Scenario(inputs="0.1; 0.2; 0.4; 0.7; 0.3 | 1; 0; 1; 0; 1 | 0; 1; 1; 0; 0", targets="", hidden_size=3, epochs=5)
TEXT = Scenario(encoding="words", inputs="a b a", targets="", corpus="a b c a b c b a c a b", head="softmax", block=3)


def test_a_text_can_be_read_at_several_places_at_once():
    scenario = TEXT.but(batch_size=2)
    places = begin(scenario).batches
    batches = list(places.epoch(1))
    read = np.concatenate([batch.task.x for batch in batches], axis=1).argmax(-1)
    columns = scenario.corpus_steps
    np.testing.assert_array_equal(read, [columns[:5], columns[5:10]])
    asked = np.concatenate([batch.task.target for batch in batches], axis=1).argmax(-1)
    np.testing.assert_array_equal(asked, [columns[1:6], columns[6:11]])


def test_every_epoch_has_its_loss_and_becomes_a_run():
    history = train(SERIES)
    assert history.epochs == 5
    assert history.updates == 5
    for epoch, loss in enumerate(history.losses):
        assert history.run_at(epoch).losses.mean() == pytest.approx(loss, rel=1e-12)
    np.testing.assert_array_equal(history.run_at(0).params.Wh, SERIES.params.Wh)


def test_examples_come_in_an_order_drawn_by_the_seed():
    def order(seed):
        batches = begin(CLASSIFIER.but(seed=seed)).batches
        return [batch.task.x.argmax(-1).tolist() for epoch in range(1, 6) for batch in batches.epoch(epoch)]

    assert order(1) == order(1)
    assert order(1) != order(2)
    shown = {tuple(example) for batch in order(1)[:2] for example in batch}
    assert len(shown) == 4  # all of them in each epoch


def test_a_training_that_was_left_goes_on_as_if_it_had_not_been():
    scenario = CLASSIFIER.but(epochs=6)
    steps = go_on(begin(scenario))
    for _update in range(5):
        left = next(steps)
    assert left.epochs == 2
    *_rest, resumed = go_on(left)
    np.testing.assert_array_equal(resumed.losses, train(scenario).losses)


def test_one_update_after_an_epoch_is_the_one_that_was_made():
    scenario = CLASSIFIER.but(epochs=3, batch_size=0)
    history = train(scenario)
    step = history.update_after(1)
    np.testing.assert_array_equal(step.after.weights, history.moments[2].weights)
    assert step.loss == pytest.approx(history.losses[1])


def test_accuracy_and_perplexity_are_of_classes_only():
    score = train(CLASSIFIER).scores[-1]
    assert score.accuracy == 1.0
    assert score.perplexity == pytest.approx(np.exp(score.loss))
    assert train(SERIES).scores[-1].perplexity is None


def test_an_explosion_stops_and_says_what_to_change():
    history = train(SERIES.but(activation="identity", optimizer="sgd", learning_rate=50.0, epochs=40))
    assert "smaller learning rate" in history.stopped
    assert f"epoch {history.epochs + 1}, at update 1" in history.stopped
    assert 0 < history.epochs < 40
    assert all(np.isfinite(array).all() for _name, array in history.params_at(history.epochs).items())
    assert list(go_on(history)) == []


def test_numbers_that_overflow_at_once_stop_before_the_first_update():
    huge = {"Wx": np.full((1, 3), 1e200), "Wh": np.full((3, 3), 1e200)}
    history = train(SERIES.but(activation="identity", weights=huge))
    assert "at update 1" in history.stopped
    assert history.epochs == 0


def test_a_long_training_keeps_every_second_epoch_or_fewer(monkeypatch):
    numbers = begin(SERIES).moments[0].weights.size * 3
    monkeypatch.setattr(training_, "MOST_KEPT", numbers * 8)
    history = train(SERIES.but(epochs=30))
    kept = sorted(history.moments)
    assert len(kept) <= 8
    assert {0, 30} <= set(kept)
    assert np.diff(kept)[:-1].min() >= 4
    with pytest.raises(ValueError, match="Epoch 1 was not kept"):
        history.run_at(1)


def test_a_training_says_how_much_is_done():
    first = begin(CLASSIFIER)
    assert first.share == 0
    assert replace(first, updates=20).share == pytest.approx(0.5)
    assert train(CLASSIFIER).share == 1


@pytest.mark.parametrize(
    "scenario", [CLASSIFIER, TEXT, SERIES.but(optimizer="momentum")], ids=["examples", "text", "all"]
)
@pytest.mark.parametrize("updates", [0, 5, 1000])
def test_a_lengthened_training_is_as_if_it_had_been_as_long_from_the_start(scenario, updates):
    short, long = scenario.but(epochs=3), scenario.but(epochs=8)
    left = [begin(short), *go_on(begin(short))][: updates + 1][-1]
    lengthened = continued(left, long)
    *_rest, history = go_on(lengthened)
    at_once = train(long)
    assert lengthened.epochs == left.epochs
    assert history.updates == at_once.updates
    np.testing.assert_array_equal(history.losses, at_once.losses)
    for epoch in range(9):
        one, other = history.moment_at(epoch), at_once.moment_at(epoch)
        np.testing.assert_array_equal([one.weights, *one.slots], [other.weights, *other.slots])


@pytest.mark.parametrize("change", [{"epochs": 4}, {"learning_rate": 0.5}, {"epochs": 9, "seed": 3}])
def test_fewer_epochs_than_are_behind_or_another_setting_is_another_training(change):
    assert continued(train(SERIES), SERIES.but(**change)) is None


def test_an_exploded_training_is_not_helped_by_more_epochs():
    wild = SERIES.but(activation="identity", optimizer="sgd", learning_rate=50.0, epochs=40)
    longer = continued(train(wild), wild.but(epochs=80))
    assert longer.stopped
    assert list(go_on(longer)) == []
