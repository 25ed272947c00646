"""What must be done to its end before the browser's next message is heard."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx

LISTENS = "on_scriptrunner_yield"  # by which Streamlit asks, whenever the state is touched, for a newer message


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around what sets the state in the script itself: Streamlit breaks that off wherever it touches the state."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = vars(context.script_requests) if context and context.script_requests else {}
    if LISTENS in requests:  # one within another
        yield
        return
    requests[LISTENS] = lambda: None
    try:
        yield
    finally:
        del requests[LISTENS]
