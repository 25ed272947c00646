"""The code that stands beside a line of arithmetic is the code that computes it: run, it gives that line's number."""

import re

import numpy as np
import pytest
from random_runs import random_scenario

from rnnviz.core import arrays
from rnnviz.core.arrays import Record
from rnnviz.core.explain.source_lines import assigned, backward_code, forward_code
from rnnviz.core.explain.worksheet import worksheet
from rnnviz.core.gradient.weight_contributions import contributions
from rnnviz.core.nn import activations, heads
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.weight_gradients import factors
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.run import simulate

NAMES = {"np": np} | vars(arrays) | vars(activations) | vars(heads)
every_cell = pytest.mark.parametrize("cell", CELLS)


class Self:
    """What a method's code calls ``self``, in the place of the name."""

    def __init__(self, cell):
        self.activation = cell.activation


def executed(code, **names):
    """What is there after ``code`` has run."""
    names = NAMES | names
    exec(code, names)  # noqa: S102  the project's own lines
    return names


def moment(run, t):
    """All that the code of step ``t`` of the first layer may name, without what it computes."""
    layer, back = run.trace.layers[0], run.gradients.layers[0]
    s, d = layer.signals.steps[t], back.d.steps[t]
    later = back.d.steps[t + 1] if t + 1 < run.steps else Record(h_before=0.0, c_before=0.0)
    names = {"self": Self(run.cell), "W": layer.W, "before": layer.before.steps[t], "above": back.above[t]}
    names["slope"] = Record()
    return names | {"x": layer.x[t], "s": s, "d": d, "later": later}


def but(record, name):
    return Record(**{other: array for other, array in vars(record).items() if other != name})


@every_cell
def test_the_code_of_every_line_computes_it(cell):
    run = simulate(random_scenario(3, cell=cell, activation="tanh"))
    for t in range(run.steps):
        names = moment(run, t)
        for equation in run.cell.equations:
            made = executed(forward_code(run.cell, equation.name), **names | {"s": but(names["s"], equation.name)})
            np.testing.assert_array_equal(getattr(made["s"], equation.name), getattr(names["s"], equation.name))
        for equation in run.cell.back_equations:
            made = executed(backward_code(run.cell, equation.name), **names | {"d": but(names["d"], equation.name)})
            found = made["dx"] if equation.name == "x" else getattr(made["d"], equation.name)
            wanted = run.cell.project_back(names["W"], names["d"]) if equation.name == "x" else vars(names["d"])
            wanted = wanted if equation.name == "x" else wanted[equation.name]
            np.testing.assert_array_equal(found, wanted, err_msg=equation.name)


@every_cell
def test_every_number_of_a_step_has_an_equation_and_every_equation_its_number(cell):
    run = simulate(random_scenario(3, cell=cell))
    forward = [equation.name for equation in run.cell.equations]
    assert sorted(forward) == sorted(run.trace.layers[0].signals.names)
    back = {equation.name for equation in run.cell.back_equations}
    assert back == set(run.gradients.layers[0].d.names) - {"h"} | {"x"}


def names_of(cell):
    """What a template may name."""
    return {*cell.weights, *(equation.name for equation in cell.equations)}


@every_cell
@pytest.mark.parametrize("layers", [1, 2])
def test_every_formula_is_written_with_symbols_and_every_calculation_with_numbers(cell, layers):
    run = simulate(random_scenario(5, cell=cell, layers=layers, biases=False))
    for at in range(1, 2 * run.steps + 1):
        for line in worksheet(run, at):
            left = set(re.findall(r"(?<!_)\{(\w+)\}", line.formula + line.numbers))
            assert not left & names_of(run.cell)
            assert "None" not in line.formula + line.numbers + line.shapes
            assert line.code


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_line_of_an_update_is_an_assignment_of_its_step(name):
    optimizer = OPTIMIZERS[name]
    lines = assigned(type(optimizer).step)
    assert {equation.name for equation in optimizer.equations} == lines.keys()
    assert all(lines[equation.name][-1].startswith(f"s.{equation.name} = ") for equation in optimizer.equations)


@every_cell
def test_no_line_is_shown_that_the_number_does_not_need(cell):
    """What stands before the assignment itself are local names and slopes that it reads."""
    made = simulate(random_scenario(3, cell=cell)).cell
    for code in (forward_code, backward_code):
        for equation in made.equations if code is forward_code else made.back_equations:
            *before, _last = code(made, equation.name).split("; ")
            for number, line in enumerate(before):
                target = line.partition(" = ")[0]
                rest = " ".join(
                    each.partition(" = ")[2] for each in code(made, equation.name).split("; ")[number + 1 :]
                )
                assert not target.startswith(("s.", "d.")), line
                assert any(re.search(rf"\b{re.escape(name)}\b", rest) for name in target.split(", ")), line


@pytest.mark.parametrize("head", HEADS)
def test_the_code_of_an_answer_a_loss_and_a_share_computes_it(head):
    run = simulate(random_scenario(3, head=head, cell="peephole_lstm", biases=True))
    signals, target, lines = run.trace.signals, run.target, worksheet(run, 1)
    names = {"reads": run.trace.read, "params": run.params, "signals": signals, "target": target}
    names |= dict.fromkeys("ya", signals["y"])  # what a head's function calls it
    for answer in run.head.answers:
        np.testing.assert_array_equal(returned_by(code_of(lines, answer.title), names), signals[answer.name])
    np.testing.assert_array_equal(executed(code_of(lines, "Output"), **names)["y"], signals["y"])
    np.testing.assert_array_equal(returned_by(code_of(lines, "Loss"), names), run.losses)
    back = worksheet(run, 2 * run.steps)
    dy = returned_by(code_of(back, "Gradient at the output").partition("; dy")[0], names) * run.counted[:, None]
    np.testing.assert_array_equal(dy, run.gradients.signals["y"])
    for name in ("Wxi", "Wcf"):
        steps = contributions(run, name)
        read, gradient = factors(run.trace, run.gradients.layers, run.gradients.dy, 0, run.cell.weights[name])
        share = returned_by(
            "return " + code_of(back, f"This step's share of dL/d{name}"), {"read": read[:1], "gradient": gradient[:1]}
        )
        np.testing.assert_allclose(np.atleast_2d(share), steps[0], rtol=1e-12)


def code_of(lines, title):
    return next(line.code for line in lines if line.title == title)


def returned_by(code, names):
    """What a function with the body ``code`` returns."""
    body = "\n    ".join(code.split("; "))
    return executed(f"def function({', '.join(names)}):\n    {body}\nfound = function(**given)", given=names)["found"]
