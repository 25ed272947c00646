"""What is said of the training beside PyTorch's: whose mean loss it follows, and how far its bias moves."""

import numpy as np
import pytest
from oracle import torch
from safetensors.torch import load

from rnnviz import Scenario, save_weights, simulate
from rnnviz.core.train.training import begin
from rnnviz.core.train.update import unflatten

N, T, O = 3, 4, 5
rng = np.random.default_rng(1)
NUMBERS = {"inputs": rng.normal(size=(N, T, 2)), "hidden_size": 3, "scale": 1.0}
TARGETS = {
    "numbers": rng.normal(size=(N, T, O)),
    "shares": rng.random((N, T, O)),
    "classes": rng.integers(O, size=(N, T)),
}
# what is trained here, PyTorch's loss, and how many times the gradient of that loss the gradient here is
LOSSES = [
    ("linear", "numbers", torch.nn.MSELoss, O),
    ("sigmoid_cross", "shares", torch.nn.BCEWithLogitsLoss, O),
    ("softmax", "classes", torch.nn.CrossEntropyLoss, 1),
]


@pytest.mark.parametrize(("head", "targets", "loss", "times"), LOSSES)
def test_the_mean_loss_is_pytorchs_but_where_that_divides_by_the_outputs(head, targets, loss, times):
    scenario = Scenario(**NUMBERS, head=head, targets=TARGETS[targets], output_size=O)
    step = begin(scenario).update_after(0)
    model = torch.nn.ModuleDict({"rnn": torch.nn.RNN(2, 3, batch_first=True), "fc": torch.nn.Linear(3, O)}).double()
    model.load_state_dict(load(save_weights(simulate(scenario))))
    states, _last = model["rnn"](torch.tensor(scenario.task.x.copy()))
    answers, right = model["fc"](states).reshape(N * T, O), torch.tensor(TARGETS[targets]).reshape(N * T, -1)
    mean = loss()(answers, right if times == O else right[:, 0])
    mean.backward()
    assert step.loss == pytest.approx(times * mean.item(), rel=1e-12)
    ours, theirs = unflatten(step.gradient, scenario.params), model["rnn"]
    np.testing.assert_allclose(ours.Wh, times * theirs.weight_hh_l0.grad.numpy().T, rtol=1e-9)
    for bias in (theirs.bias_ih_l0, theirs.bias_hh_l0):  # each moves as far as the one here, so both twice as far
        np.testing.assert_allclose(ours.b, times * bias.grad.numpy(), rtol=1e-9)
