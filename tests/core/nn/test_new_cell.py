"""A cell that is one class and one line in the registry has all that the others have."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz.ui
from rnnviz.core.diagnosis import diagnose
from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.gradient.cell_race import race
from rnnviz.core.gradient.verdict import verdict
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.run import simulate
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.training import train
from rnnviz.core.verify.gradient_check import check_gradients
from rnnviz.core.verify.identities import identities
from rnnviz.figures import FIGURES, VIEWS, Look
from rnnviz.figures.unrolled import unrolled
from rnnviz.handouts import to_html, to_script
from rnnviz.ui.words import word
from rnnviz.web.network import network

MAIN = Path(rnnviz.ui.__file__).with_name("main.py")


def module_of_the_package(file):
    """A file of the tests as if it lay among the cells: the script is made of the package's own sources."""
    spec = spec_from_file_location(f"rnnviz.core.nn.cells.{file.stem}", file)
    sys.modules[spec.name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CELLS_OF_STRANGERS = module_of_the_package(Path(__file__).with_name("new_cells.py"))
NEW = {name.lower(): getattr(CELLS_OF_STRANGERS, name) for name in ("Independent", "Multiplied", "Joined")}


@pytest.fixture(params=[(name, layers) for name in NEW for layers in (1, 2)], ids=str)
def run(request, monkeypatch):
    name, layers = request.param
    monkeypatch.setitem(CELLS, name, lambda _activation: NEW[name]())
    task = {"inputs": "1 2; -1 0; 0.5 1", "targets": "1; 0; 0.5", "hidden_size": 3, "block": 2, "scale": 1.0}
    return simulate(Scenario(cell=name, layers=layers, **task))


def test_its_gradients_are_checked_and_add_up(run):
    check = check_gradients(run)
    assert {f"dL/d{name}" for name, _array in run.params.items()} <= set(check.comparisons)
    assert check.error < 1e-7
    assert all(identity.holds for identity in identities(run))


def test_a_weight_that_is_said_to_multiply_something_else_is_found(run, monkeypatch):
    wrong = {"independent": ("u", {"reads": ("h",)}), "multiplied": ("Wk", {"reads": ("h",)})}
    matrix, other = wrong.get(run.scenario.cell, ("A", {"adds_to": "w"}))
    weights = dict(run.cell.weights) | {matrix: run.cell.weights[matrix]._replace(**other)}
    monkeypatch.setattr(NEW[run.scenario.cell], "weights", weights)
    assert check_gradients(simulate(run.scenario)).comparisons[f"dL/d{matrix}"].error > 1e-3


def test_it_is_drawn_in_every_view(run):
    drawn = {name: figure(run) for name, figure in FIGURES.items()}
    without = {"examples"} | ({"gates", "gate_gradients"} if run.scenario.cell == "independent" else set())
    assert {name for name, picture in drawn.items() if picture is None} == without
    look, without = Look(racers=(run.scenario.cell, "lstm")), without | {"slopes", "truncation"}
    for view in VIEWS.values():
        assert all(figure(run, look) or name in ("examples", *without) for name, figure in view.items())


def test_it_is_drawn_as_a_network_with_all_its_weights(run):
    picture = unrolled(run)
    drawn = {part.weight for edge in picture.edges for part in edge.parts}
    weights = network_weights(run.cell, run.scenario.layers)
    assert drawn == {name for name, _array in run.params.items() if not weights[name][1].is_bias}
    assert all(np.allclose(fork.above + fork.future, run.gradients.signals[fork.state][0]) for fork in picture.forks)
    assert network(run)["steps"] == 3


@pytest.mark.parametrize("at", range(1, 7))
def test_it_has_a_worksheet(run, at):
    lines = worksheet(run, at)
    equations = run.cell.equations if at <= 3 else run.cell.back_equations
    titles = " ".join(line.title for line in lines)
    assert all(equation.title in titles for equation in equations)
    assert not [line for line in lines if "{" in line.shapes]
    assert all(line.code for line in lines)


def test_it_is_told_about_trained_raced_and_diagnosed(run):
    assert verdict(run)
    assert np.isfinite(train(run.scenario.but(epochs=2)).losses).all()
    assert race(run.scenario, (run.scenario.cell, "lstm"))[run.scenario.cell].loss == run.loss
    assert diagnose(run, {"dh": run.gradients.signals["h"]}).right
    assert to_html(run)


def test_a_mistake_with_it_is_named(run):
    recurrent = run.cell.weights.keys() & {"u", "Whf", "A"}
    found = diagnose(run, {f"d{name}": -getattr(run.gradients.params, name) for name in recurrent})
    assert "sign" in " ".join(mistake.variant for mistake in found.mistakes), found
    assert all(isinstance(list(variant.gives(run)), list) for variant in VARIANTS.values())


def test_its_script_prints_its_numbers(run, tmp_path):
    script = tmp_path / "run.py"
    script.write_text(to_script(run), "utf-8")
    done = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=True)
    assert repr(run.loss) in done.stdout


@pytest.mark.parametrize("view", ["gradient", "why", "compare"])
@pytest.mark.parametrize("run", [(name, 1) for name in NEW], indirect=True, ids=str)
def test_the_page_opens_with_it(run, view):
    page = AppTest.from_file(MAIN, default_timeout=60)
    given = {"view": view, "cell": run.scenario.cell, "inputs": "1 2; -1 0; 0.5 1", "lang": "en"}
    page.query_params.update(given)
    page.run()
    assert not page.exception
    assert page.session_state.good.cell == run.scenario.cell


@pytest.mark.usefixtures("run")
def test_it_is_in_the_menu():
    for name in set(NEW) & CELLS.keys():
        assert name in choices("cell")
        assert word(name) == NEW[name].title


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="cell"):
        Scenario(cell="independent")
