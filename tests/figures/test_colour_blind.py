"""Eyes without one kind of cones see what there is to see."""

from itertools import combinations

import numpy as np
import pytest
from eyes import EYES, PAGES, apart, contrast, lab, least_apart, on_ramp
from test_contrast import EVERY

from rnnviz.figures import style

CLEAR = 20  # ΔE*ab at which two colours are told apart in a thin line
DARK = ["VALUES_DARK", "GRADIENTS_DARK"]
every_eye = pytest.mark.parametrize("eyes", EYES)


@every_eye
@pytest.mark.parametrize("name", ["VALUES", "GRADIENTS", *DARK])
def test_positive_and_negative_are_told_apart_and_the_further_from_0_the_better(name, eyes):
    ramp = getattr(style, name)
    sizes = np.linspace(0, 1, 11)
    found = [apart(on_ramp(ramp, 0.5 - size / 2), on_ramp(ramp, 0.5 + size / 2), eyes) for size in sizes]
    assert found[4] >= CLEAR
    assert all(distance >= CLEAR for distance in found[4:])
    assert np.diff(found[:6]).min() > 0


@every_eye
@pytest.mark.parametrize("name", ["VALUES", "GRADIENTS", "SHARES", "SIZES", "FLOW", "FLOW_BACK", "STACK"])
def test_what_is_larger_is_darker(name, eyes):
    ramp = getattr(style, name)
    start = 0.5 if name in ("VALUES", "GRADIENTS") else 0.0
    for side in (1, -1) if start else (1,):
        lightness = [lab(on_ramp(ramp, start + side * place), eyes)[0] for place in np.linspace(0, 1 - start, 21)]
        assert np.diff(lightness).max() < 0


@every_eye
@pytest.mark.parametrize("name", DARK)
def test_what_is_larger_is_brighter_on_a_dark_page_and_0_is_its_ground(name, eyes):
    ramp = getattr(style, name)
    for side in (1, -1):
        lightness = [lab(on_ramp(ramp, 0.5 + side * place), eyes)[0] for place in np.linspace(0, 0.5, 21)]
        assert np.diff(lightness).min() > 0
    assert ramp[2] == [0.5, PAGES["dark"]]


def look(trace):
    """What a trace is told by, besides its colour."""
    pattern = trace.marker.pattern.shape if trace.type == "bar" else None
    dash = (trace.line.dash or "solid") if trace.type == "scatter" and "lines" in trace.mode else None
    symbol = trace.marker.symbol if trace.type == "scatter" else None
    return trace.type, trace.mode if trace.type == "scatter" else "", dash, pattern, str(symbol)


def colour(trace):
    """The one colour of a line, of points, or of bars."""
    for found in (trace.line.color if trace.type == "scatter" else None, trace.marker.color, trace.marker.line.color):
        if isinstance(found, str):
            return found
    return None


@pytest.mark.parametrize("name", EVERY)
def test_no_two_lines_of_a_figure_are_alike(name):
    drawn = [trace for trace in EVERY[name].data if trace.type != "heatmap" and colour(trace)]
    for one, other in combinations(drawn, 2):
        alike = look(one) == look(other) and least_apart(colour(one), colour(other)) < CLEAR
        assert not alike or (one.mode, one.marker.symbol) == ("markers", "x-thin"), (
            look(one),
            colour(one),
            colour(other),
        )


def test_the_colours_of_outputs_are_told_apart():
    assert min(least_apart(*pair) for pair in combinations(style.OUTPUTS, 2)) >= CLEAR


def test_a_loss_that_counts_is_told_from_one_that_does_not():
    assert least_apart(style.LOSS, style.LOSS_UNCOUNTED) >= CLEAR


@every_eye
def test_the_distances_are_those_of_the_eyes(eyes):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert apart("#ffffff", "#000000", eyes) == pytest.approx(100, abs=0.5)
    red_and_green = apart("#cc3311", "#557700", eyes)
    assert (red_and_green > 40) == (eyes not in ("protanopia", "deuteranopia"))
