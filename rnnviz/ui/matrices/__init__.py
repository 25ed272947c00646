"""Every matrix, cell by cell or all as one text; what is typed is read by the core, so a wrong one gets a sentence.

A component of our own: Streamlit's data editor holds every edit back for 150 ms and rewrites numbers it cannot read.
"""

from pathlib import Path

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.core.nn.params import Params
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _
from rnnviz.ui import by_hand
from rnnviz.ui.component import from_folder
from rnnviz.ui.fields import held

component = from_folder(Path(__file__).parent)


def matrices(params: Params) -> None:
    """A table of cells for each matrix, rows: from, columns: to; and the text that a link holds."""
    state, typed, field = st.session_state, by_hand.typed_weights(), Scenario.model_fields["weights"]
    data = {
        "matrices": [
            {"name": name, "cells": texts(np.atleast_2d(array), np.atleast_2d(typed.get(name, array)))}
            for name, array in params.items()
        ],
        "wrong": state.wrong,
        "seen": state.get("matrices", {}).get("edits", {}).get("count", 0),
        "cell": _("{name}, row {row}, column {column}"),
        "text": held("weights"),
        "title": _(str(field.title)),
        "help": _(str(field.description)),
    }
    component(key="matrices", data=data, default={"edits": {"count": 0, "cells": []}}, on_edits_change=edit)


def texts(used: Array, typed: Array) -> list[list[str]]:
    """What the cells say: what was typed, used already or not, or else what was drawn."""
    return [[repr(value) for value in row] for row in np.where(np.isnan(typed), used, typed).tolist()]


def edit() -> None:
    """Take over what was typed, in its order."""
    for edited in st.session_state.matrices["edits"]["cells"]:
        if edited[0] == "text":
            by_hand.set_text(edited[1])
        else:
            by_hand.set_cell(*edited)
