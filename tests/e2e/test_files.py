"""Files from anywhere: good ones are used, the others get a sentence, and nothing is lost."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

import rnnviz
from rnnviz import PRESETS, Scenario, load_weights, save_weights, simulate
from rnnviz.core.data.csv_table import scaled
from rnnviz.core.scenario.from_file import open_series, open_text

pytestmark = pytest.mark.browser

DATA = Path(rnnviz.__file__).parents[1] / "sample_data"
ONCE = PRESETS["once"].scenario
MEGABYTE = 1_000_000


def settings(values):
    """What a page that shows the first example makes of a file's settings."""
    weights_first = ONCE.model_dump() | {"weights": ""} | values
    return Scenario.model_validate(weights_first)


def shapes_and_inputs(visit, scenario):
    visit.until(lambda: np.array_equal(visit.traces("inputs")[0][:, 1:], scenario.task.x[0].T))
    np.testing.assert_array_equal(visit.traces("inputs")[0][:, 1:], scenario.task.x[0].T)


def test_a_table_of_numbers_is_stepped_through(open_page):
    visit = open_page()
    visit.drop("Open a file", "sunspots.csv", (DATA / "sunspots.csv").read_bytes())
    visit.click("Use it")
    values = np.loadtxt(DATA / "sunspots.csv", delimiter=",", skiprows=1)[:, 1:]
    shapes_and_inputs(visit, settings(open_series(scaled(values)).settings))
    visit.expect_no_message()


def test_a_text_is_stepped_through(open_page):
    visit = open_page()
    visit.drop("Open a file", "rhyme.txt", (DATA / "rhyme_zh.txt").read_bytes())
    visit.click("Use it")
    shapes_and_inputs(visit, settings(open_text((DATA / "rhyme_zh.txt").read_bytes(), "characters").settings))
    visit.expect_no_message()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("words.csv", b"a,b\nred,1\nblue,2\n", "No numbers stand in these columns"),
        ("rubbish.csv", bytes(range(256)) * 20, "The file is not text"),
        ("<img src=x onerror=alert(1)>.csv", b"<img src=x onerror=alert(1)>\n<b>x</b>\n1\n", "is not a number"),
    ],
)
def test_a_wrong_table_gets_a_sentence(open_page, name, content, said):
    visit = open_page()
    visit.drop("Open a file", name, content)
    visit.expect_message(said)
    expect(visit.page.get_by_role("button", name="Use it")).to_have_count(0)
    assert visit.page.locator("img[src=x]").count() == 0
    visit.expect_run(ONCE)


def test_columns_named_by_markup_are_only_names(open_page):
    visit = open_page()
    visit.drop("Open a file", "x.csv", b"<img src=x onerror=alert(1)>,$y$\n1,2\n3,4\n5,6\n")
    visit.click("Use it")
    shapes_and_inputs(visit, settings(open_series(np.array([[0.0], [0.5], [1.0]])).settings))
    assert visit.page.locator("img[src=x]").count() == 0


def test_a_file_too_large_is_refused(open_page):
    visit = open_page()
    visit.drop("Open a file", "large.csv", b"1\n" * (3 * MEGABYTE // 2))
    expect(visit.page.get_by_text("2.0MB or smaller")).to_be_visible()
    visit.expect_run(ONCE)


def test_weights_of_pytorch_are_loaded(open_page):
    scenario = PRESETS["adding"].scenario
    content = save_weights(simulate(scenario.but(seed=5)))
    visit = open_page("preset=adding")
    visit.drop("PyTorch weights", "model.safetensors", content)
    visit.click("Use these weights")
    visit.expect_pictures(simulate(load_weights(content, scenario)).example(0))
    visit.expect_no_message()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x80\x04cos\nsystem\n(S'ls'\ntR.", "not a whole safetensors file"),
        (b"\xff" * 5000, "bytes"),
    ],
)
def test_wrong_weights_get_a_sentence(open_page, content, said):
    visit = open_page("preset=adding")
    visit.drop("PyTorch weights", "model.safetensors", content)
    visit.click("Use these weights")
    visit.expect_message("PyTorch weights", said)
    visit.expect_pictures(simulate(PRESETS["adding"].scenario).example(0))


def test_the_weights_in_view_are_saved_as_pytorch_reads_them(open_page):
    from safetensors.numpy import load

    visit = open_page("preset=classifier")
    visit.page.get_by_text("PyTorch weights", exact=True).click()
    with visit.page.expect_download() as download:
        visit.click("Save as safetensors")
    tensors = load(Path(download.value.path()).read_bytes())
    np.testing.assert_array_equal(tensors["rnn.weight_ih_l0"], PRESETS["classifier"].scenario.params.Wx.T)


def test_a_task_is_made_to_length(open_page):
    visit = open_page()
    visit.page.get_by_text("Make a task", exact=True).click()
    visit.page.get_by_label("Length").fill("9")
    visit.press("Tab")
    visit.page.get_by_role("button", name="Make", exact=True).click()
    visit.until(lambda: visit.traces("inputs")[0].shape == (1, 10))
    bits = visit.traces("inputs")[0][0, 1:]
    assert set(bits) <= {0, 1}
    expect(visit.slider).to_have_attribute("max", "18")


def test_a_state_is_carried_on_and_forgotten(open_page):
    scenario = PRESETS["four"].scenario
    visit = open_page("preset=four")
    visit.click("Carry the state on")
    visit.expect_run(scenario.set_state(simulate(scenario).last_state))
    visit.type("inputs", "0.2 0.4 | 0.1 0.3")
    visit.expect_message("1×1×2", "2×1×2 is needed")
    visit.click("Undo")
    visit.click("Forget it")
    visit.expect_run(scenario)
