"""A component of our own: a folder with its page, its style and its small module, named alike."""

from pathlib import Path
from typing import Any

from streamlit.components.v2 import component


def from_folder(folder: Path) -> Any:
    """Register the component in ``folder``, say ``stage`` with stage.html, stage.css and stage.js."""
    html, css, js = ((folder / f"{folder.name}.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return component(f"rnnviz_{folder.name}", html=html, css=css, js=js, isolate_styles=False)
