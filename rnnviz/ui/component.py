"""A component of our own: a folder with its page, its styles and its small modules."""

from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from rnnviz.handouts.files import joined


def from_folder(folder: Path) -> Any:
    """Register the component in ``folder``: its page and all its styles and modules, as one text of each kind."""
    html, css, js = (joined(folder, kind) for kind in ("html", "css", "js"))
    return component(f"rnnviz_{folder.name}", html=html, css=css, js=js, isolate_styles=False)
