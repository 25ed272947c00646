"""The pieces of the pages that are handed out: own ones, and the stage's, which the page in the browser shares."""

from pathlib import Path

STAGE = Path(__file__).parents[1] / "ui" / "stage"  # read as text; nothing of the ui is imported
PAGE = Path(__file__).parent / "page"


def stage(kind: str) -> str:
    """The stage's ``html``, ``css`` or ``js``."""
    return joined(STAGE, kind)


def joined(folder: Path, kind: str) -> str:
    """All files of a kind in ``folder`` as one text, the one named like the folder first: no build step joins them."""
    pieces = sorted(folder.glob(f"*.{kind}"), key=lambda file: (file.stem != folder.name, file.stem))
    return "\n".join(piece.read_text("utf-8") for piece in pieces)


def page(name: str) -> str:
    """One of our own pieces, such as ``page.css``."""
    return (PAGE / name).read_text("utf-8")
