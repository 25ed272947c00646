"""The script of a run, run by a bare interpreter with NumPy alone, prints the run's numbers to the last digit."""

import re
import subprocess
import sys

import numpy as np
import pytest
from random_runs import random_kind, random_scenario, seeds

from rnnviz import PRESETS, simulate
from rnnviz.handouts import to_script

# whatever the script imports besides NumPy and what comes with Python is named at the end
BARE = """
import sys, numpy
before = set(sys.modules)
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in {"numpy", *sys.stdlib_module_names}:
            raise ImportError(f"{name} is not to be had here")
sys.meta_path.insert(0, Refuse())
source = open("script.py", encoding="utf-8").read()
exec(compile(source, "script.py", "exec"), {"__name__": "__main__"})
assert not {name.split(".")[0] for name in set(sys.modules) - before} - {"numpy", *sys.stdlib_module_names}
assert "rnnviz" not in sys.modules and "pydantic" not in sys.modules
"""


def printed(script, folder):
    """What the script prints: the numbers after each name."""
    (folder / "script.py").write_text(script, "utf-8")
    (folder / "bare.py").write_text(BARE, "utf-8")
    command = [sys.executable, "-I", "-X", "utf8", "bare.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.stderr
    pairs = [line.split(" = ") for line in done.stdout.splitlines()]
    assert len({name for name, _ in pairs}) == len(pairs)
    return {name: [float(number) for number in numbers.split()] for name, numbers in pairs}


def expected(run):
    """Every number of the run by the names that the script gives them."""
    found = {"L": [run.loss]}
    sides = {"": {**run.trace.signals, "L": run.losses[..., None]}, "dL/d": run.gradients.signals}
    for before, signals in sides.items():
        for name, array in signals.items():
            for n, t in np.ndindex(array.shape[:2]):
                found[f"example {run.shown + n + 1}, step {t + 1}: {before}{name}"] = array[n, t].tolist()
    for name, array in run.gradients.params.items():
        found |= {f"dL/d{name}, row {i + 1}": row.tolist() for i, row in enumerate(np.atleast_2d(array))}
    ends = {f"dL/d{name}0": array for name, array in run.batch.gradients.start.items()}
    for t, arrays in run.batch.gradients.cut.items():
        ends |= {f"dL/d{name} dropped after step {t}": array for name, array in arrays.items()}
    shown = range(run.shown, run.shown + len(run.losses))
    return found | {f"example {n + 1}: {name}": array[n].tolist() for name, array in ends.items() for n in shown}


def to_the_last_digit(run, folder):
    numbers, wanted = printed(to_script(run), folder), expected(run)
    assert numbers.keys() == wanted.keys()
    for name, values in wanted.items():
        np.testing.assert_array_equal(numbers[name], values, err_msg=name)


@pytest.mark.parametrize("seed", seeds(60, some=24))
def test_the_script_of_any_run_prints_its_numbers(seed, tmp_path):
    to_the_last_digit(simulate(random_scenario(seed, **random_kind(seed))), tmp_path)


@pytest.mark.parametrize("name", PRESETS)
def test_the_script_of_every_example_prints_its_numbers(name, tmp_path):
    to_the_last_digit(simulate(PRESETS[name].scenario), tmp_path)


def test_only_the_example_in_view_is_printed_of_a_batch(tmp_path):
    to_the_last_digit(simulate(PRESETS["batch"].scenario).example(1), tmp_path)


def test_numbers_that_overflow_are_printed_as_they_are(tmp_path):
    scenario = PRESETS["four"].scenario.but(activation="identity", weights={"Wh": [[1e200, 0], [0, 1e200]]})
    run = simulate(scenario)
    assert run.overflow
    to_the_last_digit(run, tmp_path)


def test_weights_that_were_trained_are_the_scripts(tmp_path):
    run = simulate(PRESETS["batch"].scenario)
    weights = run.params.but(Wh=run.params.Wh / 3.0)
    to_the_last_digit(simulate(run.scenario, weights), tmp_path)


def test_what_users_type_stays_text(tmp_path):
    hostile = '""" \'\\\n\r\u2028#{import os}\x0c'
    scenario = PRESETS["rhyme"].scenario.but(inputs=hostile, targets="", corpus="", hidden_size=2)
    to_the_last_digit(simulate(scenario), tmp_path)


def test_the_script_can_be_read(tmp_path):
    script = to_script(simulate(PRESETS["four"].scenario.but(cell="lstm", weights="", layers=2)))
    modules = re.findall(r"^(?:import|from) (\w+)", script, re.MULTILINE)
    assert set(modules) - sys.stdlib_module_names == {"numpy"}
    assert max(map(len, script.splitlines())) <= 180
    assert len(printed(script, tmp_path))


@pytest.mark.parametrize("given", [None, PRESETS["once"], PRESETS["once"].scenario])
def test_what_is_no_run_is_refused_with_a_sentence(given):
    with pytest.raises(TypeError, match="to_script takes a Run"):
        to_script(given)
