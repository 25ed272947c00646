"""When a number that was handed in counts as right: close enough, or rounded as people round."""

import numpy as np

from rnnviz.core.arrays import Array

EXACT = 1e-6  # of the right number, or of 1 where that is smaller
DIGITS = (4, 5, 6)  # to which a right number may have been rounded; with more it is close enough anyway


def agrees(given: Array, right: Array) -> Array:
    """Entry by entry: within 1e-6, or ``right`` rounded to 4, 5 or 6 significant digits or as many decimals.

    ``given`` is finite; a ``right`` that is not agrees with nothing. Arrays have one axis or more.

    >>> agrees(np.array([0.1235, 0.1234, 123.5, 0.00001235]), np.array([0.12345678, 0.12345678, 123.456, 1.23456e-5]))
    array([ True, False,  True,  True])
    """
    with np.errstate(all="ignore"):
        away, size = np.abs(given - right), np.abs(right)
        finite = np.isfinite(right)
        found = (away <= EXACT * np.maximum(1.0, size)) & finite
        maybe = ~found & finite & near(away, size)
        if maybe.any():
            found[maybe] = rounded(given[maybe], right[maybe])
        return found


def near(away: Array, size: Array) -> Array:
    """Whether what is ``away`` from a number of this ``size`` can be that number rounded: at a glance."""
    return away <= np.maximum(51e-6, 51e-5 * size)


def rounded(given: Array, right: Array) -> Array:
    """Whether ``given`` is ``right``, rounded."""
    away, first = np.abs(given - right), np.floor(np.log10(np.abs(right)))  # the place of the first digit
    found = np.zeros(given.shape, bool)
    for digits in DIGITS:
        for unit in (10.0 ** (first + 1 - digits), 10.0**-digits):
            found |= (away <= 0.500001 * unit) & (np.abs(given / unit - np.rint(given / unit)) < EXACT)
    return found


def all_agree(given: Array, right: Array) -> bool:
    """Whether all entries agree; most that do not are seen at a glance."""
    with np.errstate(all="ignore"):
        return bool(near(np.abs(given - right), np.abs(right)).all() and agrees(given, right).all())


def all_exact(given: Array, right: Array) -> bool:
    """Whether all entries are within 1e-6, none only as a rounded number is."""
    with np.errstate(all="ignore"):
        return bool((np.abs(given - right) <= EXACT * np.maximum(1.0, np.abs(right))).all())
