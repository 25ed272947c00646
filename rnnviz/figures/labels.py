"""What stands beside a row: a user's own word may be longer than there is room for."""

from collections.abc import Sequence

from rnnviz.core.text.typed import distinct

FITS = 9  # characters


def short_names(names: Sequence[str]) -> list[str]:
    """``names`` as there is room for them; no two become alike, or their rows would be one."""
    return distinct(names, FITS)
