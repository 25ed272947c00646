"""What the script sets is set to its end, though newer messages arrive in its middle."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from rnnviz.ui.server.uninterrupted import undisturbed

    state = st.session_state

    @undisturbed()
    def act():
        state.begun = True
        get_script_run_ctx().script_requests.request_rerun(RerunData())
        with undisturbed():
            state.going_on = True
        state.done = True

    state.runs = state.get("runs", 0) + 1
    if state.runs == 2:
        act()
        st.write("said")
        state.late = True
    st.button("Act")


def test_it_is_done_to_its_end_and_then_the_newer_message_is_heard():
    test = AppTest.from_function(page).run()
    test.button[0].click().run()
    assert test.session_state.done
    assert test.session_state.runs == 3
    assert "late" not in test.session_state


def test_outside_a_page_there_is_nothing_to_be_disturbed_by():
    from rnnviz.ui.server.uninterrupted import undisturbed

    with undisturbed():
        done = True
    assert done
