"""A component of our own: a folder with its page, its style and its small module, named alike."""

from pathlib import Path
from typing import Any

from streamlit.components.v2 import component


def from_folder(folder: Path) -> Any:
    """Register the component in ``folder``, say ``stage`` with stage.html; of its styles and modules, stage's are first."""
    html, css, js = (joined(folder, kind) for kind in ("html", "css", "js"))
    return component(f"rnnviz_{folder.name}", html=html, css=css, js=js, isolate_styles=False)


def joined(folder: Path, kind: str) -> str:
    """All files of a kind as one text: what no build step has to bundle."""
    files = sorted(folder.glob(f"*.{kind}"), key=lambda file: (file.stem != folder.name, file.stem))
    return "\n".join(file.read_text("utf-8") for file in files)
