"""Plotly.js from the installed plotly package. Its address holds its version, so that a browser keeps it for good."""

from importlib.resources import files

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, Response

ADDRESS = f"plotly/{plotly.__version__}/plotly.min.js"  # as seen from the page
FILE = str(files("plotly") / "package_data" / "plotly.min.js")
FOR_GOOD = {"Cache-Control": "public, immutable, max-age=31536000"}  # a year, in seconds


def plotly_js(_request: Request) -> Response:
    """The endpoint at ``ADDRESS``."""
    return FileResponse(FILE, headers=FOR_GOOD)
