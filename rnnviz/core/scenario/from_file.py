"""Turns an uploaded file into the settings of a Scenario that learns what comes next in it."""

from bisect import bisect_right
from typing import Any, NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.core.data.csv_table import decode
from rnnviz.core.data.limits import MAX_CORPUS, MAX_TEXT
from rnnviz.core.data.vocabulary import ends
from rnnviz.core.text.array_like import write_rows
from rnnviz.i18n import _

STEPS, LETTERS = 60, 20  # of a long series or text, those that are stepped through
NEXT: dict[str, Any] = {"shape": "step_by_step", "targets": "", "input_size": None, "output_size": None, "h0": ""}


class Opened(NamedTuple):
    """The ``settings`` that a file becomes; of its ``steps`` the first ``taken`` have room in them."""

    settings: dict[str, Any]
    steps: int
    taken: int

    @property
    def cut(self) -> str:
        """A sentence, where not all is taken."""
        if self.taken == self.steps:
            return ""
        said = _("The file has {given} steps; there is room for the first {taken}, and those are taken.")
        return said.format(given=self.steps, taken=self.taken)


def open_series(values: Array) -> Opened:
    """Numbers (T, K) to step through, the next row being the target; of a long series the whole is trained on.

    >>> import numpy as np
    >>> open_series(np.array([[0.5], [0.25], [1.0]])).settings["inputs"]
    '0.5; 0.25; 1.0'
    """
    enough(len(values))
    whole = write_rows(values[:MAX_CORPUS])
    if len(whole) > MAX_TEXT:
        whole = whole[: MAX_TEXT + 1].rpartition(";")[0]
    taken = whole.count(";") + 1
    texts = {"corpus": whole if taken > STEPS + 1 else "", "inputs": write_rows(values[: min(taken, STEPS + 1)])}
    settings = NEXT | texts | {"encoding": "numbers", "head": "linear", "embedding": 0}
    return Opened(settings, len(values), taken)


def open_text(source: bytes, encoding: str) -> Opened:
    """A text by ``encoding``, characters or words; its beginning is stepped through, the whole is trained on.

    >>> open_text(b"to be or not to be", "words").settings["inputs"]
    'to be or not to be'
    """
    text = decode(source).replace("\r\n", "\n").strip()
    places = ends(text, encoding)
    enough(len(places))
    taken = bisect_right(places, MAX_TEXT, hi=min(len(places), MAX_CORPUS))
    text = text[: places[taken - 1]] if taken < len(places) else text
    first = text[: places[max(2, bisect_right(places, LETTERS)) - 1]]  # whole words
    settings = {
        "corpus": text if len(text) > LETTERS else "",
        "inputs": " ".join(first.replace("|", " ").split()),
    }
    return Opened(NEXT | settings | {"encoding": encoding, "head": "softmax"}, len(places), taken)


def enough(steps: int) -> None:
    if steps < 2:
        raise ValueError(
            _(
                "{given} steps were found in the file; from 2 are needed, for the network is to say what comes next. "
                "Take a longer one."
            ).format(given=steps)
        )
