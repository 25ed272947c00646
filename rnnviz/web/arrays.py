"""Arrays on their way to the browser: exact, short, and with NaN and infinity, which JSON has no words for."""

from base64 import b64encode
from typing import TypedDict

import numpy as np

from rnnviz.core.arrays import Array


class Packed(TypedDict):
    """An array as text: its float64 numbers, little-endian, in base64, and its shape."""

    f8: str
    shape: list[int]


def packed(array: Array) -> Packed:
    """``array`` of any shape as the browser reads it (``stage/arrays.js``).

    >>> packed(np.array([[1.0, np.inf]]))
    {'f8': 'AAAAAAAA8D8AAAAAAADwfw==', 'shape': [1, 2]}
    """
    numbers = np.ascontiguousarray(array, dtype="<f8")
    return {"f8": b64encode(numbers.tobytes()).decode("ascii"), "shape": list(numbers.shape)}
