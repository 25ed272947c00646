"""What must be done to its end before the browser's next message is heard."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx

LISTENS = "on_scriptrunner_yield"  # by which Streamlit asks, whenever the state is touched, for a newer message


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around a callback, or around what sets the state: it is not broken off in its middle.

    Streamlit breaks off a script for a newer message wherever it touches the session's state, in a callback, too, and
    never calls that one again: of two fast edits one would be lost, or only half of it done.
    """
    context = get_script_run_ctx(suppress_warning=True)
    requests = vars(context.script_requests) if context and context.script_requests else {}
    if not requests or LISTENS in requests:
        yield
        return
    requests[LISTENS] = lambda: None
    try:
        yield
    finally:
        del requests[LISTENS]
