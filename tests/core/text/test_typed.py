"""Numbers and symbols as people type them, and as they mistype them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rnnviz.core.data.limits import MAX_TEXT
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.array_like import write_rows
from rnnviz.core.text.typed import read_ids, read_number, read_rows, shorten


@pytest.mark.parametrize(
    ("choices", "given", "allowed"),
    [
        ({"inputs": "0.2 abc"}, "“abc”", "such as 0.5"),
        ({"inputs": "1,5"}, "“1,5”", "with a decimal point"),
        ({"inputs": "nan"}, "“nan”", "such as 0.5"),
        ({"inputs": [[np.nan]]}, "“nan”", "such as 0.5"),
        ({"inputs": "inf"}, "“inf”", "such as 0.5"),
        ({"inputs": [[-np.inf]]}, "“-inf”", "such as 0.5"),
        ({"inputs": "1e400"}, "“1e400”", "up to 1.79e308"),
        ({"inputs": "0x10"}, "“0x10”", "such as 0.5"),
        ({"inputs": "1_000"}, "“1_000”", "such as 0.5"),
        ({"inputs": "1.2.3"}, "“1.2.3”", "such as 0.5"),
        ({"inputs": "٣"}, "“٣”", "such as 0.5"),
        ({"inputs": "2²"}, "2²", "such as 0.5"),
        ({"inputs": "<b>" + "x" * 99}, "“<b>xxxx", "such as 0.5"),
        ({"targets": "0.9 x"}, "“x”", "such as 0.5"),
        ({"targets": "-1e999"}, "“-1e999”", "up to 1.79e308"),
        ({"h0": "0 zero"}, "“zero”", "such as 0.5"),
        ({"encoding": "ids", "inputs": "0 a"}, "“a”", "whole numbers from 0"),
        ({"encoding": "ids", "inputs": "0 -1"}, "“-1”", "whole numbers from 0"),
        ({"encoding": "ids", "inputs": "0.5"}, "“0.5”", "whole numbers from 0"),
        ({"encoding": "ids", "inputs": "1" * 30}, "“1111", "whole numbers from 0"),
        ({"head": "softmax", "targets": "0.9"}, "“0.9”", "whole numbers from 0"),
        ({"inputs": "1; ; 3"}, "step 2 is empty", "at least one entry"),
        ({"inputs": "1 2; 3"}, "step 2 has 1 numbers", "step 1 has 2"),
        ({"inputs": "1; 2 | 3"}, "example 2 has 1 steps", "example 1 has 2"),
        ({"inputs": "1 | 2 3"}, "has 2 numbers", "has 1"),
        ({"inputs": "1 |"}, "step 1 is empty", "at least one entry"),
        ({"encoding": "ids", "inputs": "0 1 | 1"}, "example 2 has 1 steps", "example 1 has 2"),
        ({"inputs": np.zeros((1, 1, 1, 1))}, "(1, 1, 1, 1)", "(N, T, D)"),
        ({"inputs": [["abc"]]}, "abc", "umbers"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_mistyped_becomes_a_sentence(complaint, choices, given, allowed):
    text = complaint(**choices)
    assert given in text
    assert allowed in text


def test_ragged_lists_are_refused_in_our_own_words(complaint):
    assert "inhomogeneous" not in complaint(inputs=[[1.0, 2.0], [3.0]])


def test_chinese_punctuation_and_digits_are_read():
    assert Scenario(inputs="０.２ ０.４；１ ２").task.x.tolist() == [[[0.2, 0.4], [1.0, 2.0]]]
    assert read_rows("－１．５， ２｜３　４", "").tolist() == [[[-1.5, 2.0]], [[3.0, 4.0]]]
    assert read_ids("０；１２", "").tolist() == [[0, 12]]


@pytest.mark.parametrize("text", ["0.2 0.4; 1 2", "0.2, 0.4; 1, 2;", "  .2\t4e-1 ;\n+1. 2E0 ", "0.20 0.4;1 2 ;"])
def test_the_same_numbers_in_many_hands(text):
    assert read_rows(text, "").tolist() == [[[0.2, 0.4], [1.0, 2.0]]]


def test_a_minus_sign_is_a_minus():
    assert read_number("\N{MINUS SIGN}2", "x") == -2.0


@given(arrays(float, array_shapes(min_dims=3, max_dims=3, max_side=4), elements=st.floats(-1.79e308, 1.79e308)))
def test_written_numbers_are_read_back_to_the_last_bit(array):
    assert read_rows(write_rows(array), "").tobytes() == array.tobytes()


@given(arrays(int, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.integers(0, 999)))
def test_written_ids_are_read_back(ids):
    assert read_ids(write_rows(ids[..., None]), "").tolist() == ids.tolist()


@given(st.text())
def test_a_quotation_is_one_short_line(text):
    line = shorten(text)
    assert len(line) <= 40
    assert len(line.splitlines()) <= 1


def test_a_long_wrong_number_is_refused():
    with pytest.raises(ValueError, match="is not a number"):
        read_number("1" * (MAX_TEXT // 10) + "x", "x")
