"""Served as a class may have it: under a path of another server, as behind a proxy."""

import pytest
from serving import served
from visit import Visit

from rnnviz import PRESETS
from rnnviz.ui.server.plotly_js import ADDRESS

pytestmark = pytest.mark.browser

EDITED = {"Wx": [[0.5, 0.2], [0.1, 0.3]], "Wh": [[0.9, 0.4], [0.5, 0.5]], "Wo": [[0.6], [0.7]]}


@pytest.fixture
def under_a_path(browser, tmp_path):
    """A page of the app served under /rnnviz/, and at the end a look at what went wrong on it."""
    with served(tmp_path / "log.txt", "rnnviz/", "--server.baseUrlPath", "rnnviz") as server:
        visit = Visit(browser.new_page(locale="en-US"), server.url)
        yield visit
        assert visit.leave() == []
        visit.page.close()


def test_the_page_is_whole_under_another_path(under_a_path):
    under_a_path.go("preset=four")
    under_a_path.edit("Wh", 1, 1, "0.9")
    under_a_path.expect_run(PRESETS["four"].scenario.but(weights=EDITED))
    assert [url for url in under_a_path.requests if "plotly" in url] == [under_a_path.url + ADDRESS]
    under_a_path.reload()
    assert under_a_path.cell("Wh", 1, 1).input_value() == "0.9"
