"""What a figure draws is what the run computed, number by number."""

import numpy as np
import pytest
from test_every_figure import RUNS, draw, every_run

from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import FIGURES, style

CLASSES = [name for name, run in RUNS.items() if run.head.classes]
NUMBERS = [name for name in RUNS if name not in CLASSES]
FINITE = [name for name, run in RUNS.items() if run.overflow is None]

every_matrix_figure = pytest.mark.parametrize("figure", ["weights", "weight_gradients"])
finite_run = pytest.mark.parametrize("run", FINITE)


def columns(array, start=np.nan):
    """(T, K) → (K, T + 1), column 0 filled with ``start``."""
    return np.column_stack([np.broadcast_to(start, array.shape[1]), array.T])


def shown(array):
    """A number that is not finite is a gap."""
    return np.where(np.isfinite(array), array, np.nan)


def norm(rows):
    with np.errstate(all="ignore"):
        return np.linalg.norm(rows, axis=-1)


def read(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def assert_heatmap(figure, run, rows):
    drawn = draw(figure, run)
    np.testing.assert_array_equal(drawn.data[0].z, shown(rows))
    assert drawn.data[0].x is None  # then columns count from 0
    assert np.shape(drawn.data[0].z)[1] == RUNS[run].steps + 1
    np.testing.assert_array_equal(drawn.layout.meta["values"][: len(rows)], rows)


def assert_live(figure, run, name, expected):
    texts = draw(figure, run).layout.meta["live"][name]
    np.testing.assert_allclose([read(text) for text in texts[1:]], expected, rtol=5e-4, atol=5e-7)


@every_run
def test_inputs_are_x(run):
    assert_heatmap("inputs", run, columns(RUNS[run].trace.signals["x"][0]))


@every_run
def test_hidden_states_are_h_after_h0(run):
    trace = RUNS[run].trace
    assert_heatmap("hidden_states", run, columns(trace.signals["h"][0], trace.h0[0]))


@every_run
def test_hidden_gradients_are_dh_after_dh0(run):
    gradients = RUNS[run].gradients
    assert_heatmap("hidden_gradients", run, columns(gradients.signals["h"][0], gradients.h0[0]))


@every_run
def test_output_gradients_are_dy(run):
    assert_heatmap("output_gradients", run, columns(RUNS[run].gradients.signals["y"][0]))


@pytest.mark.parametrize("run", CLASSES)
def test_probabilities_are_p_and_reach_from_0_to_1(run):
    assert_heatmap("outputs", run, columns(RUNS[run].trace.signals["p"][0]))
    assert draw("outputs", run).data[0].zmax == 1.0


@pytest.mark.parametrize("run", CLASSES)
def test_a_ring_stands_round_the_right_class_of_every_step_that_counts(run):
    rings = [shape for shape in draw("outputs", run).layout.shapes if shape.type == "rect"]
    centres = [((ring.x0 + ring.x1) / 2, (ring.y0 + ring.y1) / 2) for ring in rings]
    right = enumerate(RUNS[run].target[0].argmax(axis=1), 1)
    np.testing.assert_allclose(centres, [(t, c) for t, c in right if RUNS[run].counted[t - 1]])
    assert all(ring.x1 - ring.x0 <= 1 and ring.y1 - ring.y0 <= 1 for ring in rings)


@pytest.mark.parametrize("run", NUMBERS)
def test_a_line_is_an_output_and_the_crosses_of_its_colour_its_targets(run):
    y, target, traces = RUNS[run].trace.signals["y"][0], RUNS[run].target[0], draw("outputs", run).data
    assert len(traces) == 2 * y.shape[1]
    for i, (line, crosses) in enumerate(zip(traces[::2], traces[1::2], strict=True)):
        np.testing.assert_array_equal(line.x, np.arange(1, len(y) + 1))
        np.testing.assert_array_equal(crosses.x, line.x)
        np.testing.assert_array_equal(line.y, y[:, i])
        np.testing.assert_array_equal(crosses.y, np.where(RUNS[run].counted, target[:, i], np.nan))
        assert (crosses.mode, crosses.marker.symbol) == ("markers", "x-thin")
        assert crosses.marker.line.color == line.line.color


@every_run
def test_a_bar_is_a_step_s_loss_and_grey_if_it_does_not_count(run):
    bars = draw("losses", run).data[0]
    np.testing.assert_array_equal(bars.x, np.arange(1, RUNS[run].steps + 1))
    np.testing.assert_array_equal(bars.y, RUNS[run].losses[0])
    grey = [colour == style.LOSS_UNCOUNTED for colour in bars.marker.color]
    np.testing.assert_array_equal(grey, RUNS[run].counted == 0)


@finite_run
def test_the_losses_so_far_sum_to_the_loss_in_view(run):
    total = np.cumsum(RUNS[run].losses[0] * RUNS[run].counted)
    assert_live("losses", run, "total", total)
    if len(RUNS[run].scenario.task.x) == 1:
        assert total[-1] == pytest.approx(RUNS[run].loss)


def test_a_loss_that_overflows_and_does_not_count_leaves_the_sum_alone():
    scenario = Scenario(inputs="1e200; 1", activation="identity", biases=False, hidden_size=1, shape="many_to_one")
    weights = {"Wx": [[1.0]], "Wh": [[0.0]], "Wo": [[1.0]]}
    run = simulate(scenario.but(targets="0", weights=weights))
    assert FIGURES["losses"](run).layout.meta["live"]["total"] == [None, "0.000000", "1.000000"]


@every_run
@every_matrix_figure
def test_every_matrix_is_drawn_whole(figure, run):
    params = RUNS[run].params if figure == "weights" else RUNS[run].gradients.params
    drawn, prefix = draw(figure, run), "" if figure == "weights" else "d"
    assert [trace.name for trace in drawn.data] == [prefix + name for name, _array in params.items()]
    for (_name, array), trace in zip(params.items(), drawn.data, strict=True):
        np.testing.assert_array_equal(trace.z, shown(np.atleast_2d(array)))
        np.testing.assert_array_equal(trace.customdata[0], np.arange(1, trace.z.shape[1] + 1))
        np.testing.assert_array_equal(trace.y, np.arange(1, trace.z.shape[0] + 1))


@every_run
@every_matrix_figure
def test_every_matrix_stands_apart_over_its_name_and_shape(figure, run):
    drawn = draw(figure, run)
    axis = drawn.layout.xaxis
    np.testing.assert_allclose(axis.tickvals, [trace.x.mean() for trace in drawn.data])
    assert list(axis.ticktext) == ["<b>{}</b><br>{}×{}".format(trace.name, *trace.z.shape) for trace in drawn.data]
    places = np.concatenate([trace.x for trace in drawn.data])
    assert (np.diff(places) >= 1).all()
    assert axis.range == pytest.approx((places[0] - 0.5, places[-1] + 0.5))
    assert drawn.layout.yaxis.range == (max(trace.z.shape[0] for trace in drawn.data) + 0.5, 0.5)


@every_run
def test_the_size_of_the_gradient_is_its_norm_and_a_gap_where_a_log_has_none(run):
    gradients = RUNS[run].gradients
    size = norm(np.vstack([gradients.h0[0], gradients.signals["h"][0]]))
    np.testing.assert_allclose(
        draw("gradient_size", run).data[0].y, np.where(size > 0, shown(size), np.nan), rtol=1e-14
    )


@finite_run
def test_live_numbers_are_the_run_s(run):
    trace, back = RUNS[run].trace, RUNS[run].gradients.signals
    assert_live("hidden_states", run, "change", norm(np.diff(columns(trace.signals["h"][0], trace.h0[0]).T, axis=0)))
    assert_live("hidden_gradients", run, "own", norm(back["h_from_output"][0]))
    assert_live("hidden_gradients", run, "future", norm(back["h_from_future"][0]))
    assert_live("output_gradients", run, "size", norm(back["y"][0]))


@finite_run
def test_the_output_is_judged_where_it_counts(run):
    drawn, run = draw("outputs", run), RUNS[run]
    off = np.abs(run.trace.signals[run.head.judged] - run.target)[0].max(axis=1)
    right = (run.trace.signals.get("p", run.target) * run.target)[0].sum(axis=1)
    told = {True: ("the right class has p = ", right), False: ("the output is off by ", off)}
    words, numbers = told[run.head.classes]
    for said, number, counts in zip(drawn.layout.meta["live"]["said"][1:], numbers, run.counted, strict=True):
        if counts:
            assert read(said.removeprefix(words)) == pytest.approx(number, rel=5e-4, abs=5e-7)
        else:
            assert said == "this step's output does not count"


def test_only_the_last_of_many_outputs_is_judged():
    said = draw("outputs", "only the last loss").layout.meta["live"]["said"]
    assert [text and "not count" in text for text in said] == [None, True, True, True, True, False]


@pytest.mark.parametrize(("cell", "told"), [("concat", True), ("elman", False), ("gru", False)])
def test_it_is_told_where_an_output_reads_the_state_before(cell, told):
    run = simulate(Scenario(inputs="1; 2; 3", cell=cell))
    for figure in ("network", "outputs"):
        assert ("reads the state before" in FIGURES[figure](run).layout.meta["how"]) == told


def test_long_words_are_cut_at_their_end_and_stay_apart():
    words = "internationally international inter"
    run = simulate(Scenario(encoding="words", head="softmax", inputs=words, targets=""))
    for figure in ("inputs", "outputs", "output_gradients"):
        drawn = FIGURES[figure](run)
        assert list(drawn.data[0].y) == ["inter", "internat…", "interna…2"]
        assert sum("internationally" in label for label in drawn.layout.meta["labels"]) >= 1


def heads(figure):
    """The sizes that colour the arrow heads, by symbol, column and row."""
    trace = figure.data[2]
    places = zip(trace.marker.symbol, trace.x.round(2), trace.y.round(2), strict=True)
    return dict(zip(places, trace.marker.color, strict=True))


def expected_heads(*kinds):
    """The same from (symbol, column relative to the step, row, sizes, steps from 0 without an arrow)."""
    return {
        (symbol, round(t + 1 + column, 2), row): size
        for symbol, column, row, sizes, without in kinds
        for t, size in enumerate(sizes)
        if t not in without
    }


@finite_run
def test_an_arrow_forward_is_coloured_by_what_flows(run):
    drawn, run = draw("network", run), RUNS[run]
    signals, params, unjudged = run.trace.signals, run.params, np.flatnonzero(run.counted == 0)
    expected = expected_heads(
        ("triangle-up", 0, 0.58, norm(signals["x"][0] @ params.Wx), []),
        ("triangle-up", 0, 1.58, norm(signals["h"][0] @ params.Wo), unjudged),
        ("triangle-up", 0, 2.58, run.losses[0], unjudged),
        ("triangle-right", -0.42, 1, norm(run.trace.h_before[0] @ params.Wh), run.blocks.resets[1:]),
    )
    assert heads(drawn) == pytest.approx(expected)


@finite_run
def test_an_arrow_back_is_coloured_by_the_gradient_that_flows(run):
    drawn, run = draw("network_back", run), RUNS[run]
    signals, unjudged = run.gradients.signals, np.flatnonzero(run.counted == 0)
    expected = expected_heads(
        ("triangle-down", 0, 2.42, norm(signals["y"][0]), unjudged),
        ("triangle-down", 0, 1.42, norm(signals["h_from_output"][0]), unjudged),
        ("triangle-down", 0, 0.42, norm(signals["x"][0]), []),
        ("triangle-left", -0.58, 1, norm(signals["a"][0] @ run.params.Wh.T), run.blocks.starts[1:]),
    )
    assert heads(drawn) == pytest.approx(expected)


def test_what_the_output_reads_of_the_input_goes_round_h_and_comes_back_round_it():
    run = simulate(Scenario(inputs="1 2; 0 1; 3 1; 1 0", targets="1; 0; 1; 0", cell="concat", hidden_size=3))
    Wo, dy, signals = run.params.Wo, run.gradients.signals["y"][0], run.gradients.signals
    expected = expected_heads(
        ("triangle-up", 0.15, 1.58, norm(run.trace.layers[0]["x"][:, 0] @ Wo[:2]), []),
        ("triangle-right", -0.42, 1.58, norm(run.trace.h_before[0] @ Wo[2:]), []),
    )
    found = heads(FIGURES["network"](run))
    assert expected == {place: pytest.approx(found[place]) for place in expected}
    expected = expected_heads(
        ("triangle-down", 0.15, 0.42, norm(dy @ Wo[:2].T), []),
        ("triangle-down", 0, 0.42, norm(signals["x"][0] - dy @ Wo[:2].T), []),
        ("triangle-left", 0.42, 1.42, norm(signals["h_from_output"][0]), [3]),
    )
    found = heads(FIGURES["network_back"](run))
    assert expected == {place: pytest.approx(found[place]) for place in expected}


@pytest.mark.parametrize("cell", ["elman", "concat"])
def test_no_arrow_and_no_disc_tells_of_an_answer_that_is_not_judged(cell):
    run = simulate(Scenario(inputs="1; 2; 3; 4", targets="1", shape="many_to_one", cell=cell))
    for figure in ("network", "network_back"):
        drawn = FIGURES[figure](run)
        discs = [(x, y) for x, y in zip(drawn.data[1].x, drawn.data[1].y, strict=True) if y > 1]
        assert discs == [(4, 2), (4, 3)]
        assert {round(x) for (_symbol, x, y) in heads(drawn) if y > 2} == {4}
        assert all(3 < x < 4.5 for (_symbol, x, y) in heads(drawn) if 1 < y < 2)


@pytest.mark.parametrize(
    ("figure", "names"),
    [("network", ["x", "h"]), ("network_back", ["h", "before"]), ("hidden_states", ["change"])],
)
def test_what_overflowed_is_not_said_to_be_zero(figure, names):
    live = draw(figure, "overflow").layout.meta["live"]
    for name in names:
        assert read(live[name][3]) != 0, name


def test_an_overflowing_weight_gradient_is_not_said_to_be_zero():
    assert "0.000000" not in draw("weight_gradients", "overflow").layout.meta["notice"]
