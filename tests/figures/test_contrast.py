"""Numbers are read on their colours, lines are seen on a light and a dark page: WCAG 2.2, levels 4.5 : 1 and 3 : 1."""

import re

import numpy as np
import pytest
from eyes import PAGES, contrast, on_ramp
from test_every_figure import draw, every_picture

from rnnviz.core.gradient.chain_rule import chain
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.core.train.training import train
from rnnviz.figures import VIEWS, Look, style
from rnnviz.figures.chain_links import chain_links
from rnnviz.figures.compare import compare
from rnnviz.figures.ink import inks
from rnnviz.figures.learning_curve import learning_curve
from rnnviz.figures.why.unit_circle import unit_circle

TEXT, GRAPHICS = 4.5, 3.0
RAMPS = {name: getattr(style, name) for name in ("VALUES", "GRADIENTS", "SHARES", "SIZES")}  # of what holds numbers
RAMPS |= {name: getattr(style, name) for name in ("VALUES_DARK", "GRADIENTS_DARK")}
FOUR = simulate(PRESETS["stateful"].scenario)
SPAN = re.compile(r'<span style="color:(#\w{6})">')


def figures():
    """One of every kind."""
    for view, look in (("step", Look()), ("gradient", Look()), ("gradient", Look(unit=1)), ("why", Look())):
        for name, figure in VIEWS[view].items():
            if drawn := figure(FOUR, look):
                yield f"{name} {look.unit}", drawn
    yield from compare(FOUR, simulate(FOUR.scenario.but(seed=1, weights=""))).items()
    yield "probabilities", VIEWS["step"]["outputs"](simulate(PRESETS["softmax"].scenario), Look())
    yield (
        "many outputs",
        VIEWS["step"]["outputs"](simulate(FOUR.scenario.but(output_size=6, targets="1 2 3 4 5 6", weights="")), Look()),
    )
    yield "bars", VIEWS["gradient"]["parts"](FOUR, Look(bars=True))
    yield "one share", VIEWS["gradient"]["weight_steps"](simulate(PRESETS["once"].scenario), Look())
    yield "chain", chain_links(chain(FOUR, 4, 3), 0, "h")
    yield "circle", unit_circle(FOUR, "Wh")
    yield "curve", learning_curve(train(PRESETS["classifier"].scenario.but(epochs=2)))


EVERY = dict(figures())
every_figure = pytest.mark.parametrize("name", EVERY)


@pytest.mark.parametrize("name", RAMPS)
def test_a_number_is_read_on_every_colour_of_a_ramp(name):
    values = np.linspace(-3.0, 5.0, 1001)
    written = inks(values, RAMPS[name], -3.0, 5.0)
    for place, ink in zip(np.linspace(0, 1, 1001), written, strict=True):
        assert contrast(on_ramp(RAMPS[name], place), str(ink)) >= TEXT


@pytest.mark.parametrize("name", ["VALUES", "GRADIENTS"])
def test_the_ends_of_a_ramp_are_seen_as_lines_on_their_page(name):
    for end in (0, -1):
        assert contrast(getattr(style, name)[end][1], PAGES["light"]) >= GRAPHICS
        assert contrast(getattr(style, f"{name}_DARK")[end][1], PAGES["dark"]) >= GRAPHICS


@pytest.mark.parametrize("name", ["NOW", "LOSS", "LOSS_UNCOUNTED", "CUT"])
def test_frames_bars_and_scissors_of_the_network_are_seen_on_every_page(name):
    assert all(contrast(getattr(style, name), page) >= GRAPHICS for page in PAGES.values())


def written_on(figure):
    """Each cell that holds a number: the colour below it, and the ink."""
    for trace in figure.data:
        if trace.type == "heatmap" and trace.texttemplate:
            for z, text in zip(np.ravel(trace.z), np.ravel(trace.text), strict=True):
                if np.isfinite(z) and text:
                    place = (z - trace.zmin) / (trace.zmax - trace.zmin)
                    yield on_ramp(trace.colorscale, place), (SPAN.match(text) or [text, text])[1]


@every_picture
def test_the_numbers_in_its_cells_are_read(figure, run):
    assert all(contrast(*pair) >= TEXT for pair in written_on(draw(figure, run)))


@every_figure
def test_the_numbers_in_the_cells_of_other_views_are_read(name):
    assert all(contrast(*pair) >= TEXT for pair in written_on(EVERY[name]))


def test_there_are_numbers_in_cells():
    with_numbers = [name for name, figure in EVERY.items() if list(written_on(figure))]
    assert {"inputs 0", "weights 0", "parts 0", "parts 1", "one share", "chain", "probabilities"} <= set(with_numbers)


def drawn_with(figure):
    """The colours of lines, bars, points and dividing lines; of what has a ramp, the line around it."""
    for trace in figure.data:
        if trace.type == "heatmap":
            continue
        marker = trace.marker.to_plotly_json()
        if isinstance(marker.get("colorscale"), list | tuple) or trace.marker.color == style.NODE:
            yield marker["line"]["color"]
        elif marker.get("color") is not None:
            yield from np.atleast_1d(marker["color"])
        if trace.type == "scatter" and trace.line.color:
            yield trace.line.color
        if trace.type == "scatter" and trace.textfont.color:
            yield trace.textfont.color
    for shape in figure.layout.shapes:
        if shape.line.color != style.FRAME:  # stands on a cell
            yield shape.line.color


@every_figure
def test_lines_and_marks_are_seen_on_every_page(name):
    for colour in drawn_with(EVERY[name]):
        for page in PAGES.values():
            assert contrast(colour, page) >= GRAPHICS, (colour, page)


def test_a_frame_is_seen_on_every_share():
    for place in np.linspace(0, 1, 101):
        assert contrast(on_ramp(style.SHARES, place), style.FRAME) >= GRAPHICS


@every_figure
def test_words_have_the_ink_of_the_page(name):
    layout = EVERY[name].layout
    assert all(note.font.color is None for note in layout.annotations)
    axes = [axis for axis in layout.to_plotly_json() if re.fullmatch(r"[xy]axis\d*", axis)]
    assert axes
    assert all(layout[axis].color is None for axis in axes)
