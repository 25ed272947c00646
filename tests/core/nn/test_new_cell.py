"""A cell that is one class and one line in the registry has all that the others have."""

from typing import ClassVar

import numpy as np
import pytest

from rnnviz.core.arrays import Record, beside, matmul, split
from rnnviz.core.diagnosis import diagnose
from rnnviz.core.equation import Equation
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.gradient.cell_race import race
from rnnviz.core.gradient.verdict import verdict
from rnnviz.core.nn.activations import sigmoid
from rnnviz.core.nn.cells import CELLS, Carry, Weight
from rnnviz.core.run import simulate
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.training import train
from rnnviz.core.verify.gradient_check import check_gradients
from rnnviz.core.verify.identities import identities
from rnnviz.figures import FIGURES, VIEWS, Look
from rnnviz.ui.words import word


class Independent:
    """h_t = tanh(x_t Wx + u ⊙ h_{t−1} + b): each unit remembers itself alone, by a diagonal weight."""

    title = "Independent units"
    short = "Independent"
    states = ("h",)
    weights: ClassVar = {
        "Wx": Weight(("x",), "a"),
        "Wu": Weight(("h_before",), "a", diagonal=True),
        "Wm": Weight(("h_before",), "a"),
        "b": Weight((), "a"),
    }
    read_out = ("h",)
    carry = None
    activation = None
    pytorch = None

    def pack(self, params):
        return Record(x=params.Wx, u=params.Wu, m=params.Wm, b=0.0 if params.b is None else params.b)

    def project(self, W, x):
        return matmul(x, W.x) + W.b

    def step(self, W, xW, before, s):
        s.a = xW + before.h * W.u + before.h.dot(W.m)
        s.h = np.tanh(s.a)

    def slopes(self, s, slope):
        slope.h = 1.0 - s.h**2

    def step_back(self, W, before, s, slope, above, later, d):  # noqa: ARG002
        d.h = above + later.h_before
        d.a = d.h * slope.h
        d.h_before = d.a * W.u + d.a.dot(W.m.T)

    def project_back(self, W, d):
        return matmul(d.a, W.x.T)

    equations = (
        Equation("a", "Sum", r"{x} {Wx} + {h_before} \odot {Wu} + {h_before} {Wm} + {b}", "sum"),
        Equation("h", "State", r"\tanh\left({a}\right)"),
    )
    back_equations = (
        Equation("a", "Gradient at the sum", r"{dh} \odot \left(1 - {h}^2\right)"),
        Equation("h_before", "Sent back", r"{da} \odot {Wu} + {da} {WmT}"),
        Equation("x", "Gradient at the input", "{da} {WxT}"),
    )


class Multiplied:
    """f = σ(x Wxf + h Whf),  k = f ⊙ h_{t−1},  h_t = f ⊙ h_{t−1} + (1 − f) ⊙ (k Wk + x Wxn)."""

    title = "Multiplied product"
    short = "Multiplied"
    states = ("h",)
    weights: ClassVar = {
        "Wxf": Weight(("x",), "af"),
        "Wxn": Weight(("x",), "n"),
        "Whf": Weight(("h_before",), "af"),
        "Wk": Weight(("k",), "n"),
        "bxf": Weight((), "af"),
    }
    read_out = ("h",)
    carry = Carry("h", "f")
    activation = None
    pytorch = None

    def pack(self, params):
        b = np.zeros(params.Whf.shape[-1]) if params.bxf is None else params.bxf
        return Record(x=beside(params.Wxf, params.Wxn), hf=params.Whf, k=params.Wk, b=beside(b, np.zeros_like(b)))

    def project(self, W, x):
        return matmul(x, W.x) + W.b

    def step(self, W, xW, before, s):
        xf, xn = split(xW, 2)
        s.af = xf + before.h.dot(W.hf)
        s.f = sigmoid(s.af)
        s.k = s.f * before.h
        s.n = xn + s.k.dot(W.k)
        s.h = s.f * before.h + (1.0 - s.f) * s.n

    def slopes(self, s, slope):
        slope.f = s.f * (1.0 - s.f)

    def step_back(self, W, before, s, slope, above, later, d):
        d.h = above + later.h_before
        d.n = d.h * (1.0 - s.f)
        d.k = d.n.dot(W.k.T)
        d.f = d.h * (before.h - s.n) + d.k * before.h
        d.af = d.f * slope.f
        d.h_before = d.h * s.f + d.k * s.f + d.af.dot(W.hf.T)

    def project_back(self, W, d):
        return matmul(beside(d.af, d.n), W.x.T)

    equations = (
        Equation("af", "Sum", "{x} {Wxf} + {h_before} {Whf} + {bxf}", "sum"),
        Equation("f", "Gate", r"\sigma\left({af}\right)", "gate"),
        Equation("k", "Kept", r"{f} \odot {h_before}"),
        Equation("n", "News", "{x} {Wxn} + {k} {Wk}"),
        Equation("h", "State", r"{f} \odot {h_before} + \left(1 - {f}\right) \odot {n}"),
    )
    back_equations = (
        Equation("n", "Gradient at the news", r"{dh} \odot \left(1 - {f}\right)"),
        Equation("k", "Gradient at what is kept", "{dn} {WkT}"),
        Equation("f", "Gradient at the gate", r"{dh} \odot \left({h_before} - {n}\right) + {dk} \odot {h_before}"),
        Equation("af", "Gradient at the sum", r"{df} \odot {f} \odot \left(1 - {f}\right)"),
        Equation("h_before", "Sent back", r"{dh} \odot {f} + {dk} \odot {f} + {daf} {WhfT}"),
        Equation("x", "Gradient at the input", "{daf} {WxfT} + {dn} {WxnT}"),
    )


NEW = {"independent": Independent, "multiplied": Multiplied}


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
    matrix = "Wm" if run.scenario.cell == "independent" else "Wk"
    weights = dict(run.cell.weights) | {matrix: run.cell.weights[matrix]._replace(reads=("h",))}
    monkeypatch.setattr(NEW[run.scenario.cell], "weights", weights)
    assert check_gradients(simulate(run.scenario)).comparisons[f"dL/d{matrix}"].error > 1e-3


def test_it_is_drawn_in_every_view(run):
    drawn = {name: figure(run) for name, figure in FIGURES.items()}
    without = {"examples"} if run.scenario.cell == "multiplied" else {"examples", "gates", "gate_gradients"}
    assert {name for name, picture in drawn.items() if picture is None} == without
    look, without = Look(racers=(run.scenario.cell, "lstm")), without | {"slopes", "truncation"}
    for view in VIEWS.values():
        assert all(figure(run, look) or name in ("examples", *without) for name, figure in view.items())


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


@pytest.mark.usefixtures("run")
def test_it_is_in_the_menu():
    for name in set(NEW) & CELLS.keys():
        assert name in choices("cell")
        assert word(name) == NEW[name].title


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="cell"):
        Scenario(cell="independent")
