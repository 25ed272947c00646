"""A first visit: three lines over the stage, and nothing that moves while stepping."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def box(visit):
    return visit.page.locator(".st-key-first_visit")


def test_a_first_visit_reads_three_lines_and_nothing_jumps_in_a_step(open_page):
    visit = open_page()
    lines = box(visit).locator("p").first
    expect(lines).to_contain_text("hidden state h remembers")
    assert lines.evaluate("node => node.getClientRects().length && node.offsetHeight / 3") < 30  # three short lines
    first = visit.lane("network").bounding_box()
    assert first["y"] + first["height"] < 620  # over the bar, within 1280 × 720
    visit.press("ArrowRight")
    assert visit.lane("network").bounding_box() == first
    expect(visit.page).to_have_url(re.compile("at=1"))
    expect(visit.page.get_by_role("heading", name="Worksheet: forward, step 1")).to_be_attached()
    expect(box(visit)).to_be_visible()
    assert visit.lane("network").bounding_box() == first
    visit.edit("Wx", 1, 1, "0.7")
    expect(box(visit)).to_have_count(0)
