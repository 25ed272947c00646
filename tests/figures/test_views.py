"""Every figure of every view of the page, at every look: valid, complete, in line, and with the numbers it names."""

import json
from functools import cache
from itertools import cycle, islice
from string import Formatter

import numpy as np
import plotly.graph_objects as go
import pytest
from test_every_figure import KEYS, RUNS_OF_ALL, not_json
from through import through

from rnnviz import Scenario, simulate
from rnnviz.core.gradient.truncation import uncut
from rnnviz.core.gradient.weight_contributions import contributions
from rnnviz.figures import READING, VIEWS, Look

LOOKS = {
    "sizes": Look(),
    "second unit": Look(2),
    "bars": Look(bars=True),
    "bars of a unit": Look(1, 3, "Wo", bars=True),
}
NAMES = [(view, name) for view, figures in VIEWS.items() if view != "step" for name in figures]
CUT = simulate(Scenario(inputs="1; -1; 2; 0.5; 1; -2; 1", block=3, hidden_size=2))


def places(view, figure):
    """All the runs, each at the next of the looks; every figure begins with another."""
    return zip(RUNS_OF_ALL, islice(cycle(LOOKS), NAMES.index((view, figure)), None), strict=False)


def every_picture(test):
    """Have a test run for every figure, and go through all its places: a run and a look."""
    return pytest.mark.parametrize(("view", "figure"), NAMES)(through("place", places)(test))


@cache
def draw(view, figure, run, look):
    run = RUNS_OF_ALL[run]
    return VIEWS[view][figure](run, LOOKS[look].within(run.scenario))


@pytest.mark.parametrize("view", VIEWS)
def test_a_mirror_is_the_backward_picture_of_the_same_view(view):
    run = simulate(Scenario(cell="lstm", inputs="1; -1; 2"))
    drawn = {name: figure(run, Look()) for name, figure in VIEWS[view].items()}
    metas = {name: figure.layout.meta for name, figure in drawn.items() if figure}
    mirrors = {name: meta["mirror"] for name, meta in metas.items() if meta["mirror"]}
    assert set(mirrors.values()) <= VIEWS["step"].keys()
    assert set(mirrors.values()) & metas.keys()
    for name, mirror in mirrors.items():
        assert metas[name]["direction"] == "forward"
        assert mirror not in metas or metas[mirror]["direction"] == "backward"


@every_picture
def test_it_is_complete_and_a_browser_can_read_it(view, figure, place):
    (run, _look), drawn = place, draw(view, figure, *place)
    if drawn is None:
        return
    go.Figure(drawn.to_dict())
    said = json.loads(drawn.to_json(), parse_constant=not_json)["layout"]["meta"]
    assert said.keys() == KEYS
    assert all(said[name].strip() for name in ("title", "how", "notice"))
    named = {name for _text, name, _spec, _conversion in Formatter().parse(said["notice"]) if name}
    assert said["live"].keys() == named
    for texts in said["live"].values():
        assert len(texts) == RUNS_OF_ALL[run].steps + 1
        assert texts[0] is None
        assert all(texts[1:])


@every_picture
def test_it_stands_in_line_and_reads_out_every_column(view, figure, place):
    (run, _look), drawn = place, draw(view, figure, *place)
    if drawn is None:
        return
    layout, steps = drawn.layout, RUNS_OF_ALL[run].steps
    assert layout.meta["direction"] in ("forward", "backward")
    assert layout.xaxis.range == (-0.5, steps + 0.5)
    assert (layout.margin.l, layout.margin.r, layout.margin.t) == (52, 74, 6)
    assert layout.meta["values"].shape == (len(layout.meta["labels"]), steps + 1)
    assert len(set(layout.meta["labels"])) == len(layout.meta["labels"])


def test_the_columns_of_a_unit_sum_to_the_gradient_on_the_stage():
    run = RUNS_OF_ALL["four"]
    part, total = READING["parts"](run, Look(2).within(run.scenario)), READING["hidden_gradients"](run, Look())
    rows = np.nan_to_num(np.array(part.data[0].z, dtype=float)[:, 1:])
    np.testing.assert_allclose(rows.sum(axis=0), total.data[0].z[1, 1:], rtol=1e-12)
    np.testing.assert_array_equal(part.layout.meta["values"][-1, 1:], total.layout.meta["values"][1, 1:])


def test_no_cell_stands_where_no_loss_reaches():
    part = READING["parts"](RUNS_OF_ALL["four"], Look(1))
    assert np.isnan(part.data[0].z[:, 1:][np.triu_indices(4, 1)]).all()
    assert list(part.data[0].meta["losses"]) == [1, 2, 3, 4]


def test_only_losses_that_count_have_a_row():
    part = READING["parts"](RUNS_OF_ALL["classifier"], Look())
    assert list(part.data[0].y) == ["L<sub>4</sub>"]


@pytest.mark.parametrize("unit", [0, 1])
def test_the_bars_of_a_state_end_at_its_parts(unit):
    run = RUNS_OF_ALL["four"]
    bars, total = READING["parts"](run, Look(unit, bars=True)).data
    sums = [bars.y[bars.x == t].sum() for t in range(1, 5)]
    own = run.gradients.signals["h"][0]
    if unit:
        np.testing.assert_allclose(sums, own[:, 0], rtol=1e-12)
        np.testing.assert_allclose(total.y, sums, rtol=1e-12)
    else:
        assert (np.array(sums) >= total.y - 1e-15).all()


def test_a_map_of_too_many_parts_is_not_drawn():
    run = simulate(Scenario(inputs=np.ones((120, 1)), hidden_size=100))
    assert READING["parts"](run, Look()) is None


def test_the_small_matrices_are_the_contributions_and_their_sums():
    look = Look(matrix="Wx")
    parts = contributions(CUT, "Wx")
    steps, sums = (READING[name](CUT, look).data[0].z for name in ("weight_steps", "weight_sum"))
    np.testing.assert_array_equal(steps[:, 3:5], parts[1])
    np.testing.assert_allclose(sums[:, :2], CUT.gradients.params.Wx, rtol=1e-12)
    assert np.isnan(steps[:, 2]).all()
    shares = READING["weight_bars"](CUT, look).data[0].y
    assert sum(shares) == pytest.approx(100)


def test_full_and_truncated_meet_at_what_is_missing():
    full, kept, missing = (np.array(line.y) for line in READING["truncation"](CUT, Look(1)).data)
    np.testing.assert_allclose(full, uncut(CUT).signals["h"][0][:, 0])
    np.testing.assert_array_equal(kept, CUT.gradients.signals["h"][0][:, 0])
    np.testing.assert_allclose(missing, full - kept, atol=1e-16)
    read = dict(
        zip(*(READING["truncation"](CUT, Look(1)).layout.meta[key] for key in ("labels", "values")), strict=True)
    )
    np.testing.assert_array_equal(np.flatnonzero(np.isfinite(read["dropped here"])), [3, 6])
    assert read["dropped here"][6] == CUT.gradients.dropped[6][0, 0]


def test_scissors_stand_at_the_cuts_and_nowhere_else():
    def marks(scenario):
        texts = [trace for trace in READING["network_back"](simulate(scenario), Look()).data if trace.mode == "text"]
        return [] if not texts else list(texts[0].x)

    assert marks(CUT.scenario) == [3.5, 6.5]
    assert marks(CUT.scenario.but(block=0)) == []
    assert marks(CUT.scenario.but(block_state="reset")) == []
