"""Many visitors have Python texts read at once; on some Pythons, two threads that parse disturb each other."""

import gc
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from rnnviz import PRESETS, simulate
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.text.python_ast import expression, statements

NESTED = "+".join("f(" * 30 + str(number) + ")" * 30 for number in range(20))


class Cycle:
    """Rubbish whose collection, in the middle of whatever is going on, gives other threads their turn."""

    def __init__(self):
        self.me = self

    def __del__(self):
        sum(range(50))


@pytest.fixture
def hurried():
    """Threads that take turns as often as they can, and rubbish that is collected as often."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)


def read(parse):
    for _ in range(10):
        Cycle()
    return parse(NESTED)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("parse", [expression, statements])
def test_many_threads_can_parse_at_once(parse):
    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(read, [parse] * 200))


def test_a_worksheet_parses_a_cell_once(monkeypatch):
    run = simulate(PRESETS["four"].scenario)
    code = [[line.code for line in worksheet(run, at)] for at in (1, 8)]
    monkeypatch.setattr("ast.parse", pytest.fail)
    again = [[line.code for line in worksheet(run, at)] for at in (1, 8)]
    monkeypatch.undo()
    assert again == code
