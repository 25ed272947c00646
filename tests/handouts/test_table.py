"""The table of a run holds every number of it, to the last digit, and no spreadsheet computes what users typed."""

import csv
from io import StringIO

import numpy as np
import pytest
from random_runs import random_kind, random_scenario

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.handouts import to_csv


def read(run):
    return list(csv.DictReader(StringIO(to_csv(run))))


def numbers(table, signal, column, example, step):
    named = [row for row in table if (row["signal"], row["example"], row["step"]) == (signal, str(example), str(step))]
    found = [row for row in named if row[column]]
    assert [row["unit"] for row in found] == [str(unit + 1) for unit in range(len(found))]
    return [float(row[column]) for row in found]


@pytest.mark.parametrize("seed", range(12))
def test_every_signal_and_its_gradient_are_in_the_table(seed):
    run = simulate(random_scenario(seed, **random_kind(seed)))
    table = read(run)
    sides = {"value": {**run.trace.signals, "L": run.losses[..., None]}, "gradient": run.gradients.signals}
    for column, signals in sides.items():
        for name, array in signals.items():
            for n, t in {(0, 0), (len(array) - 1, run.steps - 1)}:
                np.testing.assert_array_equal(numbers(table, name, column, n + 1, t + 1), array[n, t], err_msg=name)
    for name, array in run.gradients.start.items():
        np.testing.assert_array_equal(numbers(table, name, "gradient", 1, 0), array[0], err_msg=name)
        np.testing.assert_array_equal(numbers(table, name, "value", 1, 0), run.trace.start[name][0], err_msg=name)
    for name, array in run.params.items():
        found = {row["unit"]: row for row in table if row["signal"] == name and not row["step"]}
        assert len(found) == array.size
        last = "→".join(map(str, array.shape))
        assert float(found[last]["value"]) == array.flat[-1]
        assert float(found[last]["gradient"]) == getattr(run.gradients.params, name).flat[-1]


def test_there_are_as_many_rows_as_numbers():
    run = simulate(PRESETS["batch"].scenario)
    signals = {**run.trace.signals, "L": run.losses[..., None]}
    parts = [array for name, array in run.gradients.signals.items() if name not in signals]
    start = sum(array.size for array in run.trace.start.values())
    weights = sum(array.size for _, array in run.params.items())
    assert len(read(run)) == sum(array.size for array in [*signals.values(), *parts]) + start + weights


def test_the_example_in_view_is_named_by_its_own_number():
    run = simulate(PRESETS["batch"].scenario)
    table = read(run.example(1))
    assert {row["example"] for row in table} == {"2", ""}
    assert numbers(table, "h", "value", 2, 1) == run.trace.signals["h"][1, 0].tolist()
    assert numbers(table, "h", "gradient", 2, 0) == run.gradients.h0[1].tolist()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2+3", "+1", "=cmd' /C calc'!A0", '"=1"', "＝1"])
def test_no_text_becomes_a_formula(text):
    run = simulate(Scenario(encoding="characters", inputs=text + "ab", targets="", head="softmax"))
    symbols = {row["symbol"] for row in read(run)}
    assert {symbol.lstrip("'") for symbol in symbols} - {""} == set(run.scenario.task.symbols) - {"'"}
    assert not [symbol for symbol in symbols if symbol[:1] in set("=+-@＝")]


def test_whole_words_stay_harmless():
    run = simulate(
        Scenario(
            encoding="words", inputs="my car | a car", targets="=HYPERLINK | -1", shape="many_to_one", head="softmax"
        )
    )
    assert {row["symbol"] for row in read(run) if row["signal"] == "p"} == {"'=HYPERLINK", "'-1"}


def test_what_is_no_run_is_refused_with_a_sentence():
    with pytest.raises(TypeError, match="to_csv takes a Run"):
        to_csv(PRESETS["once"])
