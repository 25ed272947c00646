"""Clicks are handled in their order, each once, each callback to its end, however they come."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.testing.v1 import AppTest

from rnnviz.ui.server.message_queue import MOST_WAITING, MessageQueue, install_message_queue


@pytest.fixture
def message_queue(monkeypatch):
    monkeypatch.setattr(script_runner, "ScriptRequests", script_runner.ScriptRequests)
    install_message_queue()


def message(*clicked, tick=False, **values):
    """What a browser sends: the buttons clicked just now, and the texts that its fields hold."""
    states = [WidgetState(id=name, trigger_value=True) for name in clicked]
    states += [WidgetState(id=name, string_value=value) for name, value in values.items()]
    fragment = "train" if tick else None
    return RerunData(widget_states=WidgetStates(widgets=states), is_auto_rerun=tick, fragment_id=fragment)


def handled(*messages):
    """What a script is given, one after another, when ``messages`` come while it is busy."""
    requests = MessageQueue()
    for each in messages:
        assert requests.request_rerun(each)
    while (request := requests.on_scriptrunner_ready()).type is ScriptRequestType.RERUN:
        yield [state.id for state in request.rerun_data.widget_states.widgets]


def test_clicks_are_handled_in_their_order():
    assert list(handled(message("open"), message("undo"), message("open"))) == [["open"], ["undo"], ["open"]]


def test_a_click_is_not_merged_with_what_was_typed_before_or_after():
    messages = [message(text="1"), message("undo", text="1"), message(text="2")]
    assert list(handled(*messages)) == [["text"], ["undo", "text"], ["text"]]


def test_values_alone_are_merged():
    assert list(handled(message(text="1"), message(text="2"), message(text="3"))) == [["text"]]


def test_a_tick_carries_no_click_and_waits_behind_nothing():
    assert list(handled(message("open", tick=True, text="1"))) == [["text"]]
    assert list(handled(message("open"), message("open", tick=True))) == [["open"]]
    assert list(handled(message(tick=True), message("open"))) == [["open"]]
    assert list(handled(message("open"), message("undo"), message(tick=True))) == [["open"], ["undo"]]


def test_a_browser_cannot_fill_the_memory():
    told = list(handled(*[message(f"button {number}") for number in range(MOST_WAITING + 50)]))
    assert len(told) == MOST_WAITING + 1
    assert told[-1] == [f"button {MOST_WAITING + 49}"]


def test_a_script_that_has_been_stopped_takes_nothing():
    requests = MessageQueue()
    requests.request_stop()
    assert not requests.request_rerun(message("open"))


def page():
    import streamlit as st
    from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    state = st.session_state
    state.setdefault("done", [])

    def act(name):
        requests, ids = get_script_run_ctx().script_requests, state.ids
        for each in ("B", "C") if name == "A" else ():  # clicked while the callback of A is busy
            clicked = WidgetStates(widgets=[WidgetState(id=ids[each], trigger_value=True)])
            requests.request_rerun(RerunData(widget_states=clicked))
        state.done = [*state.done, name]
        state.done = [*state.done, f"{name} to its end"]

    for name in "ABC":
        st.button(name, on_click=act, args=(name,), key=name)


@pytest.mark.usefixtures("message_queue")
def test_callbacks_are_called_in_the_order_of_the_clicks_each_to_its_end():
    test = AppTest.from_function(page).run()
    test.session_state["ids"] = {name: test.button(name).proto.id for name in "ABC"}
    test.button("A").click().run()
    assert test.session_state.done == [part for name in "ABC" for part in (name, f"{name} to its end")]
