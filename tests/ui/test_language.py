"""English or Chinese: by the browser's language, by the link, and by a switch; wherever code runs for the visitor."""

import re

import pytest
from opened_page import click, looked_at, press, said, visit

CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\b(the|is|are|not|and|of|in|a|allowed)\b")
BATCH = "|".join(["0.1"] * 40)  # its last states do not fit into the field of h0


@pytest.mark.parametrize(
    ("locale", "link", "language"),
    [
        ("fr-FR", {}, "en"),
        ("zh-CN", {}, "zh"),
        ("zh-CN", {"lang": "en"}, "en"),
        ("en-US", {"lang": "zh"}, "zh"),
    ],
)
def test_a_visitor_is_greeted_in_the_language_of_the_link_or_of_the_browser(locale, link, language):
    page = visit(locale, preset="four", **link)
    assert page.session_state.lang == language
    assert ("撤销" in [button.label for button in page.button]) == (language == "zh")
    assert page.query_params.get("lang") == link.get("lang")


def test_a_language_that_there_is_not_is_said():
    assert "“xx”" in said(visit(lang="xx"))
    assert "en, zh" in said(visit(lang="xx"))


def test_a_message_follows_a_switch_of_the_language():
    page = visit(hidden_size="9999")
    assert ENGLISH.search(said(page))
    page.session_state["lang"] = "zh"
    looked_at(page.run())
    assert "9999" in said(page)
    assert CHINESE.search(said(page))
    assert not ENGLISH.search(said(page))


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


def test_a_switch_of_the_language_counts_at_once():
    page = visit(lang="zh", cell="lstm", hidden_size="128", layers="3", inputs=BATCH)
    (error,) = press(click(page, "language", "en"), "Carry the state on").error
    assert ENGLISH.search(error.value)
    assert not CHINESE.search(error.value)
