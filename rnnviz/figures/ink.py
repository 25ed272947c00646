"""The ink of a number that stands on a colour: black or white, whichever is read more easily."""

import re
from collections.abc import Sequence

import numpy as np

from rnnviz.core.arrays import Array

BLACK, WHITE = "#000000", "#ffffff"
EVEN = 0.179  # the luminance on which both have the same contrast, 4.58 : 1


def inks(values: Array, ramp: Sequence[Sequence], low: float, high: float) -> Array:
    """For each of ``values``, drawn in the colours of ``ramp`` from ``low`` to ``high``, the ink to write it with.

    >>> inks(np.array([-1.0, 0.0, 1.0]), [[0.0, "#2166ac"], [0.5, "#f7f7f7"], [1.0, "#b2182b"]], -1.0, 1.0).tolist()
    ['#ffffff', '#000000', '#ffffff']
    """
    stops = [stop for stop, _ in ramp]
    colours = np.array([channels(colour) for _, colour in ramp])
    places = np.nan_to_num((values - low) / ((high - low) or 1.0))
    mixed = np.stack([np.interp(places, stops, channel) for channel in colours.T], axis=-1)
    return np.where(luminance(mixed) > EVEN, BLACK, WHITE)


def channels(colour: str) -> list[float]:
    """Red, green and blue of ``#rrggbb``, 0 … 1."""
    return [int(pair, 16) / 255 for pair in re.findall(r"[0-9a-f]{2}", colour)]


def luminance(colours: Array) -> Array:
    """(…, 3) → (…): the relative luminance of sRGB colours, 0 … 1, as WCAG 2.2 defines it."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def written(trace: dict, form: str, size: int) -> dict:
    """The heatmap ``trace`` with its numbers in its cells, in d3's ``form``, each in the ink that suits its colour."""
    return trace | {
        "text": inks(trace["z"], trace["colorscale"], trace["zmin"], trace["zmax"]).tolist(),
        "texttemplate": f'<span style="color:%{{text}}">%{{z:{form}}}</span>',
        "textfont": {"size": size},
    }
