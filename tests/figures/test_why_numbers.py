"""The pictures of why a gradient vanishes, as numbers."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from test_every_figure import RUNS_OF_ALL, cuts, not_json

from rnnviz.core.gradient.cell_race import race
from rnnviz.core.gradient.flow import flow
from rnnviz.core.gradient.spectrum import recurrent
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import writing
from rnnviz.figures.why import WHY
from rnnviz.figures.why.unit_circle import unit_circle

FOUR = RUNS_OF_ALL["four"]
CIRCLES = [(run, name) for run in RUNS_OF_ALL for name in recurrent(RUNS_OF_ALL[run].scenario, RUNS_OF_ALL[run].params)]


def shown(figure):
    """The curves by their names, without the line at 1."""
    curves = [trace for trace in figure.data if trace.hoverinfo != "skip"]
    return dict(zip(figure.layout.meta["labels"], curves, strict=True))


def called(cell):
    return {"elman": "Elman", "gru": "GRU", "lstm": "LSTM"}[cell]


def test_the_registry_holds_the_states_and_their_gradients_for_orientation():
    assert list(WHY)[:2] == ["hidden_states", "hidden_gradients"]
    assert all(name == figure.__name__ for name, figure in WHY.items())


def test_factors_bounds_and_truth_are_drawn_as_measured():
    found = flow(FOUR)
    np.testing.assert_array_equal(shown(WHY["jacobian_size"](FOUR))["factor"].y, found.factors)
    curves = shown(WHY["bound_and_truth"](FOUR))
    for name, sizes in {"truth": found.truth, "bound": found.bound, "tight": found.tight, "ρⁿ": found.decay}.items():
        np.testing.assert_array_equal(curves[name].y, sizes)


@pytest.mark.parametrize("name", ["jacobian_size", "bound_and_truth", "race", "race_carry"])
@pytest.mark.parametrize("run", RUNS_OF_ALL)
def test_every_curve_lies_within_its_axis_and_is_named_beside_it(name, run):
    figure = WHY[name](RUNS_OF_ALL[run])
    low, high = figure.layout.yaxis.range
    curves = shown(figure)
    for curve in curves.values():
        logs = np.log10(np.array(curve.y, dtype=float))
        assert (np.isnan(logs) | ((logs > low) & (logs < high))).all()
    assert figure.layout.yaxis.type == "log"
    assert len(figure.layout.annotations) == len(curves)
    assert len({(curve.line.color, curve.line.dash) for curve in curves.values()}) == len(curves)


def test_the_lines_break_where_a_cut_lets_nothing_through():
    run = RUNS_OF_ALL["lstm"]  # four steps, in blocks of two
    for name in ("bound_and_truth", "race"):
        for curve in shown(WHY[name](run)).values():
            np.testing.assert_array_equal(curve.x, [0, 1, 2, 2.5, 3, 4])
            assert np.isnan(curve.y).tolist() == [False, False, False, True, False, False]


def test_the_race_is_measured_within_the_last_block():
    run = RUNS_OF_ALL["lstm"]
    assert "Of loss 4 alone, most is left at step 3 in" in WHY["race"](run).layout.meta["notice"]
    once = simulate(run.scenario.but(block=1))
    assert "no way back" in WHY["race"](once).layout.meta["notice"]


def test_a_gated_cell_has_the_truth_alone():
    assert list(shown(WHY["bound_and_truth"](RUNS_OF_ALL["lstm"]))) == ["truth"]
    assert "No simple bound" in WHY["bound_and_truth"](RUNS_OF_ALL["lstm"]).layout.meta["how"]


@pytest.mark.parametrize(("run", "signal"), [("lstm", "f"), ("two layers of gru", "z")])
def test_a_gated_cell_shows_what_carries_it_in_place_of_slopes(run, signal):
    run = RUNS_OF_ALL[run]
    heat = WHY["slopes"](run).data[0]
    rows = np.vstack([run.trace.signals[signal + end][0].T for end in run.layer_ends])
    np.testing.assert_array_equal(heat.z[:, 1:], rows)
    assert (heat.zmin, heat.zmax) == (0, 1)


def test_slopes_go_from_0_to_the_steepest():
    heat = WHY["slopes"](FOUR).data[0]
    h = FOUR.trace.signals["h"][0].T
    np.testing.assert_allclose(heat.z[:, 1:], h * (1 - h), rtol=1e-12)
    assert (heat.zmin, heat.zmax) == (0, 0.25)
    assert WHY["slopes"](RUNS_OF_ALL["concatenating"]) is None


def test_the_race_draws_the_runs_of_the_race_and_says_who_brings_most():
    figure, runs = WHY["race"](FOUR), race(FOUR.scenario)
    sizes = {cell: np.linalg.norm(run.gradients.signals["h"][0], axis=1) for cell, run in runs.items()}
    for name, curve in shown(figure).items():
        np.testing.assert_allclose(curve.y[1:], sizes[name.lower()], rtol=1e-12)
    rows = {cell: np.linalg.norm(run.itemised()[0, -1], axis=1) for cell, run in runs.items()}
    ratios = {cell: row[0] / row[-1] for cell, row in rows.items()}
    best = max(ratios, key=lambda cell: ratios[cell])
    assert f"in {called(best)}: ×{writing.short(ratios[best])}." in figure.layout.meta["notice"]


def test_the_race_shows_the_example_in_view():
    run = simulate(Scenario(inputs="1; 2; 3 | -1; 2; 0.5", cell="gru"))
    for n in (0, 1):
        drawn = shown(WHY["race"](run.example(n)))["LSTM"].y
        expected = race(run.scenario)["lstm"].gradients.signals["h"][n]
        np.testing.assert_allclose(drawn[1:], np.linalg.norm(expected, axis=1), rtol=1e-12)


def test_the_carry_path_is_labelled_as_such_and_tells_how_open_the_gates_are():
    figure = WHY["race_carry"](RUNS_OF_ALL["lstm"])
    said = figure.layout.meta
    assert "not the gradient" in said["title"]
    forget = RUNS_OF_ALL["lstm"].trace.signals["f"][0].mean(axis=1)
    assert said["live"]["lstm_gate"] == [None, *map(writing.number, forget)]
    assert list(shown(figure)) == ["GRU: dL ∏(z)", "LSTM: dL ∏(f)"]


def test_what_is_too_large_is_not_drawn():
    run = simulate(Scenario(cell="lstm", layers=3, hidden_size=64, inputs="1; 2; 3"))
    assert [name for name, figure in WHY.items() if figure(run) is None] == ["jacobian_size", "bound_and_truth"]


@pytest.mark.parametrize("name", ["slopes", "jacobian_size", "bound_and_truth", "race", "race_carry"])
def test_a_cut_is_drawn_over_each(name):
    assert cuts(name, Scenario(inputs="1; 2; 3; 4; 5", block=2)) == [2.5, 4.5]


@pytest.mark.parametrize(("run", "name"), CIRCLES)
def test_eigenvalues_and_singular_values_are_where_they_are(run, name):
    matrix = recurrent(RUNS_OF_ALL[run].scenario, RUNS_OF_ALL[run].params)[name]
    with np.errstate(all="ignore"):
        figure = unit_circle(RUNS_OF_ALL[run], name)
    go.Figure(figure.to_dict())
    json.loads(figure.to_json(), parse_constant=not_json)
    circle, points, bars = figure.data
    np.testing.assert_allclose(np.hypot(circle.x, circle.y), 1.0)
    found, expected = np.array(points.x) + 1j * np.array(points.y), np.linalg.eigvals(matrix)
    np.testing.assert_allclose(np.sort(np.abs(found)), np.sort(np.abs(expected)), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(bars.y, np.linalg.svd(matrix, compute_uv=False), rtol=1e-9, atol=1e-12)
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.xaxis.range == figure.layout.yaxis.range
    said = figure.layout.meta
    assert name in said["title"]
    assert writing.number(np.abs(expected).max()) in said["notice"] or np.abs(expected).max() < 1e-6
    assert said["how"].strip()
