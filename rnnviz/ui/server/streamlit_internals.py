"""Names that we use of Streamlit although they are not public. Without one of them, the start ends in a sentence."""

from importlib.metadata import version

from rnnviz.i18n import _


def refusal(name: str) -> SystemExit:
    """Ends the start under a Streamlit that has no ``name``."""
    sentence = _(
        "rnnviz needs “{name}” of Streamlit, which version {version} does not have. "
        "Install rnnviz again with pip: it brings a Streamlit that fits."
    )
    return SystemExit(sentence.format(name=name, version=version("streamlit")))


try:
    from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
    from streamlit.runtime.scriptrunner import RerunData, ScriptRunContext, get_script_run_ctx, script_runner
    from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests, ScriptRequestType
except ImportError as error:
    raise refusal(getattr(error, "name_from", "") or str(error.name)) from None  # the former from Python 3.12 on

MEMBERS = (
    (script_runner, ("ScriptRequests",)),
    (ScriptRequests(), ("_lock", "_rerun_data", "_state", "_request_rerun_locked")),
    (ScriptRequests, ("on_scriptrunner_ready", "on_scriptrunner_yield")),
    (ScriptRequestType, ("CONTINUE", "RERUN", "STOP")),
    (ScriptRunContext, ("has_script_started", "script_requests")),
    (RerunData, ("is_auto_rerun", "widget_states")),
)
for owner, names in MEMBERS:
    for name in names:
        if not hasattr(owner, name):
            raise refusal(name)

__all__ = [
    "RerunData",
    "ScriptRequest",
    "ScriptRequestType",
    "ScriptRequests",
    "WidgetState",
    "WidgetStates",
    "get_script_run_ctx",
    "script_runner",
]
