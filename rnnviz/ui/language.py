"""The page's language is its visitor's, wherever code runs for them: in the script, in a fragment, in a callback."""

import streamlit as st

from rnnviz.i18n import LANGUAGES, ask_for_language, preferred, use_language
from rnnviz.ui.fields import relabel
from rnnviz.ui.server.streamlit_internals import get_script_run_ctx


def choose_language() -> None:
    """The browser's language, until another is chosen here or by the link."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state.lang = asked if asked in LANGUAGES else preferred(st.context.locale)
    use_language(st.session_state.lang)
    st.segmented_control(
        "Language / 语言",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key="lang",
        on_change=change,
        label_visibility="collapsed",
        required=True,
    )


def change() -> None:
    """Speak the language that was just chosen, in the callbacks of the same moment, too."""
    use_language(st.session_state.lang)
    relabel()


def of_visitor() -> str:
    """The language of the visitor for whom this thread runs; English where it runs for nobody."""
    return st.session_state.get("lang", "en") if get_script_run_ctx(suppress_warning=True) else "en"


ask_for_language(of_visitor)
