"""What holds for every Elman network: each test is a sentence to a student."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_runs import ACTIVATIONS, gradients_by_name, random_scenario

from rnnviz.core.nn.bptt import backward
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.run import simulate


def scenarios(**fixed):
    """Random scenarios, the choices in ``fixed`` made."""
    choices = {
        "activation": st.sampled_from(ACTIVATIONS),
        "head": st.sampled_from(list(HEADS)),
        "biases": st.booleans(),
        "shape": st.sampled_from(["step_by_step", "many_to_one"]),
        "block": st.integers(0, 4),
        "block_state": st.sampled_from(["carried", "reset"]),
    }
    return st.builds(random_scenario, st.integers(0, 10**6), **choices | {k: st.just(v) for k, v in fixed.items()})


def close(found, expected, name=""):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=name)


def all_close(found, expected):
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        close(found[name], array, name)


def typed(scenario, target):
    """``target`` as the scenario's head wants it given: numbers, or the classes of one-hot rows."""
    return target.argmax(-1)[..., None] if HEADS[scenario.head].classes else target


def alone(scenario, n=slice(None), t=slice(None)):
    """The examples ``n`` and the steps ``t`` of the scenario as a run of their own."""
    x, target = scenario.task.x[n, t], typed(scenario, scenario.task.target[n, t])
    return simulate(scenario.but(inputs=x, targets=target, h0=scenario.initial_state[0][0][n, None]))


def with_another_input(scenario, t):
    x = scenario.task.x.copy()
    x[:, t] += 1.0
    return simulate(scenario.but(inputs=x))


@given(scenarios())
def test_changing_an_input_leaves_earlier_steps_alone(scenario):
    run = simulate(scenario)
    for t in range(run.steps):
        other = with_another_input(scenario, t)
        for name, signal in run.trace.signals.items():
            np.testing.assert_array_equal(other.trace.signals[name][:, :t], signal[:, :t], err_msg=name)
        assert (other.trace.signals["x"][:, t] != run.trace.signals["x"][:, t]).all()


@given(scenarios(block_state="reset"))
def test_changing_an_input_leaves_other_reset_blocks_alone(scenario):
    run = simulate(scenario)
    for t in range(run.steps):
        other = with_another_input(scenario, t)
        (block,) = (block for block in run.blocks.steps if block.start <= t < block.stop)
        elsewhere = np.delete(np.arange(run.steps), block)
        for ours, theirs in ((run.trace, other.trace), (run.gradients, other.gradients)):
            for name, signal in ours.signals.items():
                close(theirs.signals[name][:, elsewhere], signal[:, elsewhere], name)


@given(scenarios())
def test_changing_a_target_changes_no_forward_signal(scenario):
    run, target = simulate(scenario), scenario.task.target.copy()
    target[:, -1] = np.roll(target[:, -1], 1, axis=-1)
    other = simulate(scenario.but(targets=typed(scenario, target)))
    for name, signal in run.trace.signals.items():
        np.testing.assert_array_equal(other.trace.signals[name], signal, err_msg=name)
    np.testing.assert_array_equal(other.losses[:, :-1], run.losses[:, :-1])


@given(scenarios())
def test_the_gradients_of_the_steps_sum_to_the_total(scenario):
    run = simulate(scenario)
    forward, back = run.trace.signals, run.gradients.signals
    steps = list(np.ndindex(run.losses.shape))
    sums = {
        "Wx": sum(np.outer(forward["x"][step], back["a"][step]) for step in steps),
        "Wh": sum(np.outer(run.trace.h_before[step], back["a"][step]) for step in steps),
        "Wo": sum(np.outer(forward["h"][step], back["y"][step]) for step in steps),
    }
    if scenario.biases:
        sums |= {"b": sum(back["a"][step] for step in steps), "bo": sum(back["y"][step] for step in steps)}
    all_close(dict(run.gradients.params.items()), sums)


@pytest.mark.parametrize(("activation", "low"), [("sigmoid", 0), ("tanh", -1)])
@given(data=st.data())
def test_a_saturating_unit_stays_between_its_bounds(activation, low, data):
    h = simulate(data.draw(scenarios(activation=activation))).trace.signals["h"]
    assert ((low < h) & (h < 1)).all()


@given(scenarios())
def test_without_Wh_a_step_remembers_nothing(scenario):
    scenario = scenario.but(weights=scenario.matrices | {"Wh": np.zeros(scenario.shapes["Wh"])})
    run = simulate(scenario)
    for t in range(run.steps):
        step = alone(scenario, t=slice(t, t + 1))
        close(run.trace.signals["h"][:, t], step.trace.signals["h"][:, 0])
    assert not run.gradients.signals["h_from_future"].any()
    assert not run.gradients.h0.any()
    assert not any(dropped.any() for dropped in run.gradients.dropped.values())


@given(scenarios(block_state="carried"), st.integers(1, 4))
def test_truncated_and_dropped_are_the_full_gradient_at_the_last_cut(scenario, block):
    full, cut = simulate(scenario.but(block=0)), simulate(scenario.but(block=block))
    assert not full.gradients.dropped
    for t in list(cut.gradients.dropped)[-1:]:
        at_cut = cut.gradients.signals["h"][:, t - 1] + cut.gradients.dropped[t]
        close(at_cut, full.gradients.signals["h"][:, t - 1])


@given(scenarios(block_state="carried"), st.integers(1, 4))
def test_carrying_the_state_on_changes_no_forward_signal(scenario, block):
    full, cut = simulate(scenario.but(block=0)), simulate(scenario.but(block=block))
    for name, signal in full.trace.signals.items():
        np.testing.assert_array_equal(cut.trace.signals[name], signal, err_msg=name)


@given(scenarios(), st.sampled_from([0, 1, 5]))
def test_a_block_of_all_steps_is_no_truncation(scenario, more):
    full, one_block = simulate(scenario.but(block=0)), simulate(scenario.but(block=scenario.task.x.shape[1] + more))
    all_close(gradients_by_name(one_block.gradients), gradients_by_name(full.gradients))


@given(scenarios(), st.floats(-5, 5), st.floats(-5, 5))
def test_backward_is_linear_in_the_gradient_of_the_loss(scenario, one, two):
    run = simulate(scenario)

    def back(dy):
        return gradients_by_name(backward(run.cell, run.params, run.trace, dy, run.blocks))

    first, second = np.random.default_rng(0).normal(size=(2, *run.trace.signals["y"].shape))
    parts = zip(back(first).items(), back(second).values(), strict=True)
    all_close(back(one * first + two * second), {name: one * a + two * b for (name, a), b in parts})


def by_example(run):
    """Every array of the run that has a row for each example, by name."""
    totals = {f"d{name}" for name, _array in run.params.items()}
    yield from run.trace.signals.items()
    yield "losses", run.losses
    yield from ((name, array) for name, array in gradients_by_name(run.gradients).items() if name not in totals)


@given(scenarios())
def test_an_example_gives_the_same_numbers_alone(scenario):
    batch = simulate(scenario)
    for n in range(len(batch.losses)):
        single = alone(scenario, slice(n, n + 1))
        expected = {name: array[0] for name, array in by_example(single)}
        all_close({name: array[n] for name, array in by_example(batch)}, expected)
        all_close({name: array[0] for name, array in by_example(batch.example(n))}, expected)


@given(scenarios())
def test_the_gradient_of_a_batch_is_the_sum_of_its_examples(scenario):
    batch = simulate(scenario)
    singles = [alone(scenario, slice(n, n + 1)) for n in range(len(batch.losses))]
    assert batch.loss == pytest.approx(sum(single.loss for single in singles))
    for name, total in batch.gradients.params.items():
        close(total, sum(getattr(single.gradients.params, name) for single in singles), name)


@given(scenarios())
def test_a_state_hears_from_its_output_and_from_its_future(scenario):
    back = simulate(scenario).gradients.signals
    np.testing.assert_array_equal(back["h"], back["h_from_output"] + back["h_from_future"])
    assert not back["h_from_future"][:, -1].any()


@given(scenarios())
def test_nothing_remembers_between_runs(scenario):
    first = simulate(scenario)
    kept = {name: array.copy() for name, array in gradients_by_name(first.gradients).items()}
    second = simulate(scenario)
    for name, array in kept.items():
        np.testing.assert_array_equal(gradients_by_name(first.gradients)[name], array, err_msg=name)
        np.testing.assert_array_equal(gradients_by_name(second.gradients)[name], array, err_msg=name)
