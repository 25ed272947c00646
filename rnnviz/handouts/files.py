"""The pieces of the pages that are handed out: own ones, and the stage's, which the page in the browser shares."""

from importlib.resources import files

STAGE = files("rnnviz") / "ui" / "stage"  # read as text; nothing of the ui is imported
PAGE = files("rnnviz") / "handouts" / "page"


def stage(kind: str) -> str:
    """The stage's ``html``, ``css`` or ``js``."""
    return (STAGE / f"stage.{kind}").read_text("utf-8")


def page(name: str) -> str:
    """One of our own pieces, such as ``page.css``."""
    return (PAGE / name).read_text("utf-8")
