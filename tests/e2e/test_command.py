"""The command `rnnviz`, started in a folder that has nothing of this project."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from serving import served
from visit import Visit

from rnnviz import PRESETS

pytestmark = pytest.mark.browser

COMMAND = Path(sys.executable).with_name("rnnviz")
COLOUR = """() => getComputedStyle(document.querySelector(".rnnviz-stage")).getPropertyValue("--st-primary-color")"""


@pytest.fixture
def elsewhere(browser, tmp_path):
    """A page of the app served from an empty folder, and at the end a look at what went wrong on it."""
    (folder := tmp_path / "empty").mkdir()
    with served(tmp_path / "log.txt", "", command=[COMMAND], folder=folder) as server:
        visit = Visit(browser.new_page(locale="en-US", color_scheme="light"), server.url)
        yield visit
        assert visit.leave() == []
        visit.page.close()


def test_the_command_serves_the_whole_page_from_any_folder(elsewhere):
    elsewhere.go("preset=sunspots")  # from a file of sample_data
    elsewhere.expect_run(PRESETS["sunspots"].scenario)
    elsewhere.page.locator("body").press("ArrowRight")
    elsewhere.expect_at(1)
    assert elsewhere.page.evaluate(COLOUR) == "#0b63b0"  # of .streamlit/config.toml
    elsewhere.go("lesson=one_step&lang=zh")
    expect(elsewhere.page.get_by_text("加权求和").first).to_be_visible()
