"""What a recurrent matrix does to a vector time after time: eigenvalues in the long run, singular values at once."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.shapes import recurrent_weights
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _

# D inputs, H hidden units
ROUNDING = 1e-9  # a matrix scaled to the radius 1 has it but for this
NILPOTENT = 1e-8  # a radius below this share of the matrix's size is 0 but for rounding


class Spectrum(NamedTuple):
    """Of one recurrent matrix (H, H); NaN throughout where the matrix is not finite."""

    eigenvalues: Array  # (H,) complex, the largest first
    singular: Array  # (H,), the largest first

    @property
    def radius(self) -> float:
        """ρ, the size of the largest eigenvalue; 0 for a matrix whose powers come to an end."""
        largest = float(np.abs(self.eigenvalues[0]))
        return 0.0 if largest <= NILPOTENT * self.stretch else largest

    @property
    def stretch(self) -> float:
        """σ_max, the most by which one product lengthens a vector; never below ρ."""
        return float(self.singular[0])


def recurrent(scenario: Scenario, params: Params) -> dict[str, Array]:
    """Every matrix of ``params`` that carries the state on, (H, H) each: Wh, each gate's Wh…, the lower part of Wc.

    Of a diagonal weight, which is one row, it is the matrix with this diagonal.

    >>> scenario = Scenario(cell="lstm", layers=2)
    >>> list(recurrent(scenario, scenario.params))
    ['Whi', 'Whf', 'Who', 'Whg', 'Whi2', 'Whf2', 'Who2', 'Whg2']
    >>> scenario = Scenario(cell="concat", inputs="1 2 3")
    >>> recurrent(scenario, scenario.params)["Wc"].shape
    (2, 2)
    """
    found = {name: getattr(params, name) for name in recurrent_weights(scenario.network, scenario.layers)}
    return {name: square(matrix) for name, matrix in found.items()}


def square(weight: Array) -> Array:
    """What a weight does to the state, (H, H).

    >>> square(np.array([2.0, 3.0])).tolist(), square(np.array([[9.0], [2.0]])).tolist()
    ([[2.0, 0.0], [0.0, 3.0]], [[2.0]])
    """
    return np.diag(weight) if weight.ndim == 1 else weight[-weight.shape[1] :]


def put_back(part: Array, whole: Array) -> Array:
    """``whole`` with ``part`` for what it does to the state."""
    return np.diagonal(part).copy() if whole.ndim == 1 else np.vstack([whole[: -whole.shape[1]], part])


def whole_recurrent(scenario: Scenario, params: Params) -> Array:
    """The one matrix (H, H) that multiplies the state of a cell with one sum: all its recurrent weights together."""
    return np.sum(list(recurrent(scenario, params).values()), axis=0)


def spectrum(matrix: Array) -> Spectrum:
    """Eigenvalues and singular values of ``matrix`` (H, H).

    >>> spectrum(np.array([[0.0, 2.0], [-0.5, 0.0]]))
    Spectrum(eigenvalues=array([0.+1.j, 0.-1.j]), singular=array([2. , 0.5]))
    """
    if not np.isfinite(matrix).all():
        return Spectrum(np.full(len(matrix), np.nan, complex), np.full(len(matrix), np.nan))
    peak = np.abs(matrix).max() or 1.0  # scaled, so that no square overflows
    found = np.linalg.eigvals(matrix / peak).astype(complex)
    order = np.argsort(-np.abs(found), kind="stable")
    with np.errstate(over="ignore"):
        return Spectrum(found[order] * peak, np.linalg.svd(matrix / peak, compute_uv=False) * peak)


def scaled(matrix: Array, radius: float) -> Array:
    """``matrix`` (H, H) times the number that gives it the spectral radius ``radius`` ≥ 0.

    Raises a ValueError with a sentence where no number does.

    >>> scaled(np.array([[0.0, 2.0], [-0.5, 0.0]]), 0.5)
    array([[ 0.  ,  1.  ],
           [-0.25,  0.  ]])
    """
    if not (np.isfinite(radius) and radius >= 0):
        raise ValueError(
            _("Spectral radius: {given} was given. Give a number from 0 on.").format(given=radius)  # inf or NaN
        )
    if not np.isfinite(matrix).all():
        raise ValueError(
            _("The matrix holds a number that is not finite and has no spectral radius. Set smaller weights by hand.")
        )
    found = spectrum(matrix).radius
    if not found:
        raise ValueError(
            _(
                "The spectral radius is 0: all eigenvalues are 0, and no factor makes them larger. "
                "Press Undo, or set other weights by hand."
            )
        )
    with np.errstate(all="ignore"):
        result = matrix / found * radius
    if not np.isfinite(result).all():
        raise ValueError(
            _("Spectral radius: scaled to {given}, the matrix would overflow. Give a smaller number.").format(
                given=radius
            )
        )
    return result


def with_radius(scenario: Scenario, name: str, radius: float) -> Array:
    """The whole matrix ``name`` of ``scenario`` with its recurrent part scaled to the spectral radius ``radius``.

    >>> found = with_radius(Scenario(seed=1), "Wh", 1.5)
    >>> round(spectrum(found).radius, 12)
    1.5
    """
    parts = recurrent(scenario, scenario.params)
    if name not in parts:
        raise ValueError(
            _("{given} is no recurrent matrix of this network. It has {allowed}.").format(
                given=name, allowed=", ".join(parts)
            )
        )
    return put_back(scaled(parts[name], radius), getattr(scenario.params, name))
