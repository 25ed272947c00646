"""What a file that somebody opens becomes: settings of a Scenario that learn what comes next in it."""

from typing import Any

from rnnviz.core.params import Array
from rnnviz.core.series import decode
from rnnviz.core.settings import MAX_TEXT
from rnnviz.core.typed import write_rows
from rnnviz.i18n import _

STEPS, LETTERS = 60, 20  # of a long series or text, those that are stepped through
NEXT: dict[str, Any] = {"shape": "step_by_step", "targets": "", "input_size": None, "output_size": None, "h0": ""}


def open_series(values: Array) -> dict[str, Any]:
    """Numbers (T, K) to step through, the next row being the target; of a long series the whole is trained on.

    >>> import numpy as np
    >>> open_series(np.array([[0.5], [0.25], [1.0]]))["inputs"]
    '0.5; 0.25; 1.0'
    """
    long = len(values) > STEPS + 1
    whole = {"corpus": write_rows(values) if long else "", "inputs": write_rows(values[: STEPS + 1])}
    if len(str(whole["corpus"])) > MAX_TEXT:
        raise ValueError(
            _(
                "The series is too long: written out it has {given} characters, {allowed} are allowed. Take fewer rows."
            ).format(given=len(str(whole["corpus"])), allowed=MAX_TEXT)
        )
    return NEXT | whole | {"encoding": "numbers", "head": "linear", "embedding": 0}


def open_text(source: bytes, encoding: str) -> dict[str, Any]:
    """A text by ``encoding``, characters or words; its beginning is stepped through, the whole is trained on.

    >>> open_text(b"to be or not to be", "words")["inputs"]
    'to be or not to be'
    """
    text = decode(source).replace("\r\n", "\n").strip()[:MAX_TEXT]
    first = " ".join(text[:LETTERS].replace("|", " ").split())
    if encoding == "words" and len(text) > LETTERS:
        first = first.rpartition(" ")[0] or first
    return NEXT | {
        "corpus": text if len(text) > LETTERS else "",
        "inputs": first,
        "encoding": encoding,
        "head": "softmax",
    }
