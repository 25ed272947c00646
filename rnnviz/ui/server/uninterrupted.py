"""Streamlit must not interrupt this block."""

from collections.abc import Iterator
from contextlib import contextmanager

from rnnviz.ui.server.streamlit_internals import get_script_run_ctx

ASKS = "on_scriptrunner_yield"  # Streamlit asks it for a newer message whenever the session's state is read or set


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put it around code of the script that sets several things in the state.

    Without it Streamlit breaks the script off between them when a newer message of the browser waits, and half of what
    belongs together is set.
    """
    context = get_script_run_ctx(suppress_warning=True)
    requests = vars(context.script_requests) if context and context.script_requests else {}
    if ASKS in requests:  # one within another
        yield
        return
    requests[ASKS] = lambda: None
    try:
        yield
    finally:
        del requests[ASKS]
