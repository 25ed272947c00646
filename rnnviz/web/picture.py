"""A Run as the stage draws it: the network, its numbers over time, the arithmetic of every step, the cell opened."""

import json
from typing import Any

from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.web.cell import cell
from rnnviz.web.network import network, network_words
from rnnviz.web.rows import rows
from rnnviz.web.sums import sums


def picture(run: Run) -> dict[str, Any]:
    """What the stage needs to draw ``run`` with its first example in view."""
    return {
        "network": network(run),
        "words": network_words(run),
        "rows": rows(run),
        "sums": sums(run),
        "cell": cell(run),
        "ramps": ramps(),
    }


def picture_json(run: Run) -> str:
    return json.dumps(picture(run), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def ramps() -> dict[str, dict[str, list[list]]]:
    """The colours of values and of gradients on a light and on a dark page."""
    return {
        "light": {"values": style.VALUES, "gradients": style.GRADIENTS},
        "dark": {"values": style.VALUES_DARK, "gradients": style.GRADIENTS_DARK},
    }
