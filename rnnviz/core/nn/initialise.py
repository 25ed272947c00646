"""Weights before a run: drawn by scheme, scale and seed."""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from rnnviz.core.arrays import Array, Shape
from rnnviz.i18n import N_


def normal(rng: np.random.Generator, shape: Shape) -> Array:
    return rng.normal(size=shape)


def uniform(rng: np.random.Generator, shape: Shape) -> Array:
    return rng.uniform(-1.0, 1.0, shape)


def xavier(rng: np.random.Generator, shape: Shape) -> Array:
    """Glorot & Bengio 2010: uniform in ±√(6 / (rows + columns))."""
    return rng.uniform(-1.0, 1.0, shape) * np.sqrt(6.0 / sum(shape))


def orthogonal(rng: np.random.Generator, shape: Shape) -> Array:
    """Saxe et al. 2014: the orthogonal factor of a normal matrix, so that no direction is stretched."""
    q, r = np.linalg.qr(rng.normal(size=(max(shape), min(shape))))
    q = q * np.sign(np.diag(r))
    return q if shape[0] >= shape[1] else q.T


SCHEMES: dict[str, tuple[str, Callable[[np.random.Generator, Shape], Array]]] = {
    "uniform": (N_("Uniform in ±scale"), uniform),
    "normal": (N_("Normal × scale"), normal),
    "xavier": (N_("Xavier × scale"), xavier),
    "orthogonal": (N_("Orthogonal × scale"), orthogonal),
}


def draw(shapes: Mapping[str, Shape], zero: Collection[str], scheme: str, scale: float, seed: int) -> dict[str, Array]:
    """A matrix for each name; those of ``zero``, the biases, are 0.

    Numbers are rounded to four significant digits, so that what is seen on the page is the exact number and a
    student can compute with it by hand.

    >>> draw({"Wh": (2, 2)}, [], "normal", 0.5, seed=1)
    {'Wh': array([[ 0.1728,  0.4108],
           [ 0.1652, -0.6516]])}
    """
    rng = np.random.default_rng(seed)
    drawn = {}
    for name, shape in shapes.items():
        matrix = scale * SCHEMES[scheme][1](rng, shape) if name not in zero else np.zeros(shape)
        drawn[name] = np.array([float(f"{v:.4g}") for v in matrix.flat]).reshape(shape)
    return drawn
