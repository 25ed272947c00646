"""The handle on the spectral radius: it follows the matrix in use, scales it, and can be undone."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.core.gradient.spectrum import recurrent, spectrum

SHEAR = "1*Wh*2*0_1_0_0*"


def page():
    import streamlit as st

    from rnnviz.i18n import use_language
    from rnnviz.ui import session
    from rnnviz.ui.cache import run_of
    from rnnviz.ui.why_panel import why_panel

    use_language("en")
    session.begin()
    st.button("Undo", on_click=session.undo)
    scenario, _problems = session.scenario_in_view()
    for said in st.session_state.refused:
        st.error(said)
    why_panel(run_of(scenario, 0))


def visit(**parameters):
    at = AppTest.from_function(page, default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = str(value)
    return fine(at.run())


def fine(at):
    assert not at.exception
    return at


def move(at, radius):
    return fine(at.slider[0].set_value(radius).run())


def radius_of(at, name="Wh"):
    good = at.session_state.good
    return spectrum(recurrent(good, good.params)[name]).radius


def test_the_handle_stands_at_the_radius_in_use():
    at = visit(preset="four")
    assert at.slider[0].label == "Spectral radius of Wh"
    assert at.slider[0].value == 0.9
    assert any("The spectral radius is 0" in text.value for text in at.markdown)


def test_moving_it_scales_the_matrix_and_undo_takes_each_move_back():
    at = visit(preset="four")
    before = at.session_state.good.params.Wh
    for radius in (1.0, 1.5):
        move(at, radius)
        assert radius_of(at) == pytest.approx(radius, rel=1e-12)
        assert at.slider[0].value == radius
    for radius in (1.0, 0.9):
        fine(at.button[0].click().run())
        assert at.slider[0].value == pytest.approx(radius)
    np.testing.assert_array_equal(at.session_state.good.params.Wh, before)


def test_a_matrix_scaled_to_0_can_be_scaled_up_again():
    at = visit(preset="four")
    before = at.session_state.good.params.Wh
    move(at, 0.0)
    assert not at.session_state.good.params.Wh.any()
    move(at, 1.8)
    np.testing.assert_allclose(at.session_state.good.params.Wh, 2 * before, rtol=1e-12)


def test_a_radius_above_the_range_has_room():
    at = visit(preset="parity")
    assert at.slider[0].value == pytest.approx(radius_of(at), abs=0.026)
    assert at.slider[0].max >= radius_of(at)


def test_no_factor_scales_a_matrix_without_eigenvalues():
    at = visit(preset="four", weights=SHEAR)
    assert not at.slider
    (said,) = at.info
    assert "all its eigenvalues are 0" in said.value


def test_only_the_recurrent_part_of_the_joined_matrix_is_scaled():
    at = visit(preset="cars")
    before = at.session_state.good.params.Wc
    move(at, 1.25)
    assert radius_of(at, "Wc") == pytest.approx(1.25, rel=1e-12)
    np.testing.assert_array_equal(at.session_state.good.params.Wc[:-4], before[:-4])


def test_a_gated_cell_has_a_matrix_to_choose():
    at = visit(preset="adding")
    at.session_state.recurrent = "Whz"
    fine(at.run())
    move(at, 0.5)
    assert radius_of(at, "Whz") == pytest.approx(0.5, rel=1e-12)
    assert radius_of(at, "Whr") != pytest.approx(0.5, rel=1e-3)


@pytest.mark.parametrize(("cell", "said"), [("gru", "h is carried on by z"), ("lstm", "c is carried on by f")])
def test_gated_cells_tell_what_carries(cell, said):
    assert any(said in text.value for text in visit(preset="sine", cell=cell).markdown)
