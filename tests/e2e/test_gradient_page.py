"""Reading the gradient in the browser: its parts, the chain behind a cell, dW over time, and the cut."""

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate
from rnnviz.core.gradient.truncation import uncut
from rnnviz.core.gradient.weight_contributions import contributions

pytestmark = pytest.mark.browser

FOUR = PRESETS["four"].scenario
READ = "preset=four&view=gradient"


def parts_of(run, unit):
    """What the map of one unit must hold, with a gap before the first step and above the diagonal."""
    rows = run.itemised()[0][:, :, unit - 1].copy()
    rows[np.triu_indices(len(rows), 1)] = np.nan
    return np.hstack([np.full((len(rows), 1), np.nan), rows])


def expect_parts(visit, wanted):
    visit.until(lambda: np.allclose(visit.traces("parts")[0], wanted, rtol=1e-12, atol=1e-300, equal_nan=True))
    np.testing.assert_allclose(visit.traces("parts")[0], wanted, rtol=1e-12, atol=1e-300)


def click_cell(visit, row, step):
    """Click a cell of the map, the first row 0."""
    plot = visit.plot("parts")
    plot.scroll_into_view_if_needed()
    place = plot.evaluate(
        "(plot, [row, step]) => [plot._fullLayout.xaxis, plot._fullLayout.yaxis]"
        ".map((axis, i) => axis._offset + axis.c2p(i ? row : step))",
        [row, step],
    )
    plot.click(position={"x": place[0], "y": place[1]})


def test_stepping_replaces_nothing_and_speaks_for_every_picture(look_at):
    visit = look_at(READ)
    visit.mark_nodes()
    drawn = visit.drawn()
    visit.press(*["ArrowRight"] * 8)
    visit.expect_at(8)
    assert visit.drawn() == drawn
    visit.expect_same_nodes()
    for figure in drawn:
        assert visit.lane(figure).locator(".rv-how").inner_text()
        expect(visit.lane(figure).locator(".rv-notice")).not_to_have_text("not yet")


def test_the_chain_opens_by_the_keyboard_and_grows_and_by_a_click_and_arrives_at_the_cells_number(open_page):
    visit = open_page(READ + "&at=8")
    visit.page.get_by_role("button", name="Chain from a loss to a state").focus()
    visit.press("Enter")
    chain = visit.page.get_by_role("dialog")
    expect(chain).to_contain_text("Factors: 3, of size")
    state = chain.get_by_label("Back to the state of step", exact=True)
    state.fill("3")
    visit.press("Enter")
    expect(chain).to_contain_text("Factors: 1, of size")
    drawn = chain.locator(".rnnviz-chart")
    visit.until(lambda: len(drawn.evaluate("plot => plot.data")) == 4)
    product = drawn.evaluate("plot => [...plot._fullData[1].z].map((row) => [...row])")
    h = simulate(FOUR).trace.signals["h"][0, 3]
    np.testing.assert_allclose(product, (np.array([[0.4, 0.4], [0.5, 0.5]]) * h * (1 - h)).T, rtol=1e-12)
    visit.press("Escape")
    expect(chain).to_have_count(0)
    click_cell(visit, 3, 2)
    expect(chain.get_by_label("From the loss of step", exact=True)).to_have_value("4")
    expect(state).to_have_value("2")
    for value in simulate(FOUR).itemised()[0, 3, 1]:
        expect(chain.locator(".katex-html")).to_contain_text(f"{value:.6g}".replace("-", "−"))
    expect(chain).to_contain_text("Factors: 2, of size")


def test_bars_instead_of_the_map_and_another_weight_are_chosen_and_are_in_the_link(open_page):
    visit = open_page(READ + "&unit=1")
    visit.page.get_by_text("Stacked bars").click()
    visit.until(lambda: "bars=1" in visit.page.url and len(visit.traces("parts")) == 2)
    total = simulate(FOUR).gradients.signals["h"][0, :, 0]
    np.testing.assert_allclose(visit.traces("parts")[1], total, rtol=1e-12)
    visit.choose("matrix", "Wo")
    wanted = contributions(simulate(FOUR), "Wo")
    visit.until(lambda: visit.traces("weight_steps")[0].shape == (2, 7))
    np.testing.assert_allclose(visit.traces("weight_steps")[0][:, ::2], wanted[:, :, 0].T, rtol=1e-12)
    visit.until(lambda: "matrix=Wo" in visit.page.url)
    visit.reload()
    np.testing.assert_allclose(visit.traces("parts")[1], total, rtol=1e-12)
    assert visit.traces("weight_steps")[0].shape == (2, 7)


def test_the_slider_cuts_and_the_page_says_what_is_dropped(open_page):
    visit = open_page(READ + "&at=8&unit=1")
    assert visit.lane("truncation").count() == 0
    slider = visit.page.get_by_role("slider", name="Truncate after")
    slider.focus()
    for block in ("1", "2"):
        visit.press("ArrowRight")
        expect(visit.field("block")).to_have_value(block)
    run = simulate(FOUR.but(block=2))
    expect_parts(visit, parts_of(run, 1))
    full, kept, missing = visit.traces("truncation")
    np.testing.assert_allclose(full, uncut(run).signals["h"][0, :, 0], rtol=1e-12)
    np.testing.assert_allclose(kept + missing, full, rtol=1e-12)
    assert "✂\N{VARIATION SELECTOR-15}" in visit.cell_texts("network_back")
    expect(visit.page.get_by_text("4.6 % of it")).to_be_visible()
    expect(visit.page.locator(".katex-html", has_text="−0.00522578")).to_be_visible()
    for block in ("1", "0"):
        visit.click("Undo")
        expect(visit.field("block")).to_have_value(block)
    expect(visit.lane("truncation")).to_have_count(0)
    expect(visit.page.get_by_role("slider", name="Truncate after")).to_have_value("0")
