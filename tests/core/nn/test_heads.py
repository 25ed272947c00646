"""Losses of answers that are very sure, where probabilities round to 0 or 1."""

from fractions import Fraction
from itertools import pairwise
from math import exp

import numpy as np
import pytest

from rnnviz.core.nn.heads import HEADS


def loss(y, target):
    head = HEADS["sigmoid_cross"]
    return head.losses(head.outputs(np.array([[y]])), np.array([[target]])).item()


def between(y, target):
    """Two bounds of the loss without a logarithm: x − x²/2 < log(1 + x) < x for x = e^−|y|, as exact fractions."""
    x = Fraction(exp(-abs(y)))
    rest = max(Fraction(y), Fraction(0)) - Fraction(target) * Fraction(y)
    return rest + x - x * x / 2, rest + x


@pytest.mark.parametrize("y", [20.0, 25.0, 36.0, 40.0, 100.0, 700.0])
@pytest.mark.parametrize(("sign", "target"), [(1, 1.0), (-1, 0.0), (1, 0.0), (-1, 1.0), (1, 0.5), (-1, 0.25)])
def test_a_sure_answer_keeps_every_digit(y, sign, target):
    low, high = between(sign * y, target)
    assert float(low) * (1 - 1e-15) <= loss(sign * y, target) <= float(high) * (1 + 1e-15)


def test_the_surer_the_right_answer_the_smaller_its_loss():
    losses = [loss(float(y), 1.0) for y in range(0, 701, 7)]
    assert all(later < earlier for earlier, later in pairwise(losses))
    assert losses[-1] > 0.0
