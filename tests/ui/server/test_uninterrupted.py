"""Streamlit does not interrupt an ``uninterrupted`` block, though newer messages arrive in its middle."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from rnnviz.ui.server.uninterrupted import uninterrupted

    state = st.session_state

    @uninterrupted()
    def act():
        state.begun = True
        get_script_run_ctx().script_requests.request_rerun(RerunData())
        with uninterrupted():
            state.going_on = True
        state.done = True

    state.runs = state.get("runs", 0) + 1
    if state.runs == 2:
        act()
        st.write("said")
        state.late = True
    st.button("Act")


def test_the_block_runs_to_its_end_and_then_the_newer_message_is_handled():
    test = AppTest.from_function(page).run()
    test.button[0].click().run()
    assert test.session_state.done
    assert test.session_state.runs == 3
    assert "late" not in test.session_state


def test_outside_a_page_it_does_nothing():
    from rnnviz.ui.server.uninterrupted import uninterrupted

    with uninterrupted():
        done = True
    assert done
