"""Every number of a run against PyTorch's autograd, in float64: an obvious loop is the judge."""

import numpy as np
import pytest
from oracle import torch
from random_runs import gradients_by_name, random_scenario

from rnnviz.core.run import simulate

PHI = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": torch.clone}
LOSSES = {
    "linear": lambda y, target: ((y - target) ** 2).sum(-1),
    "linear_half": lambda y, target: ((y - target) ** 2).sum(-1) / 2,
    "softmax": lambda y, target: -(target * y.log_softmax(-1)).sum(-1),
}


def test_every_number_is_autograds(any_run):
    found, expected = numbers(any_run), by_autograd(any_run)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-10, atol=1e-10, err_msg=name)


def numbers(run):
    gradients = gradients_by_name(run.gradients)
    del gradients["dh_from_output"], gradients["dh_from_future"]  # parts of dh, which autograd does not tell apart
    forward = {name: array for name, array in run.trace.signals.items() if name != "x"}
    return forward | {"losses": run.losses, "loss": run.loss} | gradients


def by_autograd(run):
    """The same numbers, by autograd from one leaf for each thing that is given."""
    scenario = run.scenario
    params = {name: leaf(array) for name, array in run.params.items()}
    x, target, h0 = leaf(scenario.task.x), torch.tensor(scenario.task.target.copy()), leaf(scenario.initial_state[0][0])
    signals, carried = unrolled(scenario, params, x, h0)
    y = torch.stack(signals["y"], 1)
    losses = LOSSES[scenario.head](y, target)
    loss = losses.sum() if scenario.shape == "step_by_step" else losses[:, -1].sum()
    loss.backward()
    forward = {name: numpy(torch.stack(steps, 1)) for name, steps in signals.items()}
    forward |= {"losses": numpy(losses), "loss": loss.item()}
    if scenario.head == "softmax":
        forward["p"] = numpy(y.softmax(-1))
    backward = {f"d{name}": gradient(array) for name, array in (*params.items(), ("x", x), ("h0", h0))}
    backward |= {f"d{name}": np.stack([gradient(step) for step in steps], 1) for name, steps in signals.items()}
    return forward | backward | {f"h dropped after {t}": gradient(state) for t, state in carried.items()}


def unrolled(scenario, params, x, h0):
    """Each step's a, h and y, and the states that were carried over a cut, as leaves of their own."""
    h, signals, carried = h0, {"a": [], "h": [], "y": []}, {}
    for t in range(x.shape[1]):
        if t and scenario.block and t % scenario.block == 0:
            h = h0 if scenario.block_state == "reset" else carried.setdefault(t, h.detach().requires_grad_())
        a = x[:, t] @ params["Wx"] + h @ params["Wh"] + params.get("b", 0.0)
        h = PHI[scenario.activation](a)
        y = h @ params["Wo"] + params.get("bo", 0.0)
        for name, signal in (("a", a), ("h", h), ("y", y)):
            signal.retain_grad()
            signals[name].append(signal)
    return signals, carried


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_nn_rnn_agrees(activation, seed):
    run = simulate(random_scenario(seed, activation=activation))
    rnn, out = modules(run)
    states, _ = rnn(torch.tensor(run.scenario.task.x), torch.tensor(run.scenario.initial_state[0][0].copy())[None])
    loss = ((out(states) - torch.tensor(run.scenario.task.target)) ** 2).sum()
    loss.backward()
    assert run.loss == pytest.approx(loss.item(), rel=1e-10)
    np.testing.assert_allclose(run.trace.signals["h"], numpy(states), rtol=1e-10, atol=1e-10)
    theirs = {"Wx": rnn.weight_ih_l0, "Wh": rnn.weight_hh_l0, "b": rnn.bias_ih_l0, "Wo": out.weight, "bo": out.bias}
    for name, array in run.gradients.params.items():
        np.testing.assert_allclose(array, gradient(theirs[name]).T, rtol=1e-10, atol=1e-10, err_msg=name)


def modules(run):
    """nn.RNN and nn.Linear with our weights, transposed; nn.RNN's second bias is zero."""
    p = run.params
    rnn = torch.nn.RNN(*p.Wx.shape, nonlinearity=run.scenario.activation, batch_first=True, dtype=torch.float64)
    out = torch.nn.Linear(*p.Wo.shape, dtype=torch.float64)
    ours = {"weight_ih_l0": p.Wx.T, "weight_hh_l0": p.Wh.T, "bias_ih_l0": p.b, "bias_hh_l0": np.zeros_like(p.b)}
    rnn.load_state_dict({name: torch.tensor(array) for name, array in ours.items()})
    out.load_state_dict({"weight": torch.tensor(p.Wo.T), "bias": torch.tensor(p.bo)})
    return rnn, out


def leaf(array):
    return torch.tensor(array.copy(), requires_grad=True)


def numpy(tensor):
    return tensor.detach().numpy()


def gradient(tensor):
    return np.zeros(tensor.shape) if tensor.grad is None else tensor.grad.numpy()
