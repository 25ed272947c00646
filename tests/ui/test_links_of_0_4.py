"""Links of version 0.4 still open what they opened there, with the same numbers.

The file of links beside this one was written by version 0.4 and is never regenerated: where a link opens something
else, the program has changed, and whoever kept the link would see it. It holds a link for every example and every page
of every lesson, all that stand in the README and on the help page, and two hundred random ones as the address has them.
"""

import json
from math import isclose, isfinite, isnan
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest

from rnnviz import LESSONS, simulate
from rnnviz.ui import link

# Each link with what it ``opens``, to be found again exactly, and its ``numbers``: the sum and the sum of absolute
# values of each array, one number where both are alike, or the link that has the same run and its numbers.
LINKS = json.loads(Path(__file__).with_name("links_of_0_4.json").read_text("utf-8"))
PIECES = 20


@pytest.mark.parametrize("piece", range(PIECES))
def test_a_link_opens_what_it_opened_in_version_0_4(piece):
    said = [sentence for query in list(LINKS)[piece::PIECES] for sentence in differences(query)]
    assert not said, "\n".join(said)


def differences(query):
    """A sentence for each thing that the link opens otherwise than it did; if it opens nothing, the error names it."""
    try:
        opens, numbers = opened_now(query)
    except Exception as error:
        error.add_note(f"The link was ?{query}")
        raise
    before, kept = opened_before(query)
    unlike = [name for name in opens.keys() | before.keys() if opens.get(name) != before.get(name)]
    said = [(name, opens.get(name), before.get(name)) for name in sorted(unlike)]
    unlike = [name for name in numbers.keys() | kept.keys() if not alike(numbers.get(name), kept.get(name))]
    said += [(name, numbers.get(name), kept.get(name)) for name in sorted(unlike)]
    return [f"?{query}: {name} is {now}, in version 0.4 it was {then}" for name, now, then in said]


def opened_before(query):
    """What the link opened in version 0.4, and its numbers."""
    entry = LINKS[query]
    numbers = entry["numbers"]
    numbers = LINKS[numbers]["numbers"] if isinstance(numbers, str) else numbers
    return entry["opens"], numbers | ({"pinned": entry["pinned"]} if "pinned" in entry else {})


def opened_now(query):
    """What the link opens, and its numbers; one that names a page and no more opens it as it begins."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    opened, (lesson, page) = link.read(given), link.read_lesson(given, [])
    begins = bool(lesson) and set(given) <= {"lesson", "page"}
    run = simulate(LESSONS[lesson].scenario(page - 1) if begins else opened.scenario)
    opens = seen(opened) | kind(run) | (beginning(LESSONS[lesson], page - 1) if begins else {})
    pinned = {"pinned": both(simulate(opened.pinned).loss)} if opened.pinned else {}
    return opens, sums(run) | pinned


def seen(opened):
    """What is in view, and how many things were wrong with the link."""
    look = opened.look
    named = {"preset": opened.preset, "at": opened.at, "example": opened.example, "wrong": len(opened.wrong)}
    return named | {"look": [look.unit, look.layer, look.matrix, look.bars]}


def kind(run):
    """N, T, H and O, and whether a number is too large to be one."""
    signals = run.trace.signals
    return {"shape": [*signals["h"].shape, signals["y"].shape[2]], "overflow": run.overflow is not None}


def beginning(lesson, number):
    """The example, the cursor, the sequence in view and the view that a page begins with."""
    return {"begins": [lesson.header.preset, lesson.at(number), lesson.example(number), lesson.view(number)]}


def sums(run):
    """The numbers of a run: loss, outputs, each layer's states, and the gradient of every weight."""
    arrays = {name: array for name, array in run.trace.signals.items() if name in ("y", "h", "h2", "h3")}
    arrays |= {f"d{name}": array for name, array in run.gradients.params.items()}
    return {"loss": both(run.loss)} | {name: both(array) for name, array in arrays.items()}


@np.errstate(all="ignore")
def both(array):
    """The sum and the sum of absolute values."""
    return float(np.sum(array)), float(np.sum(np.abs(array)))


def alike(found, kept):
    """Whether both sums are there and the same."""
    if found is None or kept is None:
        return False
    value, size = float(kept[0]), abs(float(kept[-1]))
    return same(found[0], value, size) and same(found[1], size, size)


def same(found, kept, size):
    """To nine digits, or to twelve of what was added up; what is not finite is the same."""
    least = 1e-12 * size if isfinite(size) else 0.0
    return (isnan(found) and isnan(kept)) or isclose(found, kept, rel_tol=1e-9, abs_tol=least)
