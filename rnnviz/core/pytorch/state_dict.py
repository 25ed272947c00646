"""PyTorch's tensors: which tensor of a network's state_dict holds which of our matrices, and how."""

from typing import NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import CELLS, Module
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _

Shape = tuple[int, ...]


class Tensor(NamedTuple):
    """A tensor of a state_dict: its name and shape there, the matrices of ours it holds, from its top, and how."""

    name: str
    shape: Shape
    holds: tuple[str, ...]
    how: str


def tensors(scenario: Scenario) -> list[Tensor]:
    """The state_dict of a module with this scenario's network as ``embedding``, ``rnn`` and ``fc``.

    PyTorch multiplies W x where we multiply x W, keeps gates under one another, and has two biases where one would do
    (docs.pytorch.org: nn.RNN, nn.GRU, nn.LSTM). Raises ValueError for a cell that PyTorch has no module for.

    >>> for tensor in tensors(Scenario()): print(*tensor)
    rnn.weight_ih_l0 (2, 2) ('Wx',) transposed
    rnn.weight_hh_l0 (2, 2) ('Wh',) transposed
    rnn.bias_ih_l0 (2,) ('b',) the two biases are added
    rnn.bias_hh_l0 (2,) ('b',) the two biases are added; b saved as 0
    fc.weight (1, 2) ('Wo',) transposed
    fc.bias (1,) ('bo',) as it is
    """
    held = layout(scenario)
    found: list[Tensor] = []
    for name, holds in held.items():
        before = {matrix for tensor in found for matrix in tensor.holds}
        elsewhere = {matrix for other, matrices in held.items() if other != name for matrix in matrices}
        found.append(
            Tensor(
                name,
                shape_there(holds, scenario),
                holds,
                layout_note(holds, elsewhere, before, turned=is_turned(holds[0], scenario)),
            )
        )
    return found


def layout(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The matrices each tensor holds; tensors of matrices that this network does without are left out.

    >>> layout(Scenario(cell="gru", biases=False))["rnn.weight_ih_l0"]
    ('Wxr', 'Wxz', 'Wxn')
    """
    held: dict[str, tuple[str, ...]] = {"embedding.weight": ("E",)}
    for layer in range(scenario.layers):
        end = str(layer + 1) if layer else ""
        for part, matrices in module_of(scenario).tensors.items():
            held[f"rnn.{part}_l{layer}"] = tuple(matrix + end for matrix in matrices)
    held |= {"fc.weight": ("Wo",), "fc.bias": ("bo",)}
    return {name: holds for name, holds in held.items() if set(holds) <= scenario.shapes.keys()}


def modules() -> dict[str, Module]:
    """PyTorch's module of every cell that it has one for, by the cell's name."""
    made = {name: make(ACTIVATIONS["tanh"]).pytorch for name, make in CELLS.items()}
    return {name: module for name, module in made.items() if module}


def module_of(scenario: Scenario) -> Module:
    """PyTorch's module of the scenario's cell; a ValueError with a sentence where it has none."""
    cell = scenario.network
    if cell.pytorch is None:
        titles = [cell.title] + ([ACTIVATIONS[scenario.activation].title] if scenario.cell in modules() else [])
        said = _("PyTorch weights: PyTorch has no module for the cell “{given}”. Choose one of these: {allowed}.")
        allowed = _("; ").join(title_there(name) for name in modules())
        raise ValueError(said.format(given=", ".join(map(_, titles)), allowed=allowed))
    return cell.pytorch


def title_there(name: str) -> str:
    """A cell's title, with the activations that PyTorch has for it if it has not all of them.

    >>> title_there("elman"), title_there("lstm")
    ('Simple (Elman): Tanh, ReLU', 'LSTM')
    """
    make = CELLS[name]
    there = [_(phi.title) for phi in ACTIVATIONS.values() if make(phi).pytorch]
    title = _(make(ACTIVATIONS["tanh"]).title)
    return title if len(there) == len(ACTIVATIONS) else f"{title}: {', '.join(there)}"


def shape_there(holds: tuple[str, ...], scenario: Scenario) -> Shape:
    """The tensor's shape: our matrices turned, but for E, and put under one another."""
    rows, columns = scenario.shapes[holds[0]]
    if holds[0] == "E":
        return rows, columns
    _layer, weight = network_weights(scenario.network, scenario.layers)[holds[0]]
    return (len(holds) * columns,) if weight.is_bias else (len(holds) * columns, rows)


def layout_note(holds: tuple[str, ...], elsewhere: set[str], before: set[str], *, turned: bool) -> str:
    """How a tensor holds its matrices, for people, where other tensors hold those ``elsewhere``, some ``before`` it.

    >>> layout_note(("bxr", "bxz", "bhn"), {"bxr", "bxz", "bxn"}, {"bxr", "bxz", "bxn"}, turned=False)
    'gate under gate; the two biases are added; bhn stands alone; bxr, bxz saved as 0'
    """
    notes = [_("gate under gate")] if holds[1:] else []
    if not set(holds) & elsewhere:
        return _("; ").join([_("transposed") if turned else _("as it is"), *notes])
    notes.append(_("the two biases are added"))
    if alone := [name for name in holds if name not in elsewhere]:
        notes.append(_("{names} stands alone").format(names=", ".join(alone)))
    if zero := [name for name in holds if name in before]:
        notes.append(_("{names} saved as 0").format(names=", ".join(zero)))
    return _("; ").join(notes)


def is_turned(name: str, scenario: Scenario) -> bool:
    """Whether PyTorch has the weight transposed: every matrix, but not the table E."""
    _layer, weight = network_weights(scenario.network, scenario.layers)[name]
    return name != "E" and not weight.is_bias


def turned(name: str, matrix: Array) -> Array:
    """Our matrix as PyTorch has it, or PyTorch's as we have it."""
    return matrix if name == "E" else matrix.T
