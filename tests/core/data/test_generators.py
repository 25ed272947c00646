"""Made tasks ask what they say they ask, whatever the length, the number of examples and the seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.core.data.generators import EXAMPLES, LENGTHS, MADE
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import read_ids, read_rows

lengths, examples, seeds = st.sampled_from(LENGTHS), st.sampled_from(EXAMPLES), st.integers(0, 999_999)
every_task = pytest.mark.parametrize("name", MADE)


def made(name, T, N, seed=0):
    return MADE[name].make(T, N, np.random.default_rng(seed))


@given(lengths, examples, seeds)
def test_parity_is_odd_or_even(T, N, seed):
    task = made("parity", T, N, seed)
    bits, classes = read_rows(task["inputs"], ""), read_ids(task["targets"], "")
    assert bits.shape == (N, T, 1)
    assert set(bits.ravel()) <= {0, 1}
    assert classes.tolist() == (bits.sum(1) % 2).tolist()


@given(lengths, examples, seeds)
def test_parity_repeats_no_example_while_there_are_enough(T, N, seed):
    spoken = made("parity", T, N, seed)["inputs"].split(" | ")
    assert len(spoken) == N
    assert len(set(spoken)) == N or N > 2**T


@given(lengths, examples, seeds)
def test_copy_repeats_its_symbols_after_the_mark(T, N, seed):
    task = made("copy", T, N, seed)
    read, answers = read_ids(task["inputs"], ""), read_ids(task["targets"], "")
    assert (read[:, -1] == 0).all()
    assert (read[:, :-1] == answers).all()
    assert answers.shape == (N, T)
    assert set(answers.ravel()) <= {1, 2, 3, 4}


@given(lengths, examples, seeds)
def test_adding_adds_the_two_marked_numbers(T, N, seed):
    task = made("adding", T, N, seed)
    numbers, marks = np.moveaxis(read_rows(task["inputs"], ""), 2, 0)
    assert numbers.shape == (N, T)
    assert (marks.sum(1) == 2).all()
    assert set(marks.ravel()) <= {0, 1}
    assert ((numbers > 0) & (numbers < 1)).all()
    assert numbers.round(3).tolist() == numbers.tolist()
    assert read_rows(task["targets"], "").ravel().tolist() == (numbers * marks).sum(1).round(3).tolist()


@given(lengths, examples, seeds)
def test_a_sine_is_a_sine_of_about_12_steps(T, N, seed):
    """sin(a + ω) + sin(a − ω) = 2 cos ω · sin a, with one ω between those of 13 and of 11 steps."""
    task = made("sine", T, N, seed)
    waves = read_rows(task["inputs"], "")[..., 0]
    assert waves.shape == (N, T + 1)
    assert waves.round(4).tolist() == waves.tolist()
    neighbours, middle = waves[:, 2:] + waves[:, :-2], waves[:, 1:-1]
    long, short = (2 * np.cos(2 * np.pi / period) * middle for period in (13, 11))
    assert (neighbours >= np.minimum(long, short) - 2e-4).all()
    assert (neighbours <= np.maximum(long, short) + 2e-4).all()


def test_a_sine_has_no_minus_zero():
    assert not any("-0.0;" in made("sine", 100, 64, seed)["inputs"] for seed in range(20))


@every_task
@given(lengths, examples, seeds)
@settings(max_examples=20)
def test_the_same_seed_makes_the_same_task(name, T, N, seed):
    assert made(name, T, N, seed) == made(name, T, N, seed)


@every_task
def test_another_seed_makes_another_task(name):
    assert len({made(name, 10, 4, seed)["inputs"] for seed in range(20)}) == 20


@every_task
def test_every_task_gives_every_choice_of_a_task(name):
    assert made(name, 2, 1).keys() == made("copy", 2, 1).keys() <= Scenario.model_fields.keys()


@every_task
@given(st.integers(2, 12), st.integers(1, 6), seeds)
@settings(max_examples=20)
def test_every_task_can_be_run(name, T, N, seed):
    run = simulate(Scenario(**made(name, T, N, seed)))
    answers = {"parity": 1, "copy": T, "adding": 1, "sine": T}[name]
    assert run.counted.sum() == answers
    assert run.steps == (2 * T if name == "copy" else T)
    assert np.isfinite(run.loss)


@every_task
@pytest.mark.parametrize(("T", "N"), [(LENGTHS[0], EXAMPLES[0]), (LENGTHS[-1], EXAMPLES[-1])])
def test_the_shortest_and_the_longest_can_be_run(name, T, N):
    assert len(simulate(Scenario(**made(name, T, N))).losses) == N


@every_task
@pytest.mark.parametrize(
    ("T", "N", "given", "allowed"),
    [
        (1, 1, "Length: “1”", "2 to 100"),
        (101, 1, "Length: “101”", "2 to 100"),
        (2.5, 1, "Length: “2.5”", "2 to 100"),
        (2, 0, "Examples: “0”", "1 to 64"),
        (2, 65, "Examples: “65”", "1 to 64"),
    ],
)
def test_out_of_range_becomes_a_sentence(name, T, N, given, allowed):
    with pytest.raises(ValueError, match="choose one") as refusal:
        made(name, T, N)
    assert given in str(refusal.value)
    assert allowed in str(refusal.value)
