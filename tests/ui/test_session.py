"""What is typed into the cells of a matrix: a number is set by hand, anything else gets a sentence."""

import numpy as np
import pytest

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.weight_text import read_weights
from rnnviz.core.train.training import train
from rnnviz.i18n import use_language
from rnnviz.ui import by_hand, session, training
from rnnviz.ui.fields import heard, held, key


class State(dict):
    """Session state without a session."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def state(monkeypatch):
    state = State(good=PRESETS["softmax"].scenario.but(hidden_size=2), lang="en", wrong=[], weights="", jump=0)
    monkeypatch.setattr(session.st, "session_state", state)
    yield state
    use_language("en")


def set_cells(*edits):
    for edit in edits:
        by_hand.set_cell(*edit)


def test_a_number_is_set_by_hand_and_the_other_cells_stay_as_drawn(state):
    set_cells(["Wh", "0", "1", " 1e-3 "])
    (Wh,) = read_weights(held("weights")).values()
    np.testing.assert_array_equal(Wh, [[np.nan, 1e-3], [np.nan, np.nan]])
    assert state.wrong == []


def test_a_cell_keeps_what_was_set_by_hand_before(state):
    state.good = state.good.but(weights={"Wh": [[0.5, None], [None, None]], "b": [[1.0, None]]})
    state.weights = state.good.weights
    before = state.good.matrices["Wh"].copy()
    set_cells(["Wh", "1", "1", "2"])
    np.testing.assert_array_equal(state.good.matrices["Wh"], before)
    written = read_weights(held("weights"))
    np.testing.assert_array_equal(written["Wh"], [[0.5, np.nan], [np.nan, 2.0]])
    np.testing.assert_array_equal(written["b"], [[1.0, np.nan]])


@pytest.mark.parametrize("text", ["abc", "1,5", "nan", "1e999", "1/3"])
def test_a_wrong_text_is_told_with_its_place_and_the_right_ones_are_set(state, text):
    set_cells(["Wo", "1", "4", text], ["Wh", "0", "0", "7"])
    assert state.wrong == [["Wo", "1", "4", text]]
    (said,) = by_hand.complaints()
    assert said.startswith("Wo, row 2, column 5: ")
    assert read_weights(held("weights"))["Wh"][0, 0] == 7.0
    assert "Wo" not in read_weights(held("weights"))


def test_an_emptied_cell_is_drawn_again(state):
    set_cells(["Wh", "0", "0", "7"], ["Wh", "0", "1", "8"], ["Wh", "0", "0", " "])
    np.testing.assert_array_equal(read_weights(held("weights"))["Wh"], [[np.nan, 8.0], [np.nan, np.nan]])
    assert state.wrong == []


def test_a_wrong_text_is_told_until_its_cell_is_right(state):
    set_cells(["Wh", "0", "0", "abc"], ["Wh", "0", "1", "x"])
    set_cells(["Wh", "1", "1", "2"], ["Wh", "0", "1", "y"])
    assert state.wrong == [["Wh", "0", "0", "abc"], ["Wh", "0", "1", "y"]]
    set_cells(["Wh", "0", "0", "1"])
    assert state.wrong == [["Wh", "0", "1", "y"]]


@pytest.mark.parametrize("edit", [["Wz", "0", "0", "1"], ["Wh", "2", "0", "1"], ["Wh", "0", "2", "1"]])
def test_a_cell_that_is_there_no_more_is_passed_over(state, edit):
    set_cells(edit)
    assert held("weights") == ""
    assert state.wrong == []


@pytest.mark.usefixtures("state")
def test_a_wrong_text_is_told_in_the_language_in_use():
    told = {}
    set_cells(["Wh", "0", "0", "abc"])
    for lang in ("zh", "en"):
        use_language(lang)
        (told[lang],) = by_hand.complaints()
    assert "is not a number" in told["en"]
    assert "is not a number" not in told["zh"]
    assert "abc" in told["zh"]


def test_a_widget_that_is_there_no_more_is_not_heard(state):
    said = []
    heard("weights", key("weights"), said.append, "now")
    state.times_set = {"inputs": 2}
    heard("inputs", "inputs 1", said.append, "late")
    heard("inputs", "inputs 2", said.append, "in time")
    assert said == ["now", "in time"]


def test_no_undo_sets_a_training_going_again(state):
    first, second = PRESETS["rhyme"].scenario, PRESETS["classifier"].scenario
    state.history = []
    session.put_in_view(first, first)
    session.show(first)
    state.running = True
    session.open_preset("classifier")
    assert (state.good, state.running) == (second, False)
    session.undo()
    assert (state.good, state.running) == (first, False)


def test_a_finished_training_with_more_epochs_goes_on_and_undo_leads_back_before_it_does(state):
    short = PRESETS["classifier"].scenario.but(epochs=2)
    long = short.but(epochs=4)
    state.training, state.trainer, state.running = train(short), iter(()), False
    finished = state.training
    longer = training.training_of(long)
    assert (longer.epochs, longer.share) == (2, 0.5)
    assert training.training_of(short) is finished
    training.resume(longer)
    *_rest, last = state.trainer
    assert (state.running, last.epochs) == (True, 4)
    assert training.training_of(long) is longer
