"""Check my work: right answers are never called wrong, and every known mistake is known again."""

import re
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest
from random_runs import gradients_by_name, random_kind, random_scenario, seeds
from students import STUDENTS, Student

from rnnviz import PRESETS, Scenario, diagnose, simulate
from rnnviz.core.diagnosis import read_handed_in
from rnnviz.core.diagnosis.diagnosis import all_ways, explain
from rnnviz.core.diagnosis.names import quantities
from rnnviz.core.diagnosis.template import template, usual_names
from rnnviz.core.diagnosis.tolerance import agrees, all_agree
from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.diagnosis.work import Work, truth
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS

RIGHTLY, SCENARIOS = 0.95, seeds(200, some=40)
HEAD_KINDS = list(HEADS)


def small_run(seed):
    """A run of any kind, half of them of one simple layer: T ≤ 6, H ≤ 4, N ≤ 3."""
    rng = np.random.default_rng(seed)
    kind = random_kind(seed) | {"head": HEAD_KINDS[seed % len(HEAD_KINDS)], "embedding": 0}
    if rng.random() < 0.6:
        kind |= {"cell": "elman", "layers": 1}
    for attempt in range(seed * 1000, (seed + 1) * 1000):
        scenario = random_scenario(attempt, **kind)
        N, T, D = scenario.task.x.shape
        if N <= 3 and T <= 6 and scenario.hidden_size <= 4 and (seed % 3 or D in (1, N)):
            return simulate(scenario)
    raise AssertionError(seed)


def as_handed_in(name, array):
    """Our array as somebody has it: the loss is one number, dh0 has no axis of steps."""
    return array[-1] if name == "loss" else array[:, 0] if name.endswith("0") else array


def some_names(run, numbers, rng):
    """Everything, the gradients, the gradients of the weights, or one of these alone."""
    weights = [f"d{name}" for name, _array in run.params.items()]
    gradients = [name for name in numbers if name.startswith("d")]
    return [list(numbers), gradients, weights, [str(rng.choice(weights))]][rng.integers(4)]


def hand_in(run, numbers, rng):
    given = {name: as_handed_in(name, numbers[name]) for name in some_names(run, numbers, rng)}
    return {name: np.round(array, 4) for name, array in given.items()} if rng.random() < 0.4 else given


def right_ones(run):
    return {name: as_handed_in(name, array) for name, array in truth(run).items()}


def outcomes():
    """For each mistake what became of it in all scenarios in which it makes a difference to what is handed in."""
    found = defaultdict(list)
    for seed in SCENARIOS:
        run, rng = small_run(seed), np.random.default_rng(seed)
        right, ways = right_ones(run), list(all_ways(run))
        for name in VARIANTS:
            made = [numbers for other, numbers in ways if other == name]
            if not made:
                continue
            numbers = truth(run) | dict(made[rng.integers(len(made))])
            given = hand_in(run, numbers, rng)
            if all(all_agree(np.atleast_1d(given[key]), np.atleast_1d(right[key])) for key in given):
                continue
            named = [mistake.variant for mistake in explain(run, given, ways).mistakes]
            before = named[: named.index(name)] if name in named else []
            found[name].append(SimpleNamespace(seed=seed, named=named, before=before, given=given, ways=ways))
    return found


def test_every_mistake_is_known_again_and_most_often_alone(subtests):
    found = outcomes()
    for name in VARIANTS:
        with subtests.test(name):
            cases = found[name]
            assert len(cases) >= len(SCENARIOS) // 10
            rightly = [case for case in cases if name in case.named and all(alike(case, each) for each in case.before)]
            missed = [(case.seed, case.named) for case in cases if case not in rightly]
            assert len(rightly) >= RIGHTLY * len(cases), missed
    several = [len(case.named) for cases in found.values() for case in cases]
    assert np.mean(np.array(several) == 1) > 0.6


def alike(case, other):
    """Whether a mistake that is named earlier gives the very numbers that were handed in."""
    return any(
        all(
            all_agree(np.atleast_1d(array), np.atleast_1d(as_handed_in(name, numbers[name])))
            for name, array in case.given.items()
            if name in numbers
        )
        for variant, numbers in case.ways
        if variant == other
    )


@pytest.mark.parametrize("kind", STUDENTS)
def test_a_student_s_own_program_is_seen_through(kind):
    name = kind.partition(",")[0]
    wrong, tasks = 0, seeds(40, some=12)
    for seed in tasks:
        run = simulate(students_scenario(seed, alone=name == "sent_back_by_input"))
        given = STUDENTS[kind](run).numbers()
        if name == "target_not_subtracted" and run.scenario.head != "softmax":
            continue
        if name == "factor_two" and run.scenario.head == "softmax":
            continue
        found = diagnose(run, given)
        right = right_ones(run)
        differs = [key for key in given if not all_agree(given[key], right[key])]
        assert {finding.name for finding in found.findings if finding.status == "wrong"} == set(differs)
        if differs:
            wrong += 1
            assert name in [mistake.variant for mistake in found.mistakes], (seed, found)
    assert wrong >= len(tasks) // 5


def students_scenario(seed, *, alone):
    """A task for the simple cell; ``alone``: one example, one input."""
    rng = np.random.default_rng(seed)
    N, T, D, H, O = rng.integers((1, 2, 1, 1, 1), (3, 6, 4, 4, 3), endpoint=True).tolist()
    N, D, head = 1 if alone else N, 1 if alone else D, ("linear", "linear_half", "softmax")[seed % 3]
    return Scenario(
        inputs=rng.normal(size=(N, T, D)),
        targets=rng.integers(O + 1, size=(N, T, 1)) if head == "softmax" else rng.normal(size=(N, T, O)),
        output_size=O + 1 if head == "softmax" else O,
        hidden_size=H,
        activation=("tanh", "sigmoid")[seed % 2],
        head=head,
        shape=("step_by_step", "many_to_one")[rng.integers(2)],
        h0=rng.normal(size=(N, 1, H)),
        weights={"b": rng.normal(size=(1, H)), "bo": rng.normal(size=(1, O + 1 if head == "softmax" else O))},
        scale=1.0,
        seed=seed,
    )


@pytest.mark.parametrize("seed", seeds(40, some=10))
def test_a_student_who_makes_no_mistake(seed):
    run = simulate(students_scenario(seed, alone=False))
    assert diagnose(run, Student(run).numbers()).right


@pytest.mark.parametrize("cell", CELLS)
def test_a_right_answer_is_never_called_wrong(cell):
    for seed in seeds(500, some=50):
        run, rng = simulate(random_scenario(seed, **random_kind(seed) | {"cell": cell})), np.random.default_rng(seed)
        given = disguised(run, right_ones(run), rng)
        found = diagnose(run, given)
        assert found.right, (seed, str(found))
        assert not found.mistakes
        assert found.first is None


def disguised(run, right, rng):
    """Right numbers as somebody may have them: rounded, of one example, in part, in another order of axes."""
    names = [name for name in right if rng.random() < 0.7] or ["dWo"]
    given = {name: np.array(right[name]) for name in names}
    look = rng.integers(6)
    if look == 0:
        given = {name: np.round(array, 4) for name, array in given.items()}
    if look == 1:
        given = {name: np.vectorize(lambda v: float(f"{v:.4g}"))(array) for name, array in given.items()}
    if look == 2:
        given = {name: array.T if name in matrices(run) else array for name, array in given.items()}
    if look == 3:
        given = {name: with_gaps(array, rng) for name, array in given.items()}
    if look == 4:
        given = {name: array.swapaxes(1, 2) if array.ndim == 3 else array for name, array in given.items()}
    if look == 5:
        given = {name: array.astype(np.float32) for name, array in given.items()}
    return given


def matrices(run):
    return {f"d{name}" for name, array in run.params.items() if array.ndim == 2 and name != "E"}


def with_gaps(array, rng):
    steps = rng.integers(1, array.shape[1], endpoint=True) if array.ndim == 3 else None
    return np.where(rng.random(array.shape) < 0.3, np.nan, array)[:, :steps] if steps else array


@pytest.mark.parametrize("seed", seeds(40, some=10))
def test_numbers_out_of_the_blue_fit_no_mistake(seed):
    run, rng = small_run(seed), np.random.default_rng(seed)
    right = right_ones(run)
    given = {name: right[name] + rng.uniform(0.1, 1.0, np.shape(right[name])) for name in some_names(run, right, rng)}
    found = diagnose(run, given)
    if sum(np.size(array) for array in given.values()) > 1:
        assert not found.mistakes
        assert "no known mistake" in found.verdict
    assert not found.right
    assert found.first


@pytest.mark.parametrize("seed", seeds(60, some=30))
def test_the_pieces_of_a_run_give_the_run(seed):
    run = simulate(random_scenario(seed, **random_kind(seed)))
    numbers = Work.of(run).numbers()
    for name, array in truth(run).items():
        np.testing.assert_allclose(numbers[name], array, rtol=1e-10, atol=1e-12)
    for name, array in gradients_by_name(run.gradients).items():
        if "dropped" not in name:
            np.testing.assert_array_equal(as_handed_in(name, quantities(run)[name].right), array)


RUN = simulate(PRESETS["batch"].scenario)
ONE = RUN.example(1)
ONE_STEP = simulate(Scenario(inputs="1"))
SQUARE = simulate(Scenario(inputs="1 2; 3 4; 5 6", targets="1 2", scale=0.7))


def test_one_example_in_view():
    h = RUN.trace.signals["h"]
    assert diagnose(ONE, {"h": h[1], "dWh": RUN.gradients.params.Wh, "loss": ONE.loss}).right
    assert diagnose(ONE, {"h": h, "loss": RUN.loss}).right
    assert [finding.status for finding in diagnose(ONE, {"h": h[1], "loss": ONE.loss}).findings] == ["right", "right"]
    assert diagnose(ONE, {"h": h[1, :2]}).findings[0].status == "partial"
    assert diagnose(RUN, {"h": h[0]}).notes == ("One example was handed in: it is read as the first of the batch.",)
    found = diagnose(ONE, {"h": h[0]})
    assert (found.first.example, found.first.step) == (2, 1)


def test_the_first_difference_is_the_first_in_the_order_of_computing():
    h, dh = (np.array(signals["h"][0]) for signals in (SQUARE.trace.signals, SQUARE.gradients.signals))
    dWh = SQUARE.gradients.params.Wh + 1.0
    late, early = dh.copy(), dh.copy()
    late[1, 1] += 1.0
    early[0, 0] += 1.0
    assert diagnose(SQUARE, {"dWh": dWh}).first.sentence.startswith("dWh, row 1, column 1: ")
    assert diagnose(SQUARE, {"dWh": dWh, "dh": early}).first.sentence.startswith("dh, step 1, number 1: ")
    assert diagnose(SQUARE, {"dWh": dWh, "dh": late + early - dh}).first.sentence.startswith("dh, step 2, number 2: ")
    h[2, 1] = 0.25
    first = diagnose(SQUARE, {"dWh": dWh, "dh": late, "h": h}).first
    assert (first.name, first.step, first.entry, first.given) == ("h", 3, (2,), 0.25)
    assert first.right == SQUARE.trace.signals["h"][0, 2, 1]
    assert first.difference == first.given - first.right


def test_the_column_convention_is_recognised_and_noted():
    dWx, dWh = SQUARE.gradients.params.Wx, SQUARE.gradients.params.Wh
    found = diagnose(SQUARE, {"dWx": dWx.T, "dWh": dWh.T})
    assert found.right
    assert "W[to][from]" in found.notes[0]
    assert not diagnose(SQUARE, {"dWx": dWx, "dWh": dWh}).notes
    wrong = dWh.T.copy()
    wrong[0, 1] += 1.0  # in their own orientation
    found = diagnose(SQUARE, {"dWx": dWx.T, "dWo": SQUARE.gradients.params.Wo.T, "dWh": wrong})
    assert found.first.entry == (1, 2)


def test_two_conventions_in_one_answer_are_a_mistake():
    params = SQUARE.gradients.params
    found = diagnose(SQUARE, {"dWx": params.Wx, "dWo": params.Wo, "dWh": params.Wh.T})
    assert [(mistake.variant, mistake.explains) for mistake in found.mistakes] == [("rows_for_columns", ("dWh",))]
    batch = RUN.gradients.params  # D, H, O = 3, 5, 2: here the shapes tell
    found = diagnose(RUN, {"dWx": batch.Wx, "dWo": batch.Wo.T})
    assert [(mistake.variant, mistake.explains) for mistake in found.mistakes] == [("rows_for_columns", ("dWo",))]
    assert [finding.status for finding in found.findings] == ["right", "turned"]
    assert not found.right


def test_entries_left_out():
    dWh = SQUARE.gradients.params.Wh
    found = diagnose(SQUARE, {"dWh": [[None, dWh[0, 1]], [None, None]], "dWx": [[None, None], [None, None]]})
    assert found.right
    assert [(finding.name, finding.status, finding.compared) for finding in found.findings] == [("dWh", "partial", 1)]
    assert diagnose(SQUARE, {}).verdict == "Nothing to compare yet."
    assert not diagnose(SQUARE, {}).right


@pytest.mark.parametrize("seed", seeds(30, some=15))
def test_the_form_filled_in_is_right(seed):
    whole = simulate(random_scenario(seed, **random_kind(seed)))
    run, right = whole.example(0), right_ones(whole)
    empty = read_handed_in(template(run, quantities(run)))
    assert list(empty) == list(quantities(run))
    assert not diagnose(run, empty).findings
    one = {name: array[0] if array.ndim == 3 or name.endswith("0") else array for name, array in right.items()}
    for name, form in empty.items():
        assert form.shape == (one[name][:, 0].shape if name == "L" else one[name].shape)
    found = diagnose(run, {name: one[name].reshape(form.shape) for name, form in empty.items()})
    assert {finding.status for finding in found.findings} == {"right"}
    assert set(usual_names(run)) <= set(empty)


def test_a_run_that_overflows_is_compared_where_it_is_finite():
    run = simulate(Scenario(inputs="1; 1; 1; 1", activation="identity", weights={"Wh": [[1e200, 0], [0, 1e200]]}))
    found = diagnose(run, {"h": run.trace.signals["h"][0, :1], "dWh": [[1.0, 1.0], [1.0, 1.0]]})
    assert found.findings[0].right
    assert any("not finite" in note for note in found.notes)


def test_where_nothing_could_be_compared_nothing_is_called_right():
    run = simulate(Scenario(inputs="1; 1; 1; 1", activation="identity", weights={"Wh": [[1e200, 0], [0, 1e200]]}))
    found = diagnose(run, {"dWh": [[1.0, 1.0], [1.0, 1.0]]})
    assert not found.right
    assert found.verdict == "There was nothing to compare: the right numbers are not finite."
    assert [finding.status for finding in found.findings] == ["uncompared"]


def test_mistakes_that_give_the_same_numbers_are_alternatives():
    found = diagnose(ONE_STEP, {"dWo": 0 * ONE_STEP.gradients.params.Wo})
    assert len(found.alternatives) > 1
    assert f"any of {len(found.alternatives)} known mistakes explains it" in found.verdict
    assert "These mistakes give the same numbers here:" in str(found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dWq": 1}, "“dWq” is no number of this run. Known are: x, a, h, y, L, loss, dy, "),
        ({"dWh": [[1.0, 2.0, 3.0]]}, "dWh: shape 1×3 was given, 2×2 is needed."),
        ({"h": np.zeros((4, 2))}, "h: shape 4×2 was given, 3×2 is needed."),
        ({"dWh": [[1.0], [2.0, 3.0]]}, "dWh: this is no array of numbers"),
        ({"dWh": "much"}, "dWh: this is no array of numbers"),
        ({"dWh": [[1j, 0], [0, 0]]}, "dWh: this is no array of numbers"),
        ({"dWh": [[np.inf, 0], [0, 0]]}, "dWh has a number that is not finite."),
        ({"dWh": [[1, 0], [0, 0]], "dL/dWh": [[1, 0], [0, 0]]}, "dWh was handed in twice."),
        ({"loss": [1, 2]}, "loss: shape 2 was given, a single number is needed."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(given, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        diagnose(SQUARE, given)


def test_other_types_get_a_sentence():
    with pytest.raises(TypeError, match="diagnose takes a Run"):
        diagnose("run", {})
    with pytest.raises(TypeError, match="give a mapping of names to arrays"):
        diagnose(SQUARE, [1.0])


def test_both_shapes_are_named_where_there_is_a_batch():
    with pytest.raises(ValueError, match="4×5 or 2×4×5 is needed"):
        diagnose(RUN, {"h": np.zeros((4, 4))})


@pytest.mark.parametrize(
    ("given", "right", "agreed"),
    [
        (0.12345, 0.1234499, True),
        (0.1234, 0.1234499, True),
        (0.1235, 0.1234499, False),
        (0.12346, 0.1234499, False),
        (1234.0, 1234.49, True),
        (0.00012345, 0.000123449, True),
        (0.0001, 0.000123449, True),  # four decimals
        (0.00013, 0.000123449, False),
        (1.0000009, 1.0, True),
        (1.000002, 1.0, False),
        (10.0, 9.99996, True),
        (0.0, 0.00004, True),
        (0.0, 0.00006, False),
        (0.000049, 0.0, False),
        (0.0, np.nan, False),
        (1e300, np.inf, False),
    ],
)
def test_the_tolerance(given, right, agreed):
    assert agrees(np.array([given]), np.array([right]))[0] == agreed
    assert all_agree(np.array([given]), np.array([right])) == agreed


def test_the_faults_of_published_code_by_their_symptoms():
    once, four = (simulate(PRESETS[name].scenario) for name in ("once", "four"))
    assert first_named(once, {"loss": 0.81, "dWx": np.zeros((2, 2)), "dWo": np.zeros((2, 1))}) == "never_forward"
    assert first_named(once, {"dWo": [[0.2151474339 / 2], [0.2171470864 / 2]]}) == "minus_without_two"
    dWx = once.gradients.params.Wx
    assert first_named(once, {"dWx": dWx[:, [0, 0]], "dWo": once.gradients.params.Wo}) == "first_delta_only"
    assert first_named(four, {"y": [[0.6989061862838246]] * 4}) == "not_carried"
    weights = {f"d{name}": 0 * array for name, array in four.gradients.params.items()}
    assert first_named(four, weights | {"dh": four.gradients.signals["h"][0]}) == "never_added"


def test_an_input_or_a_state_of_the_step_before():
    run = simulate(Scenario(inputs="1 2; 3 4; 5 6", targets="1 2", scale=0.7, seed=3, shape="step_by_step"))
    x, h = run.trace.signals["x"][0], run.trace.signals["h"][0]
    da, dy = run.gradients.signals["a"][0], run.gradients.signals["y"][0]
    assert first_named(run, {"dWx": x[:-1].T @ da[1:]}) == "state_off_by_one"
    assert first_named(run, {"dWo": h[:-1].T @ dy[1:]}) == "state_off_by_one"


def test_a_cell_state_that_is_not_carried():
    run = simulate(Scenario(cell="lstm", inputs="1 2; 3 4; 5 6", seed=3, biases=False))
    signals = run.trace.signals
    first = signals["i"][0, 0] * signals["g"][0, 0]
    h1 = signals["h"][0, 0]
    gates = {g: h1 @ getattr(run.params, f"Wh{g}") + [3, 4] @ getattr(run.params, f"Wx{g}") for g in "ig"}
    second = np.tanh(gates["g"]) / (1 + np.exp(-gates["i"]))
    assert first_named(run, {"c": [first, second]}) == "not_carried"


def test_the_gradient_of_one_example_alone():
    alone = RUN.trace.h_before[1].T @ RUN.gradients.signals["a"][1]
    assert first_named(ONE, {"dWh": alone}) == "one_example_only"
    assert first_named(RUN, {"dWh": alone}) == "one_example_only"


def first_named(run, given):
    return diagnose(run, given).mistakes[0].variant
