"""Gradient clipping (R. Pascanu, T. Mikolov & Y. Bengio, On the difficulty of training recurrent networks, 2013)."""

import numpy as np

from rnnviz.core.arrays import Array

MARGIN = 1e-6  # PyTorch's: nothing is divided by 0

# P weights, all of a network in one row


@np.errstate(all="ignore")
def clip_norm(g: Array, most: float) -> Array:
    """g · min(most / (‖g‖ + 10⁻⁶), 1), (P,): at most ``most`` long, in the same direction; 0 is no clipping.

    As PyTorch's clip_grad_norm_, also where ‖g‖ is infinite, then finite entries become 0 and infinite ones NaN, and
    where it is NaN, then all become so. ‖g‖² overflows where an entry is beyond 10¹⁵⁴.

    >>> clip_norm(np.array([3.0, 4.0]), most=0.5).round(4), clip_norm(np.array([3.0, 4.0]), most=0)
    (array([0.3, 0.4]), array([3., 4.]))
    """
    if most == 0:
        return g.copy()
    length = np.sqrt(np.square(g).sum())
    return g * np.minimum(most / (length + MARGIN), 1.0)


def clip_value(g: Array, most: float) -> Array:
    """Each entry of g (P,) held in [−most, most]; 0 is no clipping. NaN stays. As PyTorch's clip_grad_value_.

    >>> clip_value(np.array([3.0, -0.25]), most=0.5), clip_value(np.array([3.0, -0.25]), most=0)
    (array([ 0.5 , -0.25]), array([ 3.  , -0.25]))
    """
    return g.copy() if most == 0 else g.clip(-most, most)
