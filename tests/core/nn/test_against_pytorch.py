"""The simple network is PyTorch's own nn.RNN, in float64."""

import numpy as np
import pytest
from oracle import torch
from random_runs import random_scenario

from rnnviz.core.run import simulate


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


def numpy(tensor):
    return tensor.detach().numpy()


def gradient(tensor):
    return np.zeros(tensor.shape) if tensor.grad is None else tensor.grad.numpy()
