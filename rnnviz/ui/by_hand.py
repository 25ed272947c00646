"""The weights as they are typed: cell by cell, a matrix, or all as text. What is no number waits to be mended."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from rnnviz.core.scenario.weight_text import check_shapes, read_weights, write_weights
from rnnviz.core.text.typed import read_number
from rnnviz.i18n import _
from rnnviz.ui.fields import held, hold


def typed_weights() -> Mapping[str, np.ndarray]:
    """The weights set by hand so far, those too that wait for another field to be mended."""
    state = st.session_state
    try:
        weights = read_weights(held("weights"))
        check_shapes(weights, state.good.shapes)
    except ValueError:
        return state.good.matrices
    return weights


def set_text(text: str) -> None:
    """All matrices at once, as a link writes them."""
    hold("weights", text)
    st.session_state.wrong = []


def set_cell(name: str, row: str, column: str, text: str) -> None:
    """Put a typed text into a matrix; rows and columns count from 0. An empty cell is drawn again.

    A text that is no number is kept in ``wrong``, and its cell keeps its number.
    """
    state = st.session_state
    state.wrong = [cell for cell in state.wrong if cell[:3] != [name, row, column]]
    by_hand = {name: np.full(shape, np.nan) for name, shape in state.good.shapes.items()}
    by_hand |= {name: matrix.copy() for name, matrix in typed_weights().items()}
    try:
        by_hand[name][int(row), int(column)] = read_cell(name, row, column, text)
    except ValueError:
        state.wrong = [*state.wrong, [name, row, column, text]]
    except LookupError:  # the matrix has been cut to another size since
        return
    hold("weights", write_weights(by_hand))


def set_matrix(name: str, matrix: np.ndarray) -> None:
    """Put in every number of a matrix at once; what was wrong in its cells is gone."""
    state = st.session_state
    state.wrong = [cell for cell in state.wrong if cell[0] != name]
    hold("weights", write_weights({**typed_weights(), name: matrix}))


def read_cell(name: str, row: str, column: str, text: str) -> float:
    """The number in a cell, NaN for an empty one; a ValueError says what is wrong with any other text."""
    where = _("{name}, row {row}, column {column}").format(name=name, row=int(row) + 1, column=int(column) + 1)
    return read_number(text, where) if text.strip() else np.nan


def complaints() -> list[str]:
    """What is wrong with the cells, in the language in use."""
    said = []
    for cell in st.session_state.wrong:
        try:
            read_cell(*cell)
        except ValueError as error:
            said.append(str(error))
    return said
