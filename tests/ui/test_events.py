"""What is clicked in the frame is done in order, each click once, and nothing that cannot be done."""

import pytest
from opened_page import looked_at, visit

from rnnviz.core.presets import PRESETS
from rnnviz.ui.state.events import MOST


def entries(*done):
    return [{"seq": seq, "act": act, "args": [given]} for seq, (act, given) in enumerate(done, 1)]


def send(page, events, name=None):
    state = page.session_state
    state["frame"] = {"log": {"visit": name or state.visit, "events": events}}
    return looked_at(page.run())


def test_clicks_that_come_together_are_done_in_order():
    page = send(visit(), entries(("example", "softmax"), ("view", "train"), ("example", "batch"), ("language", "zh")))
    state = page.session_state
    assert (state.preset, state.view, state.lang, state.seen) == ("batch", "train", "zh", 4)
    assert [scenario for scenario, _home in state.history] == [PRESETS["four"].scenario, PRESETS["softmax"].scenario]


def test_what_comes_again_is_not_done_again():
    page, events = visit(), entries(("example", "softmax"), ("example", "batch"))
    send(page, events[:1])
    send(page, events)
    send(page, events)
    assert len(page.session_state.history) == 2
    assert page.session_state.preset == "batch"


def test_the_log_of_another_visit_is_not_done():
    assert send(visit(), entries(("example", "softmax")), "another").session_state.preset == "four"


@pytest.mark.parametrize(
    "events",
    [
        entries(("example", "none")),
        entries(("view", "sidebar")),
        entries(("language", "xx")),
        entries(("lesson", "")),
        entries(("share", "javascript:alert(1)")),
        entries(("close", "everything")),
        entries(("delete", "all")),
        [{"seq": 1, "act": "example", "args": []}],
        [{"seq": 1, "act": "example", "args": ["softmax", "batch"]}],
        [{"seq": "one", "act": "example", "args": ["softmax"]}],
        [{"seq": 0, "act": "example", "args": ["softmax"]}],
        entries(*[("example", "softmax")] * (MOST + 1)),
        "softmax",
        None,
    ],
)
def test_what_cannot_be_done_is_passed_over(events):
    page = send(visit(), events)
    state = page.session_state
    assert (state.preset, state.view, state.lang, state.get("shared", "")) == ("four", "step", "en", "")
    assert not state.history


def test_an_address_gets_a_sentence_and_a_code():
    page = send(visit(), entries(("share", "https://example.org/?at=1")))
    assert page.session_state.shared == "https://example.org/?at=1"
