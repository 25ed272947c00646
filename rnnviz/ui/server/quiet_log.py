"""The server's log is about this program: what only says that a visitor's connection broke is left out of it."""

from logging import LogRecord, getLogger

from google.protobuf.message import DecodeError
from starlette.requests import ClientDisconnect
from starlette.websockets import WebSocketDisconnect

LOGGERS = ("uvicorn.error", "streamlit.web.server.starlette.starlette_websocket")
BROKEN = (ClientDisconnect, WebSocketDisconnect, DecodeError)  # left, or sent what is no message of Streamlit
SOCKET_MODULES = ("starlette.websockets", "uvicorn.protocols.websockets")  # that read from a socket and write to it


def quieten_broken_connections() -> None:
    """From now on, such records do not reach the log."""
    for name in LOGGERS:
        getLogger(name).addFilter(is_of_interest)


def is_of_interest(record: LogRecord) -> bool:
    """Whether ``record`` says anything else than that a connection broke."""
    error = record.exc_info[1] if record.exc_info else None
    return error is None or not (isinstance(error, BROKEN) or raised_in(error).startswith(SOCKET_MODULES))


def raised_in(error: BaseException) -> str:
    """The module whose code raised ``error``; "" if it was never raised."""
    module, traceback = "", error.__traceback__
    while traceback:
        module, traceback = str(traceback.tb_frame.f_globals.get("__name__", "")), traceback.tb_next
    return module
