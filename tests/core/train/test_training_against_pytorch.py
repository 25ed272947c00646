"""Training: the losses and weights of PyTorch, update by update."""

import numpy as np
import pytest
from oracle import torch

from rnnviz import Scenario, train
from rnnviz.core.optimizers import OPTIMIZERS

SERIES = Scenario(inputs="0.1; 0.2; 0.4; 0.7; 0.3 | 1; 0; 1; 0; 1 | 0; 1; 1; 0; 0", targets="", hidden_size=3, epochs=5)
TEXT = Scenario(encoding="words", inputs="a b a", targets="", corpus="a b c a b c b a c a b", head="softmax", block=3)
RATES = {"sgd": 0.1, "momentum": 0.05, "adagrad": 0.1, "rmsprop": 0.01, "adam": 0.01}


def leaves(params):
    return {name: torch.tensor(np.array(array), requires_grad=True) for name, array in params.items()}


def torch_optimizer(name, parameters, rate):
    return {
        "sgd": lambda: torch.optim.SGD(parameters, rate),
        "momentum": lambda: torch.optim.SGD(parameters, rate, momentum=0.9),
        "adagrad": lambda: torch.optim.Adagrad(parameters, rate),
        "rmsprop": lambda: torch.optim.RMSprop(parameters, rate),
        "adam": lambda: torch.optim.Adam(parameters, rate),
    }[name]()


def states(scenario, w, x):
    """The hidden states (N, T, H) of the simple cell, an obvious loop."""
    h, found = torch.zeros(x.shape[0], scenario.hidden_size, dtype=torch.float64), []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ w["Wx"] + h @ w["Wh"] + w["b"])
        found.append(h)
    return torch.stack(found, 1)


def trained_by_pytorch(scenario, updates):
    """The losses before each update, and the weights after all, where one update learns from all examples."""
    w, task = leaves(scenario.params), scenario.task
    optimizer = torch_optimizer(scenario.optimizer, list(w.values()), scenario.learning_rate)
    x, target = torch.tensor(task.x.copy()), torch.tensor(task.target.copy())
    losses = []
    for _update in range(updates):
        loss = ((states(scenario, w, x) @ w["Wo"] + w["bo"] - target) ** 2).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        if scenario.clip_norm:
            torch.nn.utils.clip_grad_norm_(w.values(), scenario.clip_norm)
        if scenario.clip_value:
            torch.nn.utils.clip_grad_value_(w.values(), scenario.clip_value)
        optimizer.step()
        losses.append(loss.item())
    return losses, {name: array.detach().numpy() for name, array in w.items()}


@pytest.mark.parametrize("clips", [{}, {"clip_norm": 0.3}, {"clip_value": 0.02}, {"clip_norm": 0.3, "clip_value": 0.1}])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_fifty_updates_of_a_network_are_pytorchs(name, clips):
    scenario = SERIES.but(optimizer=name, learning_rate=RATES[name], epochs=50, **clips)
    losses, weights = trained_by_pytorch(scenario, 50)
    history = train(scenario)
    np.testing.assert_allclose(history.losses[:-1], losses, rtol=1e-10)
    for weight, array in history.params_at(50).items():
        np.testing.assert_allclose(array, weights[weight], rtol=1e-10, atol=1e-10, err_msg=weight)


def test_a_text_is_read_block_by_block_with_the_state_carried():
    scenario = TEXT.but(optimizer="sgd", learning_rate=0.5, epochs=3)
    w, columns = leaves(scenario.params), scenario.corpus_steps
    optimizer = torch.optim.SGD(list(w.values()), 0.5)
    for _epoch in range(3):
        h = torch.zeros(1, scenario.hidden_size, dtype=torch.float64)
        for first in range(0, len(columns) - 1, 3):
            losses = []
            for now, then in zip(columns[first : first + 3], columns[first + 1 : first + 4], strict=False):
                h = torch.tanh(w["Wx"][now] + h @ w["Wh"] + w["b"])
                losses.append(-(h @ w["Wo"] + w["bo"]).log_softmax(-1)[0, then])
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()
            optimizer.step()
            h = h.detach()
    for name, array in train(scenario).params_at(3).items():
        np.testing.assert_allclose(array, w[name].detach().numpy(), rtol=1e-10, atol=1e-10, err_msg=name)
