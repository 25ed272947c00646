"""The stage's modules. Their address holds their version, so that a browser keeps them for good."""

from starlette.requests import Request
from starlette.responses import Response

from rnnviz.ui.server.plotly_js import FOR_GOOD
from rnnviz.web import files

FOLDER = f"stage/{files.version()}"  # as seen from the page
ADDRESS = f"{FOLDER}/stage.js"


def stage_module(request: Request) -> Response:
    """The endpoint at ``FOLDER/{name}.js``."""
    text = files.modules().get(request.path_params["name"])
    if text is None:
        return Response(status_code=404)
    headers = {**FOR_GOOD, "ETag": f'"{files.version()}"'}
    return Response(text, media_type="text/javascript; charset=utf-8", headers=headers)
