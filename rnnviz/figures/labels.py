"""What stands beside a row: a user's own word may be longer than there is room for."""

from collections.abc import Sequence

from rnnviz.core.text.typed import shorten

FITS = 9  # characters


def short_names(names: Sequence[str]) -> list[str]:
    """``names`` as there is room for them; no two become alike, or their rows would be one.

    >>> short_names(["tick", "international", "internationally"])
    ['tick', 'internat…', 'interna…2']
    """
    labels: list[str] = []
    for name in names:
        label, number = shorten(name, FITS), 1
        while label in labels:
            number += 1
            label = shorten(name, FITS - len(str(number))) + str(number)
        labels.append(label)
    return labels
