"""The arithmetic as the browser is given it: every number is the run's, and every key names the number it stands by."""

from base64 import b64decode

import numpy as np
import pytest
from random_runs import random_kind, random_scenario

from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import simulate
from rnnviz.web.sums import seen, sums

RUNS = {cell: simulate(random_scenario(number, cell=cell, layers=2)).example(0) for number, cell in enumerate(CELLS)}
RUNS |= {name: simulate(PRESETS[name].scenario).example(0) for name in ("once", "stateless", "softmax", "review")}
RUNS |= {f"random {number}": simulate(random_scenario(number, **random_kind(number))).example(0) for number in range(6)}
every_run = pytest.mark.parametrize("name", RUNS)


def unpacked(array):
    return np.frombuffer(b64decode(array["f8"]), "<f8").reshape(array["shape"])


def filled(data, at):
    """What the browser writes into the slots of each line of a place: kind, numbers, and where they are from."""
    place, steps = data["places"][at], data["steps"]
    t = at - 1 if at <= steps else 2 * steps - at
    extras, first = unpacked(place["extras"]), 0
    for which, _title, _note in place["lines"]:
        found = []
        for kind, index, *size in data["templates"][which]["slots"]:
            if kind == "extra":
                count = seen(np.empty(size[:2]) if size[0] else np.empty(())).size
                found.append((kind, extras[first : first + count], None))
                first += count
            elif kind == "weight":
                found.append((kind, unpacked(data["weights"][index]["rows"]).ravel(), data["weights"][index]))
            elif kind == "signal":
                signal = data["signals"][index]
                found.append((kind, unpacked(signal["rows"])[t + size[2]], (signal, t + size[2])))
        yield found


@every_run
def test_every_answer_and_every_number_used_is_the_line_s(name):
    data = sums(RUNS[name])
    for at in range(1, 2 * RUNS[name].steps + 1):
        for line, slots in zip(worksheet(RUNS[name], at), filled(data, at), strict=True):
            used = {each: line.used[each].array for each in line.used if f"{{{each}}}" in line.calculation}
            arrays = [array for array in [*used.values(), line.answer.array] if not isinstance(array, str)]
            assert len(slots) == len(arrays)
            shown = {tuple(seen(np.asarray(array)).ravel()) for array in arrays}
            assert shown == {tuple(numbers) for _kind, numbers, _from in slots}


@every_run
def test_a_key_names_the_number_that_stands_there(name):
    run, data = RUNS[name], sums(RUNS[name])
    for at in range(1, 2 * run.steps + 1):
        for kind, numbers, source in (slot for line in filled(data, at) for slot in line):
            if kind == "weight":
                array = np.atleast_2d(getattr(run.params, source["name"]))
                np.testing.assert_array_equal(numbers, seen(array.T if source["turned"] else array).ravel())
            elif kind == "signal" and source[0]["key"]:
                np.testing.assert_array_equal(numbers, seen(named(run, source[0], source[1])).ravel())


def named(run, signal, t):
    """The number that a key names, in the run itself."""
    key, step = signal["key"], t + signal["shift"]
    if key == "L":
        return run.losses[0, t]
    if key == "t":
        return run.target[0, t]
    if signal["shift"] and (t == 0 or t in run.blocks.resets):
        return run.trace.start[key][0]
    if key in run.trace.signals:
        return run.trace.signals[key][0, step]
    return run.gradients.signals[key.removeprefix("d")][0, step]
