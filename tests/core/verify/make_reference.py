"""The numbers of rnnviz/core/verify/reference, made by PyTorch alone: its modules, or single tensors where it has none.

Run ``PYTHONPATH=tests/core python tests/core/verify/make_reference.py`` after a cell is registered; a test makes them
anew and compares.
"""

import json

import numpy as np
from autograd import JUDGED, LOSSES, by_autograd, gradient, leaf
from oracle import torch
from reference_cases import CASES, scenario
from safetensors.torch import load
from torch_network import Network

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.pytorch.state_dict import modules, tensors, turned
from rnnviz.core.pytorch.weight_file import save_weights
from rnnviz.core.run import blocks, simulate
from rnnviz.core.verify.pytorch_reference import FOLDER

BY = f"PyTorch {torch.__version__.partition('+')[0]}"


def by_module(asked):
    """The numbers by nn.RNN, nn.GRU or nn.LSTM with nn.Linear, block by block."""
    made = Network(asked).double()
    made.load_state_dict(load(save_weights(simulate(asked))))
    ends, names = ["", "2", "3"][: asked.layers], asked.network.states
    x = leaf(asked.task.x)
    state = [leaf([layer[i] for layer in asked.initial_state]) for i in range(len(names))]
    begun, tops = {0: state}, []
    for block in blocks(asked).steps:
        if block.start:
            state = begun[block.start] = [array.detach().requires_grad_() for array in state]
        top, after = made.rnn(x[:, block], tuple(state) if len(names) > 1 else state[0])
        state = after if len(names) > 1 else [after]
        tops.append(top)
    h = torch.cat(tops, 1)
    y = made.fc(h)
    y.retain_grad()
    LOSSES[asked.head](y, torch.tensor(asked.task.target.copy())).sum().backward()
    found = {"h" + ends[-1]: h, "y": y} | JUDGED[asked.head](y)
    numbers = {name: array.detach().numpy() for name, array in found.items()}
    numbers |= {"dy": gradient(y), "dx": gradient(x)} | by_matrix(asked, made)
    for start, kept in begun.items():
        called = f"{{}} dropped after {start}" if start else "d{}0"
        for name, array in zip(names, kept, strict=True):
            numbers |= {called.format(name + end): gradient(array)[layer] for layer, end in enumerate(ends)}
    return numbers


def by_matrix(asked, made):
    """The gradients of the tensors as those of our matrices."""
    theirs = dict(made.named_parameters())
    return {
        f"d{name}": turned(name, block)
        for tensor in tensors(asked)
        for name, block in zip(tensor.holds, np.split(gradient(theirs[tensor.name]), len(tensor.holds)), strict=True)
    }


def computed(asked):
    """All numbers of ``asked`` that are kept, by the names of ``numbers_of``."""
    found = by_module(asked) if asked.cell in modules() else by_autograd(simulate(asked))
    target = torch.tensor(asked.task.target.copy())
    losses = LOSSES[asked.head](torch.tensor(found["y"]), target).sum(-1).numpy()
    top = "h" + str(asked.layers)
    kept = {name: found[name] for name in (top, "y", *JUDGED[asked.head](torch.tensor(found["y"])))}
    kept |= {"L_t": losses, "L": losses.sum()}
    starts = [f"{state}{end}0" for end in ["", "2"] for state in asked.network.states]
    kept |= {f"dL/d{name}": found[f"d{name}"] for name in (*asked.shapes, "y", "x", *starts)}
    return kept | {name.replace("after", "after step"): found[name] for name in found if "dropped" in name}


def written(cell):
    """The file of ``cell``: a line for each array, all digits."""
    cases = []
    for case in CASES:
        asked = scenario(cell, case)
        numbers = {name: np.asarray(array).tolist() for name, array in computed(asked).items()}
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in numbers.items())
        settings = json.dumps(asked.model_dump(exclude_defaults=True))
        cases.append(f'{{"scenario": {settings},\n "numbers": {{\n{lines}\n }}}}')
    module = modules()[cell].title if cell in modules() else ""
    head = f'"by": {json.dumps(BY)}, "module": {json.dumps(module)}'
    return "{" + head + ', "cases": [\n' + ",\n".join(cases) + "\n]}\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for cell in CELLS:
        (FOLDER / f"{cell}.json").write_text(written(cell), "utf-8")
