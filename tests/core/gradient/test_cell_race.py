"""The race is what choosing the other cell would show; the carry path is the product of its gates."""

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.cell_race import RACERS, carry, openness, race, sizes_back, survival


@pytest.mark.parametrize("seed", seeds(40, some=20))
def test_a_racer_is_the_run_of_the_same_scenario_with_the_other_cell(seed):
    scenario = random_scenario(seed, **random_kind(seed)).but(weights="", h0="")
    for cell, run in race(scenario).items():
        other = simulate(scenario.but(cell=cell))
        assert run.scenario == other.scenario
        for name, array in other.gradients.signals.items():
            np.testing.assert_array_equal(run.gradients.signals[name], array)


@pytest.mark.parametrize("cell", RACERS)
def test_the_cell_in_use_keeps_its_own_weights_and_states(cell):
    scenario = random_scenario(8, cell=cell, layers=2)
    assert race(scenario)[cell].scenario is scenario


def test_weights_that_every_cell_has_stay_as_set_by_hand():
    scenario = PRESETS["four"].scenario
    for run in race(scenario).values():
        np.testing.assert_array_equal(run.params.Wo, scenario.params.Wo)


@pytest.mark.parametrize("cell", RACERS)
def test_all_begin_with_the_same_h(cell):
    scenario = random_scenario(4, cell=cell, layers=2)
    for run in race(scenario).values():
        for end, (h, *_c) in zip(["", "2"], scenario.initial_state, strict=True):
            np.testing.assert_array_equal(run.trace.start["h" + end], h)
        if run.scenario.cell == "lstm" != cell:
            assert not run.trace.start["c"].any()


def test_the_carry_of_an_lstm_is_the_product_of_its_forget_gates():
    run = simulate(random_scenario(6, cell="lstm", shape="many_to_one"))
    f, o, s = (run.trace.signals[name][0] for name in "fos")
    dh = 2 * (run.trace.signals["y"][0, -1] - run.target[0, -1]) @ run.params.Wo.T
    size = dh * o[-1] * (1 - s[-1] ** 2)
    expected = [np.linalg.norm(size)]
    for gate in f[::-1]:
        size = size * gate
        expected.append(np.linalg.norm(size))
    np.testing.assert_allclose(carry(run), expected[::-1], rtol=1e-12)
    np.testing.assert_allclose(openness(run, run.cell.carry)[1:], f.mean(axis=1))


def test_the_carry_of_a_gru_is_the_product_of_its_z():
    run = simulate(random_scenario(7, cell="gru", layers=2, shape="many_to_one"))
    z, size = run.trace.signals["z2"][0], run.gradients.signals["h2"][0, -1]
    expected = [np.linalg.norm(size * np.prod(z[t:], axis=0)) for t in range(run.steps + 1)]
    np.testing.assert_allclose(carry(run), expected, rtol=1e-12)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_without_recurrent_weights_the_carry_path_is_the_whole_gradient(cell):
    run = simulate(random_scenario(9, cell=cell, shape="many_to_one"))
    flat = {name: 0 * array for name, array in run.params.items() if name.startswith("Wh")}
    run = simulate(run.scenario.but(weights=run.scenario.matrices | {name: np.atleast_2d(flat[name]) for name in flat}))
    state = {"gru": "h", "lstm": "c"}[cell]
    whole = np.linalg.norm(run.gradients.signals[state][0], axis=1)
    np.testing.assert_allclose(carry(run)[1:], whole, rtol=1e-12)


def test_a_simple_cell_has_no_carry_path():
    assert carry(simulate(Scenario())) is None


def test_the_carry_path_begins_at_the_last_counted_loss_and_ends_at_the_cut():
    scenario = Scenario(cell="lstm", inputs="1; 2; 3; 4; 5; 6")
    whole = carry(simulate(scenario))
    assert np.isfinite(whole).all()
    found = carry(simulate(scenario.but(block=4)))
    np.testing.assert_allclose(found[5:], whole[5:])
    assert np.isnan(found[:5]).all()
    once = carry(simulate(scenario.but(inputs="1", shape="one_to_many", targets="1; 2; 3", feedback="nothing")))
    assert np.isfinite(once).all()


@pytest.mark.parametrize("seed", range(20))
def test_the_sizes_are_those_of_the_gradient(seed):
    run = simulate(random_scenario(seed, **random_kind(seed))).example(0)
    for t in range(1, run.steps + 1):
        every = np.hstack([run.gradients.signals["h" + end][0, t - 1] for end in run.layer_ends])
        assert sizes_back(run)[t] == pytest.approx(np.linalg.norm(every), rel=1e-12)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_left_of_the_last_loss_is_its_row_of_the_itemised_gradient(seed):
    run = simulate(random_scenario(seed, cell=("elman", "gru", "lstm")[seed % 3], layers=1 + seed % 2)).example(0)
    rows = np.hstack([run.itemised(layer)[0, -1] for layer in range(run.scenario.layers)])
    sizes = np.linalg.norm(rows, axis=1)
    assert survival(run) == pytest.approx(sizes[0] / sizes[-1], rel=1e-9)
