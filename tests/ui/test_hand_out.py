"""The buttons of the hand-outs, without a browser: what each hands out, under which name, in which language."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz import PRESETS, simulate
from rnnviz.core.cost import Cost
from rnnviz.i18n import use_language
from rnnviz.ui.hand_out import HANDOUTS, called, made

RUN = simulate(PRESETS["once"].scenario)


def page():
    """What the sidebar hands in: a run."""
    import streamlit as st

    from rnnviz.ui.hand_out import hand_out

    hand_out(st.session_state.run)


def test_there_is_a_button_for_each():
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["run"], test.session_state["preset"] = RUN, "once"
    test.run()
    assert not test.exception
    buttons = test.get("download_button")
    assert [button.proto.label for button in buttons] == [title for title, *_ in HANDOUTS.values()]
    assert all(button.proto.help for button in buttons)


@pytest.mark.parametrize(
    ("preset", "changes", "name"),
    [("once", {}, "once"), ("once", {"cell": "gru", "weights": ""}, "gru"), ("four", {}, "elman")],
)
def test_a_file_is_called_after_the_example_or_after_the_cell(preset, changes, name):
    assert called(simulate(PRESETS["once"].scenario.but(**changes)), preset) == name


@pytest.mark.parametrize("ending", HANDOUTS)
def test_a_file_is_made_in_the_language_of_the_page_though_another_thread_makes_it(ending):
    *_, make = HANDOUTS[ending]
    with ThreadPoolExecutor(1) as other:
        chinese, english = (other.submit(made(make, RUN, code)).result().decode("utf-8-sig") for code in ("zh", "en"))
    assert english == make(RUN)
    use_language("zh")
    assert chinese == make(RUN)
    use_language("en")


def test_a_spreadsheet_is_told_of_the_encoding():
    assert made(HANDOUTS[".csv"][-1], RUN, "en")().startswith(b"\xef\xbb\xbfexample,")


def test_a_table_that_would_take_too_long_is_not_offered(monkeypatch):
    monkeypatch.setattr("rnnviz.ui.hand_out.csv_cost", lambda _run: Cost(100.0, 2**32))
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["run"], test.session_state["preset"] = RUN, "once"
    test.run()
    assert len(test.get("download_button")) == len(HANDOUTS) - 1
    (said,) = test.caption
    assert "100 s and 4096 MB" in said.value
