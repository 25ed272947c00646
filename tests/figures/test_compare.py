"""A, B and B − A: the same colours, the same columns, and the differences of the two runs' own numbers."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from test_every_figure import KEYS, RUNS_OF_ALL, not_json

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.figures.compare import comparable, compare

FOUR = PRESETS["four"].scenario
A, B = simulate(FOUR.but(activation="tanh")), simulate(FOUR)


@pytest.mark.parametrize("name", RUNS_OF_ALL)
def test_any_run_can_be_compared_with_another_of_its_kind(name):
    run = RUNS_OF_ALL[name]
    with np.errstate(all="ignore"):
        figures = compare(simulate(run.scenario.but(seed=9)).example(run.shown), run)
    for drawn in figures.values():
        go.Figure(drawn.to_dict())
        said = json.loads(drawn.to_json(), parse_constant=not_json)["layout"]["meta"]
        assert said.keys() == KEYS
        assert all(said[word].strip() for word in ("title", "how", "notice"))


@pytest.mark.parametrize("kind", ["hidden", "outputs", "gradients"])
def test_the_difference_is_b_less_a_in_the_same_colours(kind):
    a, b, difference = (compare(A, B)[f"{kind}_{name}"].data[0] for name in ("a", "b", "difference"))
    np.testing.assert_array_equal(np.array(difference.z, dtype=float), np.array(b.z, dtype=float) - a.z)
    assert a.zmax == b.zmax == difference.zmax == -a.zmin
    assert str(a.colorscale) == str(b.colorscale) == str(difference.colorscale)


def test_the_states_mirror_their_gradients():
    metas = {name: figure.layout.meta for name, figure in compare(A, B).items()}
    mirrors = {name: meta["mirror"] for name, meta in metas.items() if meta["mirror"]}
    assert mirrors == {f"hidden_{which}": f"gradients_{which}" for which in ("a", "b", "difference")}
    assert all(metas[mirror]["direction"] == "backward" for mirror in mirrors.values())


def test_both_runs_own_numbers_are_drawn():
    figures = compare(A, B)
    np.testing.assert_array_equal(figures["hidden_a"].data[0].z[:, 1:], A.trace.signals["h"][0].T)
    np.testing.assert_array_equal(figures["gradients_b"].data[0].z[:, 1:], B.gradients.signals["h"][0].T)
    np.testing.assert_array_equal([line.y for line in figures["losses"].data[:2]], [A.losses[0], B.losses[0]])


def test_a_run_agrees_with_itself():
    assert not np.nan_to_num(compare(A, A)["hidden_difference"].data[0].z.astype(float)).any()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"inputs": "1 2"}, "steps"),
        ({"hidden_size": 3}, "states of 3"),
        ({"layers": 2}, "2×2"),
        ({"targets": "1 2"}, "outputs"),
    ],
)
def test_runs_of_other_sizes_have_no_difference(change, said):
    assert said in comparable(simulate(FOUR.but(weights="", **change)), B)


def test_other_cells_of_the_same_size_have_one():
    assert comparable(simulate(Scenario(cell="gru")), simulate(Scenario(cell="lstm"))) == ""
