"""The arithmetic a student reads: every line is right, says where it comes from, and computes to its result."""

import re
from functools import cache, reduce

import numpy as np
import pytest
from random_runs import random_scenario

from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario

SMALL = ("once", "four", "stateful", "stateless", "batch", "softmax")
RUNS = {name: simulate(PRESETS[name].scenario) for name in SMALL} | {
    "sigmoid": simulate(random_scenario(1, activation="sigmoid", head="linear_half", block=2, shape="many_to_one")),
    "tanh": simulate(random_scenario(2, activation="tanh", biases=False, block=3, block_state="reset")).example(1),
    "relu": simulate(random_scenario(3, activation="relu", head="softmax", shape="many_to_one", block=1)),
    "identity": simulate(random_scenario(4, activation="identity")).example(2),
    "large": simulate(Scenario(inputs="1 2 3 4 5 6 7; 7 6 5 4 3 2 1", hidden_size=7, targets="1 2 3 4 5 6 7")),
}
EVERY_STEP = [(name, at) for name, run in RUNS.items() for at in range(1, 2 * run.steps + 1)]
WRITTEN_OUT = [(name, at) for name, at in EVERY_STEP if name not in ("softmax", "large", "batch")]
MATRIX = r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}"
NUMBER = r"-?[\d.]+(?:\\times 10\^\{-?\d+\})?"
SHARES = [f"This step's share of dL/d{name}" for name in ("Wx", "Wh", "Wo")]
BACKWARD = [
    "Gradient at the output",
    "Gradient at the hidden state: two ways meet and are added",
    "Gradient at the pre-activation",
    "Sent on to the state before",
    "Gradient at the input",
    *SHARES,
]

every_step = pytest.mark.parametrize(("name", "at"), EVERY_STEP)
every_written_out_step = pytest.mark.parametrize(("name", "at"), WRITTEN_OUT)


@cache
def lines(name, at):
    return {line.title: line for line in worksheet(RUNS[name], at)}


def read_number(latex):
    return float(re.sub(r"\\times 10\^\{(-?\d+)\}", r"e\1", latex))


def read_matrix(body):
    """The numbers between the brackets; what is left out for length is left out."""
    rows = [row.split(" & ") for row in body.split(r" \\ ")]
    return np.array([[read_number(cell) for cell in row if "dots" not in cell] for row in rows if r"\vdots" not in row])


def read(latex):
    """A result: one matrix or one number."""
    matrix = re.fullmatch(MATRIX, latex)
    return read_matrix(matrix[1]) if matrix else np.atleast_2d(read_number(latex))


def seen(array):
    """``array`` without the middle rows and columns that a page has no room for."""
    array = np.atleast_2d(array)
    rows, columns = ([*range(4), n - 1] if n > 6 else [*range(n)] for n in array.shape)
    return array[np.ix_(rows, columns)]


def forward(run, t):
    """The results of the lines of step ``t``, from 0, going forward."""
    signals = {name: array[0, t] for name, array in run.trace.signals.items()}
    probabilities = {"Probabilities": signals["p"]} if "p" in signals else {}
    first = {"Pre-activation": signals["a"], "Hidden state": signals["h"], "Output": signals["y"]}
    return first | probabilities | {"Loss": run.losses[0, t]}


def backward(run, t):
    """The same coming back."""
    grads = {name: array[0, t] for name, array in run.gradients.signals.items()}
    x, h, h_prev = run.trace.signals["x"][0, t], run.trace.signals["h"][0, t], run.trace.h_before[0, t]
    sent = run.params.Wh @ grads["a"]
    shares = [np.outer(x, grads["a"]), np.outer(h_prev, grads["a"]), np.outer(h, grads["y"])]
    return dict(zip(BACKWARD, [grads["y"], grads["h"], grads["a"], sent, grads["x"], *shares], strict=True))


def step(run, at):
    """Step, from 0, that cursor ``at`` stands on."""
    return at - 1 if at <= run.steps else 2 * run.steps - at


@pytest.mark.parametrize("name", RUNS)
def test_before_the_first_step_nothing_is_computed(name):
    assert worksheet(RUNS[name], 0) == []


@every_step
def test_every_result_is_the_run_s_number_to_six_digits(name, at):
    run = RUNS[name]
    expected = (forward if at <= run.steps else backward)(run, step(run, at))
    found = lines(name, at)
    assert list(found) == list(expected)
    for title, array in expected.items():
        np.testing.assert_allclose(read(found[title].result), seen(array), rtol=5.1e-6, atol=1e-300, err_msg=title)


def value(latex):
    """A sum of products of matrices, as a student works it out."""
    return sum(product(term) for term in latex.split(" + "))


def product(latex):
    r"""Matrices side by side are multiplied, ``\odot`` cell by cell; ``0`` is a zero."""
    found = re.findall(MATRIX + r"(\^\\top)?", latex)
    matrices = [read_matrix(body).T if turned else read_matrix(body) for body, turned in found]
    if not matrices:
        return read_number(latex)
    return reduce(np.multiply if r"\odot" in latex else np.matmul, matrices)


def difference(latex):
    """What ``factor (A − B)`` comes to, squared and summed if it says so."""
    found = re.fullmatch(rf"(2 |\\tfrac12)?(\\sum)?\\left\({MATRIX} - {MATRIX}\\right\)(\^2)?", latex)
    factor = {"2 ": 2.0, r"\tfrac12": 0.5, None: 1.0}[found[1]]
    off = read_matrix(found[3]) - read_matrix(found[4])
    assert (found[2] is None) == (found[5] is None)
    return factor * ((off**2).sum() if found[5] else off)


def assert_computes(line, numbers, work_out=value):
    scale = max(map(abs, map(read_number, re.findall(NUMBER, f"{line.numbers} {line.result}"))))
    expected = read(line.result)
    found = np.broadcast_to(work_out(numbers), expected.shape)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4 * scale, err_msg=line.title)


@every_written_out_step
def test_the_numbers_compute_to_the_result(name, at):
    for title in ("Pre-activation", "Output", *BACKWARD[2:]):
        if line := lines(name, at).get(title):
            assert_computes(line, line.numbers)


@every_written_out_step
def test_both_ways_to_the_hidden_state_compute_to_their_sum(name, at):
    if line := lines(name, at).get(BACKWARD[1]):
        products, sums = line.numbers.split(r" \\[4pt] &= ")
        assert_computes(line, products)
        assert_computes(line, sums)


@every_written_out_step
def test_the_error_computes_to_the_loss_and_to_where_the_gradient_starts(name, at):
    for title in ("Loss", BACKWARD[0]):
        if line := lines(name, at).get(title):
            assert_computes(line, line.numbers, judge)


def judge(latex):
    if latex == "0":
        return 0.0
    if latex.startswith(r"-\log "):
        return -np.log(read_number(latex.removeprefix(r"-\log ")))
    return difference(latex)


@every_step
def test_the_activation_is_of_the_pre_activation(name, at):
    if at <= RUNS[name].steps:
        (body,) = re.findall(MATRIX, lines(name, at)["Hidden state"].numbers)
        a = read_matrix(body)
        h = RUNS[name].cell.activation.f(a)
        np.testing.assert_allclose(h, read(lines(name, at)["Hidden state"].result), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", ["once", "four", "stateful", "stateless"])
def test_the_shares_of_all_steps_sum_to_the_gradients(name):
    run = RUNS[name]
    for title, total in zip(
        SHARES, (run.gradients.params.Wx, run.gradients.params.Wh, run.gradients.params.Wo), strict=True
    ):
        shares = [read(lines(name, at)[title].result) for at in range(run.steps + 1, 2 * run.steps + 1)]
        np.testing.assert_allclose(sum(shares), total, rtol=1e-5, atol=1e-9)


def notes(at, title, **choices):
    """The note at cursor ``at`` of a run of four steps."""
    run = simulate(PRESETS["four"].scenario.but(**choices))
    return next(line.note for line in worksheet(run, at) if line.title == title)


@pytest.mark.parametrize("t", [1, 2, 3, 4])
def test_a_loss_that_does_not_count_is_noted(t):
    for at, title in ((t, "Loss"), (9 - t, BACKWARD[0])):
        assert ("not count" in notes(at, title, shape="many_to_one")) == (t < 4)
        assert notes(at, title) == ""


@pytest.mark.parametrize("state", ["carried", "reset"])
@pytest.mark.parametrize(("t", "said"), [(4, "last step"), (3, ""), (2, "A block ends here"), (1, "")])
def test_it_is_noted_why_nothing_comes_from_the_step_after(t, said, state):
    note = notes(9 - t, BACKWARD[1], block=2, block_state=state)
    assert said in note
    assert bool(said) == bool(note)


@pytest.mark.parametrize(
    ("t", "carried", "reset"),
    [(4, "", ""), (3, "truncation drops", "reaches the initial state"), (2, "", ""), (1, *["reaches the initial"] * 2)],
)
def test_it_is_noted_where_a_gradient_ends(t, carried, reset):
    for state, said in (("carried", carried), ("reset", reset)):
        note = notes(9 - t, "Sent on to the state before", block=2, block_state=state)
        assert said in note
        assert bool(said) == bool(note)


@every_step
def test_a_bias_gains_the_row_itself(name, at):
    found, run = lines(name, at), RUNS[name]
    if at > run.steps:
        rows = {"Wx": None, "Wh": "a", "Wo": "y"}
        for title, row in zip(SHARES, rows.values(), strict=True):
            note = found[title].note
            assert ("gains" in note) == bool(row and run.scenario.biases)
            assert ("batch" in note) == (len(run.scenario.task.x) > 1)
            if "gains" in note:
                (body,) = re.findall(MATRIX, note)
                gained = run.gradients.signals[row][0, step(run, at)]
                np.testing.assert_allclose(read_matrix(body), seen(gained), rtol=5.1e-6)


@every_step
def test_shapes_are_those_of_the_result(name, at):
    for line in lines(name, at).values():
        if line.title != "Loss" and line.title not in SHARES:
            rows, columns = map(int, re.findall(r"\d+", line.shapes)[-2:])
            assert read(line.result).shape == (
                min(rows, 5 if rows > 6 else rows),
                min(columns, 5 if columns > 6 else columns),
            )


def test_an_overflow_is_written_without_a_warning():
    weights = {"Wx": [[1e200]], "Wh": [[1e200]], "Wo": [[1.0]]}
    scenario = Scenario(inputs="1; 1; 0", activation="identity", biases=False, hidden_size=1, weights=weights)
    run = simulate(scenario)
    written = "".join(line.numbers + line.result for at in range(7) for line in worksheet(run, at))
    assert r"\infty" in written
    assert "inf" not in written.replace(r"\infty", "")


def test_the_loss_of_a_probability_that_rounds_to_0_is_written_from_the_logits():
    weights = {"Wx": [[1.0]], "Wh": [[0.0]], "Wo": [[-1000.0, 0.0]]}
    sizes = {"hidden_size": 1, "output_size": 2, "biases": False}
    scenario = Scenario(inputs="1", targets="0", activation="identity", head="softmax", weights=weights, **sizes)
    loss = worksheet(simulate(scenario), 1)[-1]
    assert loss.numbers == r"-\log e^{-1000}"
    assert loss.result == "1000"


def steps_named(latex, t, last):
    """The steps, from 0, whose losses are written under a brace of step ``t``."""
    found = [int(ahead or 0) + t for ahead in re.findall(r"L_(?:t|\{t\+(\d)\})", latex)]
    return set(range(found[0], last)) if "ldots" in latex else set(found)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("block", [0, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_under_each_brace_stand_the_losses_that_the_gradient_comes_from(cell, block, layers):
    run = simulate(
        Scenario(inputs="1; 2; 3; 4; 5", cell=cell, block=block, layers=layers, hidden_size=3, init="normal")
    )
    for t in range(run.steps):
        last = min(t - t % block + block, run.steps) if block else run.steps
        meetings = [line for line in worksheet(run, 2 * run.steps - t) if line.title.startswith(BACKWARD[1])]
        for layer, line in zip(reversed(range(layers)), meetings, strict=True):
            above, later = (
                steps_named(where, t, last) for where in re.findall(r"\}_\{(0|L_.*?)\}(?= \+ |$)", line.formula)
            )
            found = np.abs(run.itemised(layer)[0, :, t]).sum(axis=-1)
            assert above | later == set(np.flatnonzero(found)), (t, layer)
            if layer == layers - 1:
                assert above == ({t + 1} & set(range(last)) if cell == "concat" else {t})
                assert above.isdisjoint(later)


@pytest.mark.parametrize(("cell", "told"), [("concat", True), ("elman", False), ("gru", False)])
def test_it_is_noted_where_an_output_reads_the_state_before(cell, told):
    (line,) = [line for line in worksheet(simulate(Scenario(cell=cell)), 1) if line.title == "Output"]
    assert ("reads the state before" in line.note) == told
