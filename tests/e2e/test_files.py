"""Files from anywhere: good ones are used, the others get a sentence, and nothing is lost."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, load_weights, save_weights, simulate

pytestmark = pytest.mark.browser

MEGABYTE = 1_000_000
MARKUP = b"<img src=x onerror=alert(1)>,$y$\n1,2\n3,4\n5,6\n"


def test_a_table_is_stepped_through_its_names_are_only_names_and_a_file_too_large_is_refused(open_page):
    visit = open_page()
    visit.drop("Open a file", "large.csv", b"1\n" * (3 * MEGABYTE // 2))
    expect(visit.page.get_by_text("2.0MB or smaller")).to_be_visible()
    visit.give("<img src=x onerror=alert(1)>.csv", MARKUP)
    visit.click("Use it")  # each step foretells the next
    visit.until(lambda: visit.traces("inputs")[0].shape == (1, 3))
    np.testing.assert_array_equal(visit.traces("inputs")[0][:, 1:], [[0.0, 0.5]])
    visit.expect_no_message()
    assert visit.page.locator("img[src=x]").count() == 0


def test_weights_of_pytorch_are_loaded_and_saved_as_pytorch_reads_them(open_page):
    from safetensors.numpy import load

    scenario = PRESETS["adding"].scenario
    content = save_weights(simulate(scenario.but(seed=5)))
    visit = open_page("preset=adding")
    visit.drop("PyTorch weights", "model.safetensors", content)
    visit.click("Use these weights")
    loaded = load_weights(content, scenario)
    visit.expect_pictures(simulate(loaded).example(0))
    visit.expect_no_message()
    with visit.page.expect_download() as download:
        visit.click("Save as safetensors")
    tensors = load(Path(download.value.path()).read_bytes())
    np.testing.assert_array_equal(tensors["fc.weight"], loaded.params.Wo.T)
