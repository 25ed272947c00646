"""What a browser sends is heard in the order in which it was done, each click once, and each callback to its end."""

from collections import deque
from dataclasses import replace

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests, ScriptRequestType

MOST_WAITING = 100  # messages of one browser; beyond it the oldest gives way
CLICKS = ("trigger_value", "json_trigger_value")


def hear_in_order() -> None:
    """From now on, every session's messages are kept by ``InOrder``."""
    script_runner.ScriptRequests = InOrder  # pyright: ignore[reportPrivateImportUsage]


class InOrder(ScriptRequests):
    """The messages that wait for a session's script. A click is never merged with another message, nor lost.

    Streamlit merges what comes while a script is busy, and then calls the newest click's callback first: an example
    opened and taken back would stay. It breaks off a script for a newer message wherever the state is touched, before
    and in a callback, too, and never calls that one again. And a tick of the training, sent in the moment of a click,
    carries this click, which then comes once more by itself: Undo would lead from an example to the same example.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[RerunData] = deque(maxlen=MOST_WAITING)

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        pending = self._rerun_data if self._state is ScriptRequestType.RERUN else None
        if new_data.is_auto_rerun:
            return bool(pending) or super()._request_rerun_locked(without_clicks(new_data))
        if self._waiting or (pending and not pending.is_auto_rerun and (clicks(pending) or clicks(new_data))):
            self._waiting.append(new_data)
            return self._state is not ScriptRequestType.STOP
        return super()._request_rerun_locked(new_data)

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        context = get_script_run_ctx(suppress_warning=True)
        if context and not context.has_script_started:  # the callbacks come first
            return None
        request = super().on_scriptrunner_yield()
        self._next()
        return request

    def on_scriptrunner_ready(self) -> ScriptRequest:
        request = super().on_scriptrunner_ready()
        self._next()
        return request

    def _next(self) -> None:
        """Let the first of those that wait be heard next."""
        if self._waiting and self._state is ScriptRequestType.CONTINUE:
            with self._lock:
                super()._request_rerun_locked(self._waiting.popleft())


def clicks(data: RerunData) -> bool:
    """Whether a button or a mark has been clicked, and not only a value set."""
    return any(clicked(state) for state in data.widget_states.widgets) if data.widget_states else False


def clicked(state: WidgetState) -> bool:
    kind = state.WhichOneof("value")
    return kind in CLICKS and bool(getattr(state, kind))


def without_clicks(data: RerunData) -> RerunData:
    """The values only: what was clicked comes by itself."""
    if data.widget_states is None:
        return data
    values = [state for state in data.widget_states.widgets if not clicked(state)]
    return replace(data, widget_states=WidgetStates(widgets=values))
