"""Arrays as people hand them over: what has numbers is read, what has none is refused with a sentence."""

import numpy as np
import pandas as pd
import pytest

from rnnviz import Scenario, diagnose, simulate

ROWS = [[0.5, -2.0], [0.25, 3.0]]
MATRIX = np.array(ROWS)


def tensor(values, kind="", **choices):
    torch = pytest.importorskip("torch", reason="tensors are read where the oracle extra has brought PyTorch")
    return torch.tensor(values, dtype=getattr(torch, kind, None), **choices)


READ = {
    "lists": lambda: ROWS,
    "tuples": lambda: tuple(map(tuple, ROWS)),
    "array": lambda: MATRIX,
    "half precision": lambda: MATRIX.astype(np.float16),
    "long double": lambda: MATRIX.astype(np.longdouble),
    "data frame": lambda: pd.DataFrame(ROWS),
    "tensor": lambda: tensor(ROWS),
    "tensor with a gradient": lambda: tensor(ROWS, requires_grad=True),
}
REFUSED = {
    "masked": (lambda: np.ma.masked_array(MATRIX, [[1, 0], [0, 0]]), "masked array", r".filled(0.0)"),
    "complex": (lambda: MATRIX + 1j, "complex numbers", "whole or floating-point numbers"),
    "truth values": (lambda: MATRIX > 0, "truth values", "whole or floating-point numbers"),
    "truth values and a gap": (lambda: [[True, None], [False, True]], "[[True, None]", "rows of equally many"),
    "words": (lambda: [["1", "2"], ["3", "4"]], "[['1', '2']", "rows of equally many"),
    "dates": (lambda: np.zeros((2, 2), "datetime64[s]"), "1970", "rows of equally many"),
    "ragged": (lambda: [[1.0, 2.0], [3.0]], "[[1.0, 2.0], [3.0]]", "rows of equally many"),
    "16,000 digits": (lambda: [[10**16_000, 1], [1, 1]], "list", "rows of equally many"),
    "bfloat16": (lambda: tensor(ROWS, "bfloat16"), "tensor(", ".float()"),
}


@pytest.mark.parametrize("kind", READ)
def test_what_has_numbers_is_read(kind):
    found = Scenario(inputs=READ[kind](), targets="1", weights={"Wh": READ[kind]()})
    assert found.task.x.tolist() == [ROWS]
    assert found.params.Wh.tolist() == ROWS


@pytest.mark.parametrize("field", ["inputs", "targets", "h0", "weights"])
@pytest.mark.parametrize("kind", REFUSED)
def test_what_has_none_is_refused_and_told_what_to_give(complaint, field, kind):
    make, given, allowed = REFUSED[kind]
    said = complaint(**{field: {"Wh": make()} if field == "weights" else make()})
    assert given in said or (kind, field) == ("16,000 digits", "h0")
    assert allowed in said


@pytest.mark.parametrize("kind", REFUSED)
def test_what_has_none_cannot_be_diagnosed(kind):
    with pytest.raises(ValueError, match=r"dWh: this is no array of numbers"):
        diagnose(simulate(Scenario()), {"dWh": REFUSED[kind][0]()})


@pytest.mark.parametrize("shape", [(2,), (1, 2), (1, 1, 2)])
@pytest.mark.parametrize("kind", [np.ones, lambda shape: tensor(np.ones(shape), requires_grad=True)])
def test_an_initial_state_is_of_any_kind_and_shape(kind, shape):
    assert Scenario(h0=kind(shape)).initial_state[0][0].tolist() == [[1.0, 1.0]]


def test_symbols_are_of_any_kind():
    ids = [[0, 1, 2], [2, 1, 0]]
    scenarios = [Scenario(encoding="ids", head="softmax", targets="0", inputs=of(ids)) for of in (np.array, tensor)]
    assert {scenario.inputs for scenario in scenarios} == {"0; 1; 2 | 2; 1; 0"}
