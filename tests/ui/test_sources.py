"""Files from anywhere, and tasks made to length: good ones are used, the others get a sentence, and nothing is lost."""

from pathlib import Path

import numpy as np
import pytest
from opened_page import looked_at, press, said, visit

import rnnviz
from rnnviz import PRESETS, load_weights, save_weights, simulate
from rnnviz.core.data.csv_table import scaled
from rnnviz.core.scenario.from_file import open_series, open_text
from rnnviz.core.scenario.scenario import Scenario

DATA = Path(rnnviz.__file__).parents[1] / "sample_data"
ONCE, FOUR, ADDING = (PRESETS[name].scenario for name in ("once", "four", "adding"))
TEXT = (DATA / "rhyme_zh.txt").read_bytes()
NUMBERS = (DATA / "sunspots.csv").read_bytes()


def given(page, key, name, content):
    """The page after a file was dropped."""
    return looked_at(page.file_uploader(key=key).set_value((name, content, "application/octet-stream")).run())


def settings(values):
    """What a page that shows the first example makes of a file's settings."""
    return Scenario.model_validate(ONCE.model_dump() | {"weights": ""} | values)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("rhyme.txt", TEXT, open_text(TEXT, "characters")),
        (
            "sunspots.csv",
            NUMBERS,
            open_series(scaled(np.loadtxt(NUMBERS.decode().splitlines(), delimiter=",", skiprows=1)[:, 1:])),
        ),
    ],
)
def test_a_file_is_stepped_through(name, content, wanted):
    page = press(given(visit(), "file", name, content), "Use it")
    np.testing.assert_array_equal(page.session_state.good.task.x, settings(wanted.settings).task.x)
    assert not said(page)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("words.csv", b"a,b\nred,1\nblue,2\n", "No numbers stand in these columns"),
        ("rubbish.csv", bytes(range(256)) * 20, "The file is not text"),
        ("<img>.csv", b"<img src=x onerror=alert(1)>\n<b>x</b>\n1\n", "is not a number"),
    ],
)
def test_a_wrong_table_gets_a_sentence(name, content, complaint):
    page = given(visit(), "file", name, content)
    assert complaint in said(page)
    assert "Use it" not in [button.label for button in page.button]
    assert page.session_state.good == FOUR


def opened(**parameters):
    """The page with the small window for weights unfolded."""
    page = visit(**parameters)
    page.session_state["pytorch"] = True
    return looked_at(page.run())


def test_weights_of_pytorch_are_loaded():
    content = save_weights(simulate(ADDING.but(seed=5)))
    page = press(given(opened(preset="adding"), "weight_file", "model.safetensors", content), "Use these weights")
    assert page.session_state.good == load_weights(content, ADDING)
    assert not said(page)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"\x80\x04cos\nsystem\n(S'ls'\ntR.", "not a whole safetensors file"), (b"\xff" * 5000, "bytes")],
)
def test_wrong_weights_get_a_sentence(content, complaint):
    page = press(given(opened(preset="adding"), "weight_file", "model.safetensors", content), "Use these weights")
    assert "PyTorch weights" in said(page)
    assert complaint in said(page)
    assert page.session_state.good == ADDING


def test_a_task_is_made_to_length():
    page = visit()
    looked_at(page.number_input(key="made_length").set_value(9).run())
    task = press(page, "Make").session_state.good.task
    assert task.x.shape == (8, 9, 1)
    assert set(task.x.ravel()) == {0, 1}


def test_a_state_is_carried_on_and_forgotten():
    four = PRESETS["four"].scenario
    page = press(visit(preset="four"), "Carry the state on")
    assert page.session_state.good == four.set_state(simulate(four).last_state)
    looked_at(page.text_input(key="inputs").set_value("0.2 0.4 | 0.1 0.3").run())
    assert "1×1×2" in said(page)
    assert "2×1×2 is needed" in said(page)
    press(page, "Undo")
    assert press(page, "Forget it").session_state.good == four
