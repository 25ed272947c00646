"""Why a gradient vanishes, in the browser: the handle, the circle and the words."""

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS
from rnnviz.core.gradient.spectrum import recurrent, spectrum

pytestmark = pytest.mark.browser

FOUR = PRESETS["four"].scenario
WHY = "preset=four&view=why"


def handle(visit):
    return visit.page.get_by_role("slider", name="Spectral radius of Wh")


def matrix(visit):
    return np.array([[float(visit.cell("Wh", i, j).input_value()) for j in (1, 2)] for i in (1, 2)])


def test_the_handle_scales_the_matrix_and_the_words_follow(open_page):
    visit = open_page(WHY + "&at=8")
    expect(visit.page.get_by_text("The spectral radius is 0.9")).to_be_visible()
    handle(visit).focus()
    visit.press("ArrowRight", "ArrowRight")
    expect(visit.page.get_by_text("The spectral radius is 1, and still the gradient vanishes")).to_be_visible()
    visit.until(lambda: np.allclose(np.abs(np.linalg.eigvals(matrix(visit))).max(), 1.0))
    np.testing.assert_allclose(matrix(visit), np.array([[0.4, 0.4], [0.5, 0.5]]) / 0.9, rtol=1e-12)
    visit.click("Undo")
    visit.click("Undo")
    visit.until(lambda: np.allclose(matrix(visit), [[0.4, 0.4], [0.5, 0.5]]))
    expect(visit.page.get_by_text("The spectral radius is 0.9")).to_be_visible()
    expect(handle(visit)).to_have_value("0.9")


def test_the_circle_holds_the_eigenvalues_and_stepping_replaces_nothing(look_at):
    visit = look_at(WHY)
    circle = visit.page.locator(".rnnviz-chart")
    visit.until(lambda: circle.get_attribute("data-points"))
    drawn = circle.evaluate("plot => plot._fullData.map(({ x, y }) => [[...x], [...y]])")
    wanted = spectrum(recurrent(FOUR, FOUR.params)["Wh"])
    points = [complex(x, y) for xs, ys in drawn if len(xs) == 2 for x, y in zip(xs, ys, strict=True)]
    assert all(np.abs(np.array(points) - value).min() < 1e-12 for value in wanted.eigenvalues)
    drawn = visit.drawn()
    visit.mark_nodes()
    visit.press(*["ArrowRight"] * 8, *["ArrowLeft"] * 3)
    visit.expect_at(5)
    assert visit.drawn() == drawn
    visit.expect_same_nodes()
