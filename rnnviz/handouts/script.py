"""A run as a script of NumPy alone: its numbers as literals, the program's own code, every result printed."""

from collections.abc import Mapping
from textwrap import fill, indent
from types import FunctionType

import numpy as np

from rnnviz.core.arrays import Record
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward, forward
from rnnviz.core.nn.free_running import own_answer, run_on
from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.handouts.literals import literal
from rnnviz.handouts.source import Sources
from rnnviz.i18n import _

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
WIDTH = 100  # characters of a line of prose

FORWARD = """
trace = forward(cell, head, params, x, h0, blocks)
answers = {name: array.swapaxes(0, 1) for name, array in trace.outputs.items()}
losses = head.losses(answers, target)  # (N, T)


def show(what, *numbers):
    '''Every number to its last digit.'''
    print(what, "=", *numbers)


for t in range(T):
    for n in shown:
        for name, array in trace.signals.items():
            show(f"example {n + 1}, step {t + 1}: {name}", *array[n, t].tolist())
        show(f"example {n + 1}, step {t + 1}: L", losses[n, t].item())
show("L", losses[shown.start : shown.stop][:, counted > 0].sum().item())
"""

BACKWARD = """
dy = head.losses_back(answers, target) * counted[:, None]
gradients = backward(cell, params, trace, dy, blocks)

for t in reversed(range(T)):
    for n in shown:
        for name, array in gradients.signals.items():
            show(f"example {n + 1}, step {t + 1}: dL/d{name}", *array[n, t].tolist())
for name, array in gradients.params.items():
    for i, row in enumerate(np.atleast_2d(array)):
        show(f"dL/d{name}, row {i + 1}", *row.tolist())
for name, array in gradients.start.items():
    for n in shown:
        show(f"example {n + 1}: dL/d{name}0", *array[n].tolist())
for t, states in gradients.cut.items():
    for name, array in states.items():
        for n in shown:
            show(f"example {n + 1}: dL/d{name} dropped after step {t}", *array[n].tolist())
"""


def to_script(run: Run) -> str:
    """``run`` as a Python script that needs NumPy only and prints every number of it, forward and backward.

    It holds the program's own functions, so that every digit is the same; of a batch with one example in view it
    computes the whole and prints that one. Raises a TypeError for what is no Run.

    >>> from rnnviz import PRESETS, simulate
    >>> script = to_script(simulate(PRESETS["once"].scenario))
    >>> [line for line in script.splitlines() if "import numpy" in line]
    ['import numpy as np']
    """
    check_run(run, "to_script")
    given = network(run)
    code = Sources(known(run), given + FORWARD + BACKWARD)
    sections = [
        heading(run),
        "\n".join([*sorted(code.imports), "", "import numpy as np"]) + "\n\n" + quiet(run),
        comment(_("What was given")) + data(run),
        comment(_("The passes through time, and what they are made of")) + code.functions()[0],
        *code.functions()[1:],
        *code.others(type(run.cell).__name__)[:-1],
        comment(_("The cell: one step forward, the same step backward")) + code.written[type(run.cell).__name__],
        comment(_("The network")) + given,
        comment(_("Forward, every number")) + FORWARD.strip(),
        comment(_("Backward, every number")) + BACKWARD.strip(),
    ]
    return "\n\n\n".join(section.strip("\n") for section in sections) + "\n"


def heading(run: Run) -> str:
    said = [
        _("A recurrent network forward and backward through time, every number to the last digit. NumPy is enough."),
        (type(run.cell).__doc__ or "").strip(),
        _(
            "The rows of a matrix are “from”, its columns “to”. On another computer another NumPy may add in another "
            "order: then the last of some sixteen digits may differ."
        ),
    ]
    return '"""' + "\n\n".join(fill(part, WIDTH) for part in said if part) + '\n"""'


def quiet(run: Run) -> str:
    """An overflow is to be printed, not warned of; and what a weight that overflowed is called."""
    finite = all(np.isfinite(array).all() for _name, array in run.params.items())
    return 'np.seterr(all="ignore")' + ("" if finite else "\ninf, nan = np.inf, np.nan")


def comment(said: str) -> str:
    return f"# ---- {said}\n\n"


def data(run: Run) -> str:
    """All that the run was given."""
    scenario, task = run.scenario, run.scenario.task
    (N, T, D), O = task.x.shape, task.target.shape[2]
    read = task.x[:, : task.given] if free(run) else task.x
    shown = range(run.shown, run.shown + 1) if run.whole else range(N)
    lines = [
        f"N, T, D, H, O = {N}, {T}, {D}, {scenario.hidden_size}, {O}  # examples, steps, inputs, hidden units, outputs",
        f"shown = {shown!r}  # examples",
        *([f"symbols = {tuple(task.symbols)!r}  # columns of x"] if task.symbols else []),
        f"x = {literal(read)}",
        f"target = {literal(task.target)}",
        f"counted = np.array({task.counted.tolist()})  # 1 where a step's loss counts",
        f"h0 = [{', '.join(state(layer) for layer in scenario.initial_state)}]  # of each layer",
        *(f"{name} = {literal(array)}" for name, array in vars(run.params).items()),
    ]
    return "\n".join(lines)


def state(arrays: tuple[np.ndarray, ...]) -> str:
    return "(" + "".join(f"{literal(array)}, " for array in arrays).rstrip() + ")"


def free(run: Run) -> bool:
    """Whether the network reads its own answers."""
    return run.scenario.feedback == "free" and run.scenario.task.given < run.steps


def network(run: Run) -> str:
    """The network put together of what was given."""
    head, blocks = run.head, run.blocks
    answers = "".join(f', "{answer.name}": {function_name(answer.f)}(y)' for answer in head.answers)
    facts = f"classes={head.classes}, judged={head.judged!r}"
    weights = ", ".join(f"{name}={name}" for name in vars(run.params))
    steps = ", ".join(f"slice({block.start}, {block.stop})" for block in blocks.steps)
    lines = [
        f"def outputs(y):\n    '''All that is read off y.'''\n    return {{\"y\": y{answers}}}\n\n",
        f"cell = {made(run)}",
        f"losses, losses_back = {head.losses.__name__}, {head.losses_back.__name__}",
        f"head = Record(outputs=outputs, losses=losses, losses_back=losses_back, {facts})",
        "params = Params(\n" + indent(fill(weights, WIDTH), "    ") + "\n)",
        f"blocks = Blocks(({steps},), carried={blocks.carried})  # the gradient is cut between them",
    ]
    on = "x = run_on(cell, head, params, x, h0, blocks, own_answer(head))  # it reads its own answers"
    return "\n".join([*lines, *([on] if free(run) else [])])


def made(run: Run) -> str:
    """The cell, with its activation where one can be chosen or is declared."""
    phi, name = run.cell.activation, type(run.cell).__name__
    known = f"Record(f={function_name(phi.f)}, slope={function_name(phi.slope)})" if phi else ""
    if "activation" in vars(run.cell):
        return f"{name}({known})"
    return f"{name}()\ncell.activation = {known}" if known else f"{name}()"


def function_name(function: object) -> str:
    name = getattr(function, "__name__", "")
    return name if isinstance(function, FunctionType) and function.__module__.startswith("rnnviz") else f"np.{name}"


def known(run: Run) -> Mapping[str, object]:
    """What the script may name, by the names that it uses."""
    phi = run.cell.activation
    functions = [run.head.losses, run.head.losses_back, *(answer.f for answer in run.head.answers)]
    functions += [phi.f, phi.slope] if phi else []
    own = [backward, forward, own_answer, run_on, Blocks, Params, type(run.cell), *functions]
    return {getattr(each, "__name__", ""): each for each in own} | {"Record": Record}
