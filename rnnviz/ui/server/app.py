"""What the server serves: the page, and Plotly.js from the installed plotly package beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from posixpath import join
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import get_option

from rnnviz.places import PACKAGE
from rnnviz.ui.panels import apologise
from rnnviz.ui.server.message_queue import install_message_queue
from rnnviz.ui.server.no_delay import set_no_delay
from rnnviz.ui.server.security_headers import SecurityHeaders


def app_options() -> dict[str, Any]:
    """The arguments of ``st.App``. Streamlit looks for that call in app.py itself, so it stands there."""
    install_message_queue()
    # beside the page, wherever a proxy puts it
    plotly = join("/", get_option("server.baseUrlPath").strip("/"), "plotly")
    return {
        "script_path": PACKAGE / "ui" / "main.py",
        "lifespan": prepared,
        "routes": [Mount(plotly, StaticFiles(directory=str(files("plotly") / "package_data")))],
        "on_script_error": apologise,
        "middleware": [Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1000)],
    }


@asynccontextmanager
async def prepared(_app: object) -> AsyncIterator[None]:
    """What is done when the server's socket is bound and nobody has been answered yet."""
    set_no_delay()
    yield
