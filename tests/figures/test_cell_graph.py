"""The graph of a cell computes the cell: forward from x and the states before, backward from the gradients."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from rnnviz import Scenario, simulate
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS, LSTM
from rnnviz.figures.opened import cell_flows, cell_graph, evaluate
from rnnviz.figures.opened.formula import parse

SPEC = spec_from_file_location("strange_cells", Path(__file__).parents[1] / "core" / "nn" / "new_cells.py")
STRANGE = module_from_spec(SPEC)
SPEC.loader.exec_module(STRANGE)
NEW = {name.lower(): getattr(STRANGE, name) for name in ("Independent", "Multiplied", "Joined")}
TASK = {"inputs": "1 2; -1 0; 0.5 1; 0.3 -2", "targets": "1; 0; 0.5; 1", "hidden_size": 3, "block": 2, "scale": 1.0}
CASES = [
    *({"cell": "elman", "activation": activation} for activation in ACTIVATIONS),
    *({"cell": name, "layers": layers} for name in (*CELLS, *NEW) for layers in (1, 2)),
    *({"cell": name, "biases": False} for name in (*CELLS, *NEW)),
]


@pytest.fixture(params=CASES, ids=lambda case: " ".join(map(str, case.values())))
def run(request, monkeypatch):
    for name, cell in NEW.items():
        monkeypatch.setitem(CELLS, name, lambda _activation, cell=cell: cell())
    return simulate(Scenario.model_validate(TASK | request.param))


def layers(run):
    return range(run.scenario.layers)


def test_the_graph_computes_the_signals(run):
    graph = cell_graph(run.cell)
    for layer in layers(run):
        trace = run.trace.layers[layer]
        sources = {name: trace[name][:, 0] for name in ("x", *(f"{state}_before" for state in run.cell.states))}
        found = evaluate(graph, sources, run.params.layer(layer))
        assert set(graph.signals) == set(trace.signals.names)
        for name in graph.signals:
            np.testing.assert_allclose(found[name], trace[name][:, 0], rtol=0, atol=1e-12)


def test_what_comes_back_on_all_ways_is_the_gradient(run):
    graph = cell_graph(run.cell)
    for layer in layers(run):
        found, back = cell_flows(run, layer), run.gradients.layers[layer]
        for piece in graph.pieces:
            total = sum(sent for (_reader, read), sent in found.back.items() if read == piece.key)
            if piece.key == "h":
                total = total + back.above[:, 0]
            if piece.key == "x" and "x" in run.cell.read_out and layer == run.scenario.layers - 1:
                total = total + (run.gradients.dy[:, 0] @ run.params.Wo.T)[:, : total.shape[1]]
            if piece.key in graph.states:
                total = total + back.from_future(piece.key, run.blocks)[:, 0]
            np.testing.assert_allclose(total, found.gradients[piece.key], rtol=0, atol=1e-12, err_msg=piece.key)


def test_a_sum_hands_its_gradient_to_every_addend(run):
    pieces = {piece.key: piece for piece in cell_graph(run.cell).pieces}
    found = cell_flows(run)
    for piece in pieces.values():
        if piece.kind == "plus":
            assert all(np.array_equal(found.back[piece.key, key], found.gradients[piece.key]) for key in piece.reads)


def test_values_and_gradients_of_what_lies_between_the_lstm_s_signals():
    run = simulate(Scenario(cell="lstm", **TASK))
    s, d, before = (
        {name: array[0] for name, array in found.items()}
        for found in (
            run.trace.signals,
            run.gradients.signals,
            run.trace.before,
        )
    )
    found = cell_flows(run)
    assert np.array_equal(found.values["c.1"], s["f"] * before["c"])
    assert np.array_equal(found.values["c.2"], s["i"] * s["g"])
    assert np.array_equal(found.gradients["c.1"], d["c"])
    assert np.allclose(found.back["c.1", "c_before"], d["c"] * s["f"])


@pytest.mark.parametrize(
    ("name", "road", "opening"),
    [
        ("lstm", ("c_before", "c.1", "c.3", "c"), "f"),
        ("peephole_lstm", ("c_before", "c.1", "c.3", "c"), "f"),
        ("gru", ("h_before", "h.3", "h.4", "h"), "z"),
        ("minimal_gated", ("h_before", "h.2", "h.4", "h"), "h.1"),
        ("elman", (), ""),
        ("concat", (), ""),
    ],
)
def test_the_road_is_the_one_that_the_cell_declares(name, road, opening):
    graph = cell_graph(CELLS[name](ACTIVATIONS["tanh"]))
    assert (graph.road, graph.opening) == (road, opening)


@pytest.mark.parametrize("name", NEW)
def test_strangers_have_the_road_that_they_declare(name):
    cell = NEW[name]()
    graph = cell_graph(cell)
    assert bool(graph.road) == (cell.carry is not None)
    assert graph.opening == (cell.carry.gate if cell.carry else "")


@pytest.mark.parametrize(
    "cell", [*(make(ACTIVATIONS["tanh"]) for make in CELLS.values()), *(new() for new in NEW.values())]
)
def test_every_equation_is_read(cell):
    assert all(parse(equation.template) for equation in cell.equations)


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{a} +",
        "{a} {b} {c}",
        "{a} - {b}",
        r"\left({a}",
        r"\sigma {a}",
        "[{a}, {b}] {c}",
        "2 {a}",
        "{a}^2",
        r"\left(1 + {a}\right)",
    ],
)
def test_what_cannot_be_read_is_refused(template):
    with pytest.raises(ValueError, match="cannot be drawn"):
        parse(template)


@pytest.mark.parametrize(
    ("template", "said"),
    [(r"\cos\left({ai}\right)", "tanh"), ("{x} {Q}", "Q"), ("{h}", "before it"), (r"{f} \odot {missing}", "missing")],
)
def test_what_a_cell_does_not_have_is_refused(template, said):
    equations = (*LSTM.equations[:6], Equation("q", "Wrong", template))
    wrong = SimpleNamespace(weights=LSTM.weights, states=LSTM.states, carry=None, equations=equations)
    with pytest.raises(ValueError, match=said):
        cell_graph(wrong)
