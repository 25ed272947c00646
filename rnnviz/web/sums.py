"""The arithmetic of every step as the browser shows it: templates in MathML once, and the numbers to fill them with."""

import re
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.equation import PLACE
from rnnviz.core.explain.lines import BREAK, Line, Used
from rnnviz.core.explain.remarks import remark
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.run import Run
from rnnviz.core.text.latex import shown
from rnnviz.web.arrays import packed
from rnnviz.web.mathml import mathml, note, pieces

SLOT = re.compile(r"<mtext>@(\d+)@</mtext>")
LATER = re.compile(r"<mrow><mi>t</mi><mo>&#x0002B;</mo><mn>(\d)</mn></mrow>")
BEFORE = re.compile(r"<mrow><mi>t</mi><mo>&#x02212;</mo><mn>(\d)</mn></mrow>")
NOW = re.compile(r"(?<!<msub>)(?<!<msubsup>)<mi>t</mi>")  # an index; what stands first in a sub is the target t
TAGS = {"dh_from_output": "own", "dh_from_future": "later"}  # the two ways that meet at a state


def sums(run: Run) -> dict[str, Any]:
    """The arithmetic of every cursor place, 0 … 2T.

    ``templates`` are lines as they stand at any step, with slots. ``places`` say which of them a place has, and hold
    what is this place's alone: ``extras``, numbers one after the other. The numbers that have names stand in
    ``signals``, a row for each step, and in ``weights``. A slot is ``[kind, which, rows, columns]`` of the whole array;
    a signal's also says how many steps after the line it is. Of a large array there are the first and the last rows
    and columns.
    """
    sheet = Sheet(run)
    with np.errstate(all="ignore"):
        places = [sheet.place(at) for at in range(2 * run.steps + 1)]
    return {
        "steps": run.steps,
        "resets": [start for start in run.blocks.resets if start],
        "templates": sheet.templates,
        "texts": list(sheet.texts),
        "signals": [{"key": key, "shift": shift, "rows": packed(rows)} for key, shift, rows in sheet.signals.values()],
        "weights": list(sheet.weights.values()),
        "places": places,
    }


class Sheet:
    """What the places of a run have in common, gathered while they are written one after the other."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.templates: list[dict[str, Any]] = []
        self.known: dict[Any, int] = {}  # templates by what they are made of
        self.texts: dict[str, int] = {"": 0}
        self.signals: dict[str, tuple[str, int, Array]] = {}
        self.weights: dict[str, dict[str, Any]] = {}

    def place(self, at: int) -> dict[str, Any]:
        """The lines of cursor ``at``: template, title and note of each, and the numbers that have no name."""
        run, extras = self.run, []
        t = at - 1 if at <= run.steps else 2 * run.steps - at
        lines = [self.line(line, t, extras) for line in worksheet(run, at)]
        numbers = np.concatenate([each.ravel() for each in extras]) if extras else np.empty(0)
        return {"lines": lines, "extras": packed(numbers), "remark": self.text(note(remark(run, at)))}

    def line(self, line: Line, t: int, extras: list[Array]) -> list[int]:
        names = list(dict.fromkeys(name for name in PLACE.findall(line.calculation) if name in line.used))
        used = [*(line.used[name] for name in names), line.answer]
        slots = [self.slot(each, line, t, extras) for each in used]
        made_of = (line.formula, line.calculation, line.code, line.shapes, line.layer, repr(slots))
        if made_of not in self.known:
            self.known[made_of] = len(self.templates)
            tags = {place: TAGS[name] for place, name in enumerate(names) if name in TAGS and BREAK in line.calculation}
            self.templates.append(template(line, names) | {"slots": slots, "tags": tags})
        return [self.known[made_of], self.text(note(line.title)), self.text(note(line.note))]

    def slot(self, used: Used, line: Line, t: int, extras: list[Array]) -> list[Any]:
        """Where a slot's numbers are found."""
        if isinstance(used.array, str):
            return ["text", self.text(mathml(used.array))]
        array = np.asarray(used.array)
        size = list(np.atleast_2d(array).shape) if array.ndim else [0, 0]
        if name := weight_name(self.run, used.name, line.layer):
            return ["weight", self.weight(used.name, name, array), *size]
        if not used.name:
            extras.append(seen(array))
            return ["extra", 0, *size]
        return ["signal", self.signal(used, line.layer, t, array), *size, used.later]

    def weight(self, called: str, name: str, array: Array) -> int:
        turned = called.endswith("T") and name != called
        key = f"{name} {turned}"
        if key not in self.weights:
            self.weights[key] = {"name": name, "turned": turned, "rows": packed(seen(array))}
        return list(self.weights).index(key)

    def signal(self, used: Used, layer: int | None, t: int, array: Array) -> int:
        called = f"{used.name} {layer}"
        if called not in self.signals:
            rows = np.full((self.run.steps, max(1, seen(array).size)), np.nan)
            self.signals[called] = (*key_of(self.run, used.name, layer), rows)
        self.signals[called][2][t + used.later] = seen(array).ravel()
        return list(self.signals).index(called)

    def text(self, html: str) -> int:
        return self.texts.setdefault(html, len(self.texts))


def template(line: Line, names: list[str]) -> dict[str, Any]:
    """What of a line is the same wherever it stands."""
    filled = PLACE.sub(lambda m: rf"\text{{@{names.index(m[1])}@}}" if m[1] in names else m[0], line.calculation)
    return {
        "formula": [indexed(mathml(piece)) for piece in pieces(line.formula)],
        "calculation": [[slotted(mathml(piece)) for piece in pieces(row)] for row in filled.split(BREAK)],
        "code": line.code,
        "shapes": line.shapes,
        "back": r"\partial" in line.formula,
    }


def indexed(html: str) -> str:
    """A formula whose steps t, t − 1 and t + 1 can be written as numbers."""
    html = LATER.sub(r'<mi data-t="\1">t</mi>', BEFORE.sub(r'<mi data-t="-\1">t</mi>', html))
    return NOW.sub('<mi data-t="0">t</mi>', html)


def slotted(html: str) -> str:
    return SLOT.sub(r'<mrow data-slot="\1"></mrow>', indexed(html))


def weight_name(run: Run, name: str, layer: int | None) -> str:
    """What a weight that an equation names is called in ``run.params``; nothing if it names none."""
    own = {weight: weight + run.layer_ends[layer] for weight in run.cell.weights} if layer is not None else {}
    weights = own | {"Wo": "Wo", "bo": "bo", "E": "E"}
    return weights.get(name, weights.get(name.removesuffix("T"), ""))


def key_of(run: Run, name: str, layer: int | None) -> tuple[str, int]:
    """The key of a signal's numbers in all parts of the stage, and how far its step is from the line's."""
    gradient = "d" if name.startswith("d") and name not in run.trace.signals else ""
    plain = name[len(gradient) :]
    end = run.layer_ends[-1 if layer is None else layer]
    if plain.endswith(("_from_output", "_from_future")) or (
        gradient and (plain.endswith("_before") or (plain == "x" and layer))
    ):
        return "", 0  # a part of a gradient, which no other part shows as a whole
    if plain.endswith("_before"):
        return plain.removesuffix("_before") + end, -1
    if plain == "x":
        return gradient + ("x" if not layer else "h" + run.layer_ends[layer - 1]), 0
    if plain in run.trace.outputs or (layer is None and plain != "h"):
        return gradient + plain, 0
    return gradient + plain + end, 0


def seen(array: Array) -> Array:
    """``array`` without the middle rows and columns that there is no room for."""
    if not array.ndim:
        return array.reshape(1, 1)
    matrix = np.atleast_2d(array)
    rows, columns = ([i for i in shown(n) if i is not None] for n in matrix.shape)
    return matrix[np.ix_(rows, columns)]
