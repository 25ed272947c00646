"""Check my work on the page: what is typed is checked at once, stays when the run changes, and is never Markdown."""

import json
from io import BytesIO

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz import PRESETS, simulate

RUN = simulate(PRESETS["four"].scenario)


def page():
    import streamlit as st

    from rnnviz import PRESETS
    from rnnviz.ui.cache import run_of
    from rnnviz.ui.check_panel import check_panel

    check_panel(run_of(PRESETS[st.session_state.get("preset", "four")].scenario, 0))


@pytest.fixture
def app():
    return AppTest.from_function(page, default_timeout=20).run()


def typed(app, text):
    app.text_area(key="check_text").set_value(text).run()
    assert not app.exception
    return app


def said(app):
    alerts = [*app.error, *app.warning, *app.success]
    return " ".join(element.value.replace("\\", "") for element in [*alerts, *app.markdown, *app.caption])


def test_a_right_answer(app):
    h = RUN.trace.signals["h"][0].round(4).tolist()  # by hand, and for column vectors
    typed(app, json.dumps({"h": h, "dWh": RUN.gradients.params.Wh.T.tolist()}))
    assert said(app).startswith("All that was handed in is right.")
    assert "for column vectors" in said(app)


def test_a_known_mistake_is_named(app):
    typed(app, json.dumps({"dWh": (-RUN.gradients.params.Wh).tolist()}))
    assert "The sign is wrong" in said(app)
    assert "First difference: dWh, row 1, column 1" in said(app)


def test_what_was_typed_stays_when_the_run_changes(app):
    text = json.dumps({"dWh": RUN.gradients.params.Wh.tolist()})
    typed(app, text)
    app.session_state["preset"] = "once"
    app.run()
    assert app.text_area(key="check_text").value == text
    assert "1 of 1 differ" in said(app)


def npz(**arrays):
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_a_file_of_numpy_is_checked(app):
    given(app, npz(dWx=-RUN.gradients.params.Wx))
    assert "The sign is wrong" in said(app)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", npz(dWx=np.array([object()]))])
def test_a_file_that_cannot_be_read_gets_a_sentence(app, content):
    given(app, content)
    assert [error.value.strip()[-1] for error in app.error] == ["."]


def given(app, content):
    app.file_uploader(key="check_file").set_value(("mine.npz", content, "application/octet-stream")).run()
    assert not app.exception


@pytest.mark.parametrize("text", ["{", "1", '{"**x** <b>": 1}', '{"dWh": "$x$"}', "dWh\n1;x", "[" * 9999])
def test_what_cannot_be_read_gets_a_sentence(app, text):
    typed(app, text)
    assert [error.value.strip()[-1] for error in app.error] == ["."]


def test_the_form_is_that_of_the_run_in_view(app):
    assert list(json.loads(app.code[0].value)) == ["h", "y", "L", "dh", "dWx", "dWh", "dWo"]
