"""The queue of a browser's messages: clicks are handled in order, each once, each callback runs to its end."""

from collections import deque
from dataclasses import replace

from rnnviz.ui.server.streamlit_internals import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    WidgetState,
    WidgetStates,
    get_script_run_ctx,
    script_runner,
)

MOST_WAITING = 100  # messages of one browser; beyond it the oldest is dropped
CLICKS = ("trigger_value", "json_trigger_value")


def install_message_queue() -> None:
    """Let every session from now on keep its messages in a ``MessageQueue``."""
    script_runner.ScriptRequests = MessageQueue  # pyright: ignore[reportPrivateImportUsage]


class MessageQueue(ScriptRequests):
    """The messages that wait for a session's script. A click is never merged with another message and never lost.

    What Streamlit does instead while a script is busy:

    - It merges the messages that arrive, and then calls the newest click's callback first: an example that was opened
      and taken back would stay.
    - It breaks off the script for a newer message wherever the state is touched, before and inside a callback, too, and
      never calls that callback again.
    - A tick of the training, sent in the moment of a click, carries this click, which then comes once more by itself:
      Undo would lead from an example to the same example.
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
        """Hand over the first message that waits."""
        if self._waiting and self._state is ScriptRequestType.CONTINUE:
            with self._lock:
                super()._request_rerun_locked(self._waiting.popleft())


def clicks(data: RerunData) -> bool:
    """Whether a button or a mark was clicked, and not only a value set."""
    return any(clicked(state) for state in data.widget_states.widgets) if data.widget_states else False


def clicked(state: WidgetState) -> bool:
    kind = state.WhichOneof("value")
    return kind in CLICKS and bool(getattr(state, kind))


def without_clicks(data: RerunData) -> RerunData:
    """The values only: the click comes in a message of its own."""
    if data.widget_states is None:
        return data
    values = [state for state in data.widget_states.widgets if not clicked(state)]
    return replace(data, widget_states=WidgetStates(widgets=values))
