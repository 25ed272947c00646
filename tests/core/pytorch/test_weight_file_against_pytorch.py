"""Weights to and from PyTorch: what a torch module computes is computed here, and the other way round."""

import numpy as np
import pytest
from networks import KINDS, every_network, network
from oracle import torch
from random_runs import random_scenario
from safetensors.torch import load, save
from torch_network import Network

from rnnviz.core.pytorch.weight_file import load_weights, save_weights, tensors
from rnnviz.core.run import simulate

EXACT = {"rtol": 0, "atol": 1e-10}


def module(scenario, seed=0):
    torch.manual_seed(seed)
    return Network(scenario).double()


def outputs_of(made, scenario):
    return made(torch.tensor(scenario.task.x.copy())).detach().numpy()


def outputs(scenario):
    return simulate(scenario).trace.signals["y"]


@every_network
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_a_torch_module_computes_the_same_here(kind, layers, biases, embedding, dtype):
    scenario = network(kind, layers, biases, embedding)
    made = module(scenario).to(dtype)
    loaded = load_weights(save(made.state_dict()), scenario)
    np.testing.assert_allclose(outputs(loaded), outputs_of(made.double(), scenario), **EXACT)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize("kind", KINDS)
def test_half_the_digits_are_read_exactly(kind, dtype):
    scenario = network(kind, biases=False)
    made = module(scenario).to(dtype)
    loaded = load_weights(save(made.state_dict()), scenario)
    np.testing.assert_array_equal(loaded.params.Wo, made.fc.weight.detach().double().numpy().T)
    np.testing.assert_allclose(outputs(loaded), outputs_of(made.double(), scenario), **EXACT)


@every_network
def test_a_torch_module_takes_what_was_saved(kind, layers, biases, embedding):
    cell, activation = kind
    scenario = random_scenario(7, cell=cell, activation=activation, layers=layers, biases=biases, embedding=embedding)
    scenario = scenario.but(h0="")
    made = module(scenario)
    made.load_state_dict(load(save_weights(simulate(scenario))), strict=True)
    np.testing.assert_allclose(outputs_of(made, scenario), outputs(scenario), **EXACT)


@every_network
def test_the_table_is_the_modules_state_dict(kind, layers, biases, embedding):
    scenario = network(kind, layers, biases, embedding)
    listed = [(tensor.name, tensor.shape) for tensor in tensors(scenario)]
    assert listed == [(name, tuple(array.shape)) for name, array in module(scenario).state_dict().items()]
