"""The page's language is its visitor's, wherever code runs for them: in the script, in a fragment, in a callback."""

import streamlit as st

from rnnviz.i18n import LANGUAGES, ask_for_language, preferred, use_language
from rnnviz.ui.fields import relabel
from rnnviz.ui.server.streamlit_internals import get_script_run_ctx


def begin() -> None:
    """The browser's language, until another is chosen on the page or by the link."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state.lang = asked if asked in LANGUAGES else preferred(st.context.locale)
    use_language(st.session_state.lang)


def speak(code: str) -> None:
    """Speak another language from now on."""
    st.session_state.lang = code
    use_language(code)
    relabel()


def other() -> str:
    """The language that one click leads to."""
    codes = list(LANGUAGES)
    return codes[(codes.index(st.session_state.lang) + 1) % len(codes)]


def of_visitor() -> str:
    """The language of the visitor for whom this thread runs; English where it runs for nobody."""
    return st.session_state.get("lang", "en") if get_script_run_ctx(suppress_warning=True) else "en"


ask_for_language(of_visitor)
