"""What people hand over as arrays: nested lists, arrays, data frames, tensors. What holds no numbers is refused.

A tensor with a gradient is known by its ``detach``, so that PyTorch need not be there.
"""

from contextlib import suppress
from numbers import Real

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import N_, _

# what NumPy would take for numbers without a word
NO_NUMBERS = {"b": N_("truth values"), "c": N_("complex numbers")}


def numbers(values: object) -> Array:
    """``values`` as an array of whole or floating-point numbers. Raises ValueError with a sentence.

    >>> numbers([[1, 2]])
    array([[1, 2]])
    >>> numbers([True])
    Traceback (most recent call last):
        ...
    ValueError: “[True]” holds truth values. Give whole or floating-point numbers.
    """
    array = as_array(values)
    if array.dtype.kind not in "iuf":
        raise no_numbers(values)
    return array


def numbers_and_gaps(values: object) -> Array:
    """``values`` as an array of floats, NaN where None or NaN leaves an entry out. Raises ValueError with a sentence.

    >>> numbers_and_gaps([[1, None]])
    array([[ 1., nan]])
    """
    array = as_array(values)
    if array.dtype.kind == "O" and all(value is None or is_number(value) for value in array.flat):
        with suppress(OverflowError):
            return array.astype(float)
    return as_floats(numbers(values))


def is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def as_array(values: object) -> Array:
    """``values`` as NumPy reads them."""
    if isinstance(values, np.ma.MaskedArray):
        said = _("“{given}” is a masked array; what is masked is no number. Fill it in first, with .filled(0.0).")
        raise ValueError(said.format(given=quoted(values)))
    detach = getattr(values, "detach", None)
    try:
        array = np.asarray(detach() if callable(detach) else values)
    except TypeError:
        said = _("“{given}” cannot become a NumPy array. Give it as float32 or float64, a tensor with .float().")
        raise ValueError(said.format(given=quoted(values))) from None
    except (ValueError, RuntimeError):  # rows of unequal length, tensors with a gradient in a list
        raise no_numbers(values) from None
    if array.dtype.kind in NO_NUMBERS:
        said = _("“{given}” holds {kind}. Give whole or floating-point numbers.")
        raise ValueError(said.format(given=quoted(values), kind=_(NO_NUMBERS[array.dtype.kind])))
    return array


def no_numbers(values: object) -> ValueError:
    said = _("“{given}” is not an array of numbers. Give rows of equally many numbers.")
    return ValueError(said.format(given=quoted(values)))


def write_rows(values: object) -> str:
    """An array, or nested lists, as it would be typed; text stays as it is.

    >>> write_rows([[0.2, 0.4], [0.1, 0.3]]), write_rows(np.array([[[0.5]], [[1e-07]]])), write_rows([3, 1])
    ('0.2 0.4; 0.1 0.3', '0.5 | 1e-07', '3; 1')
    """
    if isinstance(values, str):
        return values
    array = numbers(values)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim == 2:
        array = array[None]
    if array.ndim != 3:
        raise ValueError(
            _("An array of shape {given} was given. Shapes (T,), (T, D) and (N, T, D) are allowed.").format(
                given=array.shape
            )
        )
    write, array = (repr, as_floats(array)) if array.dtype.kind == "f" else (str, array)
    return " | ".join("; ".join(" ".join(write(v) for v in step) for step in example) for example in array.tolist())


@np.errstate(over="ignore")
def as_floats(array: Array) -> Array:
    """``array`` as float64; a long double that is too large becomes inf."""
    return array.astype(float, copy=False)
