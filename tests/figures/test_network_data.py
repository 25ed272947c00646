"""The unrolled network's numbers are the run's, for every cell, head, shape of sequence and cut."""

import numpy as np
import pytest
from test_every_figure import RUNS_OF_ALL

from rnnviz import Scenario, simulate
from rnnviz.core.equation import PLACE
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.params import numbered
from rnnviz.core.nn.shapes import network_weights
from rnnviz.figures.unrolled import unrolled
from rnnviz.figures.unrolled.edges import origin
from rnnviz.figures.unrolled.focus import MOST

SEQUENCE = np.random.default_rng(3).normal(size=(5, 3))
DEEP = {"inputs": SEQUENCE, "hidden_size": 4, "layers": 2, "head": "linear_half", "biases": True}
RUNS = {f"{name}, two layers": simulate(Scenario(cell=name, block=2, **DEEP)) for name in CELLS} | RUNS_OF_ALL
RUNS |= {
    "after the input": simulate(Scenario(inputs="1; 2", targets="1; 0; 2", shape="after_input", feedback="free")),
    "its own words": simulate(
        Scenario(encoding="characters", inputs="a", targets="bca", shape="one_to_many", head="softmax")
    ),
}
every_run = pytest.mark.parametrize("name", RUNS)
finite_run = pytest.mark.parametrize("name", [name for name, run in RUNS.items() if not run.overflow])


@every_run
def test_levels_hold_the_signals_and_gradients_of_the_example_in_view(name):
    run = RUNS[name]
    for level in unrolled(run).levels:
        assert np.array_equal(level.values, run.trace.signals[level.name][0], equal_nan=True)
        gradient = run.gradients.signals[level.gradient_name[1:]][0]
        assert np.array_equal(level.gradient, gradient, equal_nan=True)
        assert len(level.units) in (0, level.size)
        assert (level.start is None) == (not level.name.startswith("h"))


def summed_flows(run):
    """Σ weight × value of every unit by the weight's layer, from 0, and what it adds to; the biases too."""
    added = network_weights(run.cell, run.scenario.layers)
    found = {}
    for part in (part for edge in unrolled(run).edges for part in edge.parts):
        starts, ends = (np.tile(np.arange(size), (run.steps, 1)) for size in part.matrix.shape)
        layer, weight = added[part.weight]
        key = layer, weight.adds_to
        found[key] = found.get(key, 0.0) + part.flow(starts, ends).sum(axis=1)
    for name, (layer, weight) in added.items():
        if weight.is_bias and getattr(run.params, name) is not None:
            found[layer, weight.adds_to] = found[layer, weight.adds_to] + getattr(run.params, name)
    return found


def made_by_weights_alone(cell, sum_):
    """Whether nothing else is added, as r ⊙ hn is to the GRU's an."""
    names = [name for equation in cell.equations if equation.name == sum_ for name in PLACE.findall(equation.template)]
    read = {name for weight in cell.weights.values() if weight.adds_to == sum_ for name in weight.reads}
    return all(name in cell.weights or name in read for name in names)


@finite_run
def test_what_flows_along_all_edges_sums_with_the_biases_to_what_it_is_added_to(name):
    run = RUNS[name]
    found = {key: flow for key, flow in summed_flows(run).items() if made_by_weights_alone(run.cell, key[1])}
    assert len(found) > run.scenario.layers
    for (layer, sum_), flow in found.items():
        signal = "y" if sum_ == "y" else next(iter(numbered({sum_: 0}, layer)))
        assert np.allclose(flow, run.trace.signals[signal][0]), signal


@every_run
def test_a_bundle_flows_as_its_largest_part(name):
    run = RUNS[name]
    picture = unrolled(run)
    for edge in picture.edges:
        starts, ends = (picture.focus[level].units for level in (edge.start, edge.end))
        flow = edge.flow(starts, ends)
        assert flow.shape == (run.steps, starts.shape[1], ends.shape[1])
        parts = np.abs([part.flow(starts, ends) for part in edge.parts])
        assert np.array_equal(np.abs(flow), parts.max(axis=0), equal_nan=True)


@finite_run
def test_both_addends_sum_to_the_gradient_and_a_cut_tells_what_it_drops(name):
    run = RUNS[name]
    picture = unrolled(run)
    for fork in picture.forks:
        level = next(level for level in picture.levels if level.name == fork.state)
        assert np.allclose(fork.above + fork.future, level.gradient)
        cut = [] if not run.blocks.carried else [step - 1 for step in picture.cuts]
        assert np.flatnonzero(np.isfinite(fork.dropped).all(axis=1)).tolist() == cut
        for step in cut:
            assert (fork.future[step] == 0).all()
            assert np.array_equal(fork.dropped[step], run.gradients.cut[step + 1][fork.state][0])


@every_run
def test_at_most_eight_units_are_in_focus_and_they_carry_the_most(name):
    picture = unrolled(RUNS[name])
    for level in picture.levels:
        seen = picture.focus[level.name]
        assert seen.units.shape[1] <= min(MOST, level.size)
        assert all(len(set(row)) == len(row) for row in seen.units.tolist())
        assert 0 <= seen.share <= 1 + 1e-12
        assert seen.varies or (seen.units == seen.units[0]).all()


def test_what_is_read_at_a_step_is_always_in_focus():
    run = RUNS["rhyme"]
    picture = unrolled(run)
    assert (run.trace.given[:, 0].argmax(axis=1) == picture.focus["x"].units[:, 0]).all()
    assert all(right in row for right, row in zip(picture.classes, picture.focus["p"].units, strict=True))
    assert [sentence[0] for sentence in picture.summed_up] == ["h", "p"]


@pytest.mark.parametrize(
    ("cell", "read", "start"),
    [
        ("elman", "x", ("x", 0)),
        ("gru_2014", "k", ("h", 1)),
        ("peephole_lstm", "c_before", ("h", 1)),
        ("peephole_lstm", "c", ("h", 0)),
        ("concat", "h_before", ("h", 1)),
    ],
)
def test_an_edge_starts_at_the_state_that_its_signal_is_made_of(cell, read, start):
    assert origin(CELLS[cell](ACTIVATIONS["tanh"]), read) == start


def test_steps_that_are_fed_are_told():
    assert unrolled(RUNS["after the input"]).fed == ["", "", "free", "free"]
    assert unrolled(RUNS["four"]).fed == [""] * 4
    assert unrolled(RUNS["stateless"]).resets == unrolled(RUNS["stateless"]).cuts == [2]
    assert unrolled(RUNS["stateful"]).resets == []
