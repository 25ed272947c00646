"""The pieces of the pages that are handed out."""

from pathlib import Path

PAGE = Path(__file__).parent / "page"


def page(name: str) -> str:
    """One piece, such as ``page.css``."""
    return (PAGE / name).read_text("utf-8")
