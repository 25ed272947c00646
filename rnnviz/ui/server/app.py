"""What the server serves: the page, and Plotly.js from the installed plotly package beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from posixpath import join
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import get_option

from rnnviz.places import PACKAGE
from rnnviz.ui.panels import apologise
from rnnviz.ui.server.compressed_once import CompressedOnce
from rnnviz.ui.server.message_queue import install_message_queue
from rnnviz.ui.server.no_delay import set_no_delay
from rnnviz.ui.server.origin_check import OriginCheck
from rnnviz.ui.server.plotly_js import ADDRESS, plotly_js
from rnnviz.ui.server.quiet_log import quieten_broken_connections
from rnnviz.ui.server.security_headers import SecurityHeaders
from rnnviz.ui.server.upload_limit import UploadLimit


def app_options() -> dict[str, Any]:
    """The arguments of ``st.App``. Streamlit looks for that call in app.py itself, so it stands there."""
    install_message_queue()
    page = join("/", get_option("server.baseUrlPath").strip("/"))  # where a proxy has it
    files_for_good = [join(page, "static/"), join(page, "plotly/")]  # of Streamlit, and ours
    return {
        "script_path": PACKAGE / "ui" / "main.py",
        "lifespan": prepared,
        "routes": [Route(join(page, ADDRESS), plotly_js)],
        "on_script_error": apologise,
        "middleware": [
            Middleware(SecurityHeaders),
            Middleware(OriginCheck),
            Middleware(UploadLimit),
            Middleware(CompressedOnce, folders=files_for_good),
        ],
    }


@asynccontextmanager
async def prepared(_app: object) -> AsyncIterator[None]:
    """Runs once, after the server's socket is bound and before the first request is answered."""
    set_no_delay()
    quieten_broken_connections()
    yield
