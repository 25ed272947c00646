"""How a proof is shown: one sentence that says what was found, and a table of numbers."""

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from rnnviz.ui.words import plain


def verdict(right: str, wrong: str) -> None:
    """What is proved, unless there is something ``wrong`` to say."""
    if wrong:
        st.error(plain(wrong), icon=":material/error:")
    else:
        st.success(plain(right), icon=":material/verified:")


def table(columns: dict[str, list], formats: dict[str, str]) -> None:
    """Rows of numbers, each column in its format."""
    config: dict[str, ColumnConfig | str | None] = {
        name: st.column_config.NumberColumn(format=format_) for name, format_ in formats.items()
    }
    st.dataframe(columns, column_config=config, hide_index=True, width="stretch")
