"""A cell that is one class and one line in the registry has all that the others have."""

from typing import ClassVar

import numpy as np
import pytest

from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.nn.cells import CELLS, BackEquation, Equation
from rnnviz.core.nn.params import matmul, over_steps, sum_over_steps
from rnnviz.core.run import simulate
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.verify.gradient_check import check_gradients
from rnnviz.figures import FIGURES
from rnnviz.ui.words import word


class Leaky:
    """u_t = tanh(x_t Wx + h_{t−1} Wh + b),   h_t = ½ h_{t−1} + ½ u_t"""

    title = "Leaky"
    signals: ClassVar = {"a": ("a",), "u": ("u",), "h": ("h",)}
    states = ("h",)
    reads_before = False
    shares: ClassVar = {"Wx": ("x", "a"), "Wh": ("h_prev", "a"), "b": ("", "a")}
    equations = (
        Equation(
            "a",
            "Sum",
            "a_t = x_t W_x + h_{t-1} W_h + b",
            "{x} {Wx} + {h_prev} {Wh} + {b}",
            lambda v: v.x @ v.Wx + v.h_prev @ v.Wh + v.b,
            ("np.add(wx",),
        ),
        Equation("u", "News", r"u_t = \tanh(a_t)", r"\tanh\left({a}\right)", lambda v: np.tanh(v.a), ("np.tanh(",)),
        Equation(
            "h",
            "State",
            r"h_t = 0.5 h_{t-1} + 0.5 u_t",
            "0.5 {h_prev} + 0.5 {u}",
            lambda v: 0.5 * v.h_prev + 0.5 * v.u,
            ("h[...] =",),
        ),
    )
    back_equations = (
        BackEquation("u", "Gradient at the news", "dL/du_t = 0.5 dL/dh_t", "0.5 {dh}", ("np.multiply(0.5, dh",)),
        BackEquation(
            "a",
            "Gradient at the sum",
            r"dL/da_t = dL/du_t \odot (1 - u_t^2)",
            r"{du} \odot {slope}",
            ("np.multiply(du",),
            {"slope": lambda v: 1 - v.u**2},
        ),
        BackEquation("h_prev", "Sent back", r"dL/dh_{t-1} = dL/da_t W_h^\top + 0.5 dL/dh_t", "{da} {WhT} + 0.5 {dh}"),
        BackEquation("x", "Gradient at the input", r"dL/dx_t = dL/da_t W_x^\top", "{da} {WxT}"),
    )

    def shapes(self, inputs, hidden, biases):
        return {"Wx": (inputs, hidden), "Wh": (hidden, hidden)} | ({"b": (1, hidden)} if biases else {})

    def pack(self, params):
        return params

    def project(self, weights, x, out):
        return np.add(matmul(x, weights.Wx, out), 0.0 if weights.b is None else weights.b, out)

    def step(self, weights, wx, state, a, u, h):
        np.add(wx, state[0] @ weights.Wh, a)
        np.tanh(a, u)
        h[...] = 0.5 * state[0] + 0.5 * u
        return (h,)

    def saved(self, signals, _before):
        return (1.0 - signals["u"] ** 2,)

    def step_back(self, weights, future, out, slope, da, du, dh, dh_prev):
        np.add(out, future[0], dh)
        np.multiply(0.5, dh, du)
        np.multiply(du, slope, da)
        return (np.add(da @ weights.Wh.T, 0.5 * dh, dh_prev),)

    def project_back(self, weights, back):
        return matmul(back["a"], weights.Wx.T)

    def params_back(self, x, before, back):
        return {"Wx": over_steps(x, back["a"]), "Wh": over_steps(before[0], back["a"]), "b": sum_over_steps(back["a"])}


@pytest.fixture(params=[1, 2])
def run(request, monkeypatch):
    monkeypatch.setitem(CELLS, "leaky", lambda _activation: Leaky())
    return simulate(Scenario(cell="leaky", layers=request.param, inputs="1 2; -1 0; 0.5 1", hidden_size=3, block=2))


def test_its_gradients_are_checked(run):
    check = check_gradients(run)
    assert {"dL/du", "dL/da", "dL/dWx"} <= set(check.comparisons)
    assert check.error < 1e-7


def test_it_is_drawn(run):
    drawn = {name: figure(run) for name, figure in FIGURES.items()}
    assert [name for name, picture in drawn.items() if picture is None] == ["examples"]
    assert drawn["gates"].layout.meta["labels"][:3] == ["u_1", "u_2", "u_3"]


@pytest.mark.parametrize("at", range(1, 7))
def test_it_has_a_worksheet(run, at):
    lines = worksheet(run, at)
    titles = " ".join(line.title for line in lines)
    assert all(title in titles for title in (("Sum", "News", "State") if at <= 3 else ("at the news", "Sent back")))
    assert not [line for line in lines if "{" in line.shapes]


@pytest.mark.usefixtures("run")
def test_it_is_in_the_menu():
    assert "leaky" in choices("cell")
    assert word("leaky") == "Leaky"


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="cell"):
        Scenario(cell="leaky")
