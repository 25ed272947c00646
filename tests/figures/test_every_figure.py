"""Every registered figure, of every kind of run: valid, complete, and in line with the others."""

import json
from functools import cache
from itertools import pairwise, product
from string import Formatter

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
import pytest
from through import through

from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import FIGURES, style
from rnnviz.figures.why import WHY

EVERY = FIGURES | WHY
SEQUENCE = np.random.default_rng(0).normal(size=(100, 3))
ONE_UNIT = Scenario(inputs="1; 1; 1; 1; 1", activation="identity", biases=False, hidden_size=1)
HUGE = {"Wx": [[1e200]], "Wh": [[1e200]]}
PRESET_RUNS = {name: simulate(preset.scenario) for name, preset in PRESETS.items()}
RUNS = {name: run for name, run in PRESET_RUNS.items() if run.scenario.cell == "elman"} | {
    "one step of one number": simulate(Scenario(inputs="3", hidden_size=1)),
    "long and wide": simulate(Scenario(inputs=SEQUENCE, hidden_size=30, head="linear_half", h0=[[[0.5] * 30]])),
    "second of three": simulate(Scenario(inputs=SEQUENCE[:12].reshape(3, 4, 3), targets="1 -1", block=3)).example(1),
    "only the last loss": simulate(Scenario(inputs=SEQUENCE[:5], shape="many_to_one", block=2, block_state="reset")),
    "text": simulate(Scenario(encoding="characters", inputs='<b>&$%{x}"_', targets="", head="softmax")),
    "overflow": simulate(ONE_UNIT.but(weights=HUGE | {"Wo": [[1.0]]})),
    "overflow of softmax": simulate(
        ONE_UNIT.but(head="softmax", targets="1", weights=HUGE | {"Wo": [[1.0, -1.0]]}, block=2, block_state="reset")
    ),
    "no gradient": simulate(ONE_UNIT.but(weights={"Wo": [[0.0]]}, targets="0")),
}
GATES = ("gates", "gate_gradients")  # of cells that have some
SOMETIMES = (*GATES, "examples", "slopes")
TIME = [name for name in EVERY if name not in ("weights", "weight_gradients", *SOMETIMES)]
KEYS = {"direction", "mirror", "title", "how", "notice", "live", "labels", "gap", "legend", "values"}

CELL_RUNS = {name: run for name, run in PRESET_RUNS.items() if run.scenario.cell != "elman"} | {
    "lstm": simulate(Scenario(cell="lstm", inputs=SEQUENCE[:4], block=2)),
    "two layers of gru": simulate(Scenario(cell="gru", layers=2, inputs=SEQUENCE[:4])),
    "three layers": simulate(Scenario(layers=3, inputs=SEQUENCE[:4], block=2, block_state="reset")),
    "concatenating": simulate(Scenario(cell="concat", inputs=SEQUENCE[:4])),
}
RUNS_OF_ALL = RUNS | CELL_RUNS
ALWAYS = [name for name in EVERY if name not in SOMETIMES]
SIDE_BY_SIDE = ("batch", "cars", "review", "second of three")
PICTURES = [
    *product(ALWAYS, RUNS_OF_ALL),
    *product(GATES, ("lstm", "two layers of gru", "adding")),
    *product(["examples"], SIDE_BY_SIDE),
    *product(["slopes"], [name for name, run in RUNS_OF_ALL.items() if run.scenario.cell != "concat"]),
]


def pictures(names):
    """Have a test run for every figure of ``names``, and go through all the runs of which it is a picture."""
    runs = {name: [run for figure, run in PICTURES if figure == name] for name in names}

    def decorate(test):
        return pytest.mark.parametrize("figure", runs)(through("run", runs_of)(test))

    def runs_of(figure, **_others):
        return runs[figure]

    return decorate


every_picture = pictures(EVERY)
every_time_picture = pictures((*TIME, *SOMETIMES))
every_figure = pytest.mark.parametrize("figure", ALWAYS)
every_time_figure = pytest.mark.parametrize("figure", TIME)
every_run = pytest.mark.parametrize("run", RUNS)


@cache
def draw(figure, run):
    with np.errstate(all="ignore"):
        return EVERY[figure](RUNS_OF_ALL[run])


def meta(figure, run):
    return draw(figure, run).layout.meta


def not_json(literal):
    pytest.fail(f"{literal} is no JSON")


@every_picture
def test_plotly_finds_every_figure_valid(figure, run):
    go.Figure(draw(figure, run).to_dict())


def test_plotly_would_find_an_invalid_figure():
    wrong = style.figure([dict(type="scatter", colour="red")])
    with pytest.raises(ValueError, match="colour"):
        go.Figure(wrong.to_dict())


@pytest.mark.parametrize("run", [name for name, run in RUNS.items() if run.overflow])
@every_figure
def test_an_overflow_is_drawn_without_a_warning(figure, run):
    EVERY[figure](RUNS[run])


@every_picture
def test_a_browser_can_read_its_json(figure, run):
    read = json.loads(draw(figure, run).to_json(), parse_constant=not_json)
    assert read["layout"]["meta"].keys() == KEYS


@every_picture
def test_it_says_what_it_is_and_how_to_read_it(figure, run):
    said = meta(figure, run)
    assert said["direction"] in ("forward", "backward", "end", "none")
    assert (figure in (*TIME, *SOMETIMES)) == (said["direction"] in ("forward", "backward"))
    assert all(said[name].strip() for name in ("title", "how", "notice"))


@every_time_picture
def test_it_reads_out_a_number_for_every_label_and_column(figure, run):
    said = meta(figure, run)
    assert said["labels"]
    assert len(set(said["labels"])) == len(said["labels"])
    assert said["values"].shape == (len(said["labels"]), RUNS_OF_ALL[run].steps + 1)
    assert said["values"].dtype == float


@every_picture
def test_the_notice_names_the_live_texts_and_no_others(figure, run):
    said = meta(figure, run)
    named = {name for _text, name, _spec, _conversion in Formatter().parse(said["notice"]) if name}
    assert said["live"].keys() == named


@every_time_picture
def test_there_is_a_live_text_for_every_step_and_none_before_the_first(figure, run):
    for texts in meta(figure, run)["live"].values():
        assert len(texts) == RUNS_OF_ALL[run].steps + 1
        assert texts[0] is None
        assert all(texts[1:])


@every_run
def test_time_figures_stand_in_line(run):
    for figure in TIME:
        layout = draw(figure, run).layout
        assert layout.xaxis.range == (-0.5, RUNS_OF_ALL[run].steps + 0.5)
        assert layout.xaxis.fixedrange
        assert (layout.margin.l, layout.margin.r, layout.margin.t) == (52, 74, 6)
        assert layout.margin.autoexpand is False


@every_picture
def test_signed_colours_are_symmetric_about_zero(figure, run):
    for trace in draw(figure, run).data:
        if trace.type == "heatmap" and trace.zmin:
            assert trace.zmin == -trace.zmax
            assert np.nanmax(np.abs(trace.z), initial=0.0) <= trace.zmax
            assert 0 < trace.zmax < np.inf
            assert_explicit(trace.colorscale)


def assert_explicit(ramp):
    places, colours = zip(*ramp, strict=True)
    np.testing.assert_allclose(np.add(places, places[::-1]), 1.0)
    assert len(set(colours)) == len(colours)
    assert all(colour.startswith("#") for colour in colours)


@every_figure
def test_values_and_gradients_have_ramps_of_their_own(figure):
    ramps = {str(trace.colorscale) for trace in draw(figure, "four").data if trace.type == "heatmap"}
    gradient = str(go.Heatmap(colorscale=style.GRADIENTS).colorscale)
    assert len(ramps) <= 1
    assert (gradient in ramps) == (figure in ("output_gradients", "hidden_gradients", "weight_gradients"))


@every_figure
def test_the_default_template_changes_nothing(figure, monkeypatch):
    monkeypatch.setattr(pio.templates, "default", "plotly_dark")
    assert EVERY[figure](RUNS["four"]).to_json() == draw(figure, "four").to_json()


@every_time_picture
def test_more_steps_than_fit_are_not_all_numbered(figure, run):
    layout = draw(figure, run).layout
    ticks = list(layout.xaxis.tickvals)
    captioned = any("<br>" in text for text in layout.xaxis.ticktext)
    assert layout.margin.b == (22 if ticks else 6) + (14 if captioned else 0)
    assert [text.partition("<br>")[0] for text in layout.xaxis.ticktext] == [str(t) for t in ticks]
    assert len(ticks) <= 21
    assert set(ticks) <= set(range(RUNS_OF_ALL[run].steps + 1))


def test_the_steps_are_numbered_in_both_directions():
    numbered = [figure for figure in TIME if draw(figure, "four").layout.xaxis.tickvals]
    assert {meta(figure, "four")["direction"] for figure in numbered} == {"forward", "backward"}
    assert all(list(draw(figure, "four").layout.xaxis.tickvals) == [0, 1, 2, 3, 4] for figure in numbered)


@every_time_figure
def test_a_cut_is_drawn_where_nothing_flows(figure):
    scenario = Scenario(inputs="1; 2; 3; 4; 5", block=2)
    carried, reset, whole = (scenario, scenario.but(block_state="reset"), scenario.but(block=0))
    backward = meta(figure, "four")["direction"] == "backward"
    assert cuts(figure, carried) == ([2.5, 4.5] if backward else [])
    assert cuts(figure, reset) == [2.5, 4.5]
    assert cuts(figure, whole) == []


def cuts(figure, scenario):
    lines = [shape for shape in EVERY[figure](simulate(scenario)).layout.shapes if shape.type == "line"]
    assert all((line.x0, line.y0, line.y1, line.yref) == (line.x1, 0, 1, "paper") for line in lines)
    return [line.x0 for line in lines]


def test_only_where_numbers_overflow_is_a_gap_no_number():
    gaps = {name: meta("hidden_states", name)["gap"] for name in ("once", "overflow")}
    assert gaps == {"once": "—", "overflow": "NaN"}


@pytest.mark.parametrize("figure", GATES)
@pytest.mark.parametrize("run", ["once", "three layers", "concatenating"])
def test_a_cell_without_gates_has_no_picture_of_them(figure, run):
    assert draw(figure, run) is None


def test_each_gate_of_each_layer_has_its_rows():
    run = RUNS_OF_ALL["two layers of gru"]
    drawn, names = draw("gates", "two layers of gru"), ["r", "z", "hn", "n", "r2", "z2", "hn2", "n2"]
    assert drawn.layout.meta["labels"] == [f"{name}_{unit}" for name in names for unit in (1, 2)]
    rows = np.vstack([run.trace.signals[name][0].T for name in names])
    np.testing.assert_array_equal(drawn.data[0].z[:, 1:], rows)


@pytest.mark.parametrize("figure", ["weights", "weight_gradients"])
def test_the_names_of_many_matrices_stand_upright_with_room_below(figure):
    few, many = (draw(figure, run).layout for run in ("once", "lstm"))
    assert (few.xaxis.tickangle, many.xaxis.tickangle) == (0, -90)
    assert many.margin.b - few.margin.b == many.height - few.height == 22
    assert all(name.startswith("<b>") and name.endswith("</b>") for name in many.xaxis.ticktext)


@pytest.mark.parametrize("figure", ["weights", "weight_gradients"])
def test_many_matrices_stand_in_a_row_for_each_layer(figure):
    run = simulate(Scenario(cell="lstm", layers=3, inputs=SEQUENCE[:4], hidden_size=3))
    drawn, layer = FIGURES[figure](run), {"x": "", "x2": "2", "x3": "3"}
    go.Figure(drawn.to_dict())
    assert [trace.name.removeprefix("d") for trace in drawn.data] == [name for name, _array in run.params.items()]
    for trace in drawn.data:
        name = trace.name.removeprefix("d")
        assert name.endswith(layer[trace.xaxis]) or (name in ("Wo", "bo") and trace.xaxis == "x3")
        assert trace.xaxis[1:] == trace.yaxis[1:]
    pixels = drawn.layout.height - drawn.layout.margin.t - drawn.layout.margin.b
    domains = [np.multiply(drawn.layout[axis].domain, pixels) for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert all(high - low > 90 for low, high in domains)
    assert all(low - high > 55 for (low, _), (_, high) in pairwise(domains))  # room for upright names


@pytest.mark.parametrize(("hidden", "height"), [(2, 262), (6, 12 + 4 * 108), (20, 492)])
def test_many_gates_have_four_pixels_each_as_long_as_there_is_room(hidden, height):
    run = simulate(Scenario(cell="lstm", layers=3, inputs=SEQUENCE[:4], hidden_size=hidden))
    rows = len(FIGURES["gates"](run).layout.meta["labels"])
    assert FIGURES["gates"](run).layout.height == height
    assert rows == 18 * hidden


@pytest.mark.parametrize("inputs", ["0.1 0.2; 0.3 0.4", "0.1; 0.3"])  # of one number, Wx is a row as a bias is
def test_of_one_wide_layer_the_biases_have_a_row_of_their_own(inputs):
    drawn = FIGURES["weights"](simulate(Scenario(cell="gru", hidden_size=12, inputs=inputs)))
    rows = {trace.name: trace.xaxis for trace in drawn.data}
    assert {rows[name] for name in ("Wxr", "Wxz", "Wxn", "Whr", "Whz", "Whn")} == {"x"}
    assert {rows[name] for name in ("bxr", "bxz", "bxn", "bhn", "Wo", "bo")} == {"x2"}
