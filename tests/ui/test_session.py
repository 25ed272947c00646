"""What is typed into the cells of a matrix: a number is set by hand, anything else gets a sentence."""

import numpy as np
import pytest

from rnnviz.core.presets import PRESETS
from rnnviz.core.weights import read_weights
from rnnviz.ui import session


class State(dict):
    """Session state without a session."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def state(monkeypatch):
    state = State(good=PRESETS["softmax"].scenario.but(hidden_size=2), lang="en", notices=["old"], weights="")
    monkeypatch.setattr(session.st, "session_state", state)
    return state


def test_a_number_is_set_by_hand_and_the_other_cells_stay_as_drawn(state):
    assert session.set_cells([("Wh", "0", "1", " 1e-3 ")]) == []
    (Wh,) = read_weights(state.weights).values()
    np.testing.assert_array_equal(Wh, [[np.nan, 1e-3], [np.nan, np.nan]])
    assert state.notices == []


def test_a_cell_keeps_what_was_set_by_hand_before(state):
    state.good = state.good.but(weights={"Wh": [[0.5, None], [None, None]], "b": [[1.0, None]]})
    before = state.good.matrices["Wh"].copy()
    session.set_cells([("Wh", "1", "1", "2")])
    np.testing.assert_array_equal(state.good.matrices["Wh"], before)
    written = read_weights(state.weights)
    np.testing.assert_array_equal(written["Wh"], [[0.5, np.nan], [np.nan, 2.0]])
    np.testing.assert_array_equal(written["b"], [[1.0, np.nan]])


@pytest.mark.parametrize("text", ["abc", "", "1,5", "nan", "1e999", "1/3"])
def test_a_wrong_text_is_told_with_its_place_and_the_right_ones_are_set(state, text):
    wrong = ("Wo", "1", "4", text)
    assert session.set_cells([wrong, ("Wh", "0", "0", "7")]) == [wrong]
    (said,) = state.notices
    assert said.startswith("Wo, row 2, column 5: ")
    assert read_weights(state.weights)["Wh"][0, 0] == 7.0
    assert "Wo" not in read_weights(state.weights)


@pytest.mark.parametrize("edit", [("Wz", "0", "0", "1"), ("Wh", "2", "0", "1"), ("Wh", "0", "2", "1")])
def test_a_cell_that_is_there_no_more_is_passed_over(state, edit):
    assert session.set_cells([edit]) == []
    assert state.weights == ""
    assert state.notices == []


def test_a_wrong_text_is_told_in_the_visitor_s_language(state):
    state.lang = "zh"
    session.set_cells([("Wh", "0", "0", "abc")])
    assert "is not a number" not in state.notices[0]
    state.lang = "en"
    session.set_cells([("Wh", "0", "0", "abc")])
    assert "is not a number" in state.notices[0]
