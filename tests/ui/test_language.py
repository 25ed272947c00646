"""Whatever is said to a Chinese visitor is Chinese: in the script, in a fragment, in a callback."""

import re

import pytest
from opened_page import looked_at, press, visit

from rnnviz.i18n import use_language

CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\b(the|is|are|not|and|of|in|a|allowed)\b")
BATCH = "|".join(["0.1"] * 40)  # its last states do not fit into the field of h0


@pytest.fixture(autouse=True)
def chinese():
    """The test reads menus in the language that the page is in."""
    use_language("zh")
    yield
    use_language("en")


def load_rubbish(page):
    page.session_state["pytorch"] = True
    page.run()
    page.file_uploader(key="weight_file").upload("x.safetensors", b"\xff" * 5000, "application/octet-stream").run()
    return looked_at(page.button(key="load").click().run())


def carry_on(page):
    return press(page, "延续状态")


REFUSED = {
    "a weights file": ({"preset": "adding"}, load_rubbish),
    "a state to carry on": ({"cell": "lstm", "hidden_size": "128", "layers": "3", "inputs": BATCH}, carry_on),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_callback_refuses_is_said_in_the_language_of_the_visitor(what):
    parameters, act = REFUSED[what]
    page = act(visit(lang="zh", **parameters))
    assert page.error
    for error in page.error:
        assert CHINESE.search(error.value)
        assert not ENGLISH.search(error.value)


def test_a_switch_of_the_language_counts_in_the_same_moment():
    page = visit(lang="zh", cell="lstm", hidden_size="128", layers="3", inputs=BATCH)
    page.segmented_control(key="lang").set_value("en")
    (error,) = carry_on(page).error
    assert ENGLISH.search(error.value)
    assert not CHINESE.search(error.value)
