"""A run as a script of NumPy alone: its numbers as literals, the cell's own code, two loops, every result printed."""

from collections.abc import Callable
from textwrap import fill

import numpy as np

from rnnviz.core.nn import params
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.handouts import loops
from rnnviz.handouts.literals import literal
from rnnviz.handouts.source import sources
from rnnviz.i18n import _

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
WIDTH = 100  # characters of a line of prose
SUMS = (params.matmul, params.over_steps, params.sum_over_steps)
METHODS = ("pack", "project", "step", "saved", "step_back", "project_back", "params_back")

WEIGHTS = '''
class Weights:
    """Arrays by name."""

    def __init__(self, **arrays):
        vars(self).update(arrays)
'''


def to_script(run: Run) -> str:
    """``run`` as a Python script that needs NumPy only and prints every number of it, forward and backward.

    It does the run's own arithmetic in the run's own order, so that every digit is the same; of a batch with one
    example in view it computes the whole and prints that one. Raises a TypeError for what is no Run.

    >>> from rnnviz import PRESETS, simulate
    >>> script = to_script(simulate(PRESETS["once"].scenario))
    >>> [line for line in script.splitlines() if "import" in line]
    ['import numpy as np']
    """
    check_run(run, "to_script")
    sections = [
        heading(run),
        "import numpy as np\n\n" + quiet(run),
        comment(_("What was given")) + data(run),
        comment(_("The cell: one step forward, the same step backward")) + WEIGHTS.lstrip("\n"),
        *cell_code(run),
        comment(_("The output and its loss")) + head_code(run)[0],
        *head_code(run)[1:],
        comment(_("Forward through time")) + passes_forward(run),
        comment(_("Back through time")) + passes_back(run),
        comment(_("Forward, every number")) + main_forward(run),
        comment(_("Backward, every number")) + main_back(run),
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
    """All that the run was given, by the names that the loops use."""
    scenario, cell = run.scenario, run.cell
    task, blocks = scenario.task, run.blocks
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
        f"blocks = {[(block.start, block.stop) for block in blocks.steps]}  # the gradient is cut between them",
        f"resets = {list(blocks.resets)}  # steps, from 0, that begin with h0",
        f"SIGNALS = {dict(cell.signals)}",
        f"STATES = {tuple(cell.states)}",
        f"ENDS = {run.layer_ends}  # of the names of each layer",
        f"h0 = [{', '.join(state(layer) for layer in scenario.initial_state)}]",
        *(f"{name} = {literal(array)}" for name, array in vars(run.params).items()),
    ]
    return "\n".join(lines)


def state(arrays: tuple[np.ndarray, ...]) -> str:
    return "(" + "".join(f"{literal(array)}, " for array in arrays).rstrip() + ")"


def free(run: Run) -> bool:
    """Whether the network reads its own answers."""
    return run.scenario.feedback == "free" and run.scenario.task.given < run.steps


def cell_code(run: Run) -> list[str]:
    """The functions of the cell and its activation as they are."""
    given = vars(run.cell).get("activation")
    chosen = {"phi": given.f, "phi_slope": given.slope} if given else {}
    own = [function for function in chosen.values() if not numpys(function)]
    methods = [getattr(type(run.cell), name) for name in METHODS]
    named = [f"{name} = {'np.' if numpys(f) else ''}{f.__name__}" for name, f in chosen.items()]
    written = sources([*own, *SUMS, *methods])
    return [*written[: len(own)], *(["\n".join(named)] if named else []), *written[len(own) :]]


def head_code(run: Run) -> list[str]:
    """The functions of the head; those that the cell has, too, stand there."""
    head, there = run.head, set(cell_code(run))
    written = sources([*(answer.f for answer in head.answers), head.losses, head.losses_back])
    made = ", ".join(['"y": y', *(f'"{answer.name}": {answer.f.__name__}(y)' for answer in head.answers)])
    outputs = f'def outputs(y):\n    """All that is read off y."""\n    return {{{made}}}'
    return [*(code for code in written if code not in there), outputs]


def numpys(function: Callable) -> bool:
    return not hasattr(function, "__code__") or function.__module__.startswith("numpy")


def passes_forward(run: Run) -> str:
    embedded = run.params.E is not None
    pieces = [
        loops.UNROLL.format(reset="" if run.blocks.carried else loops.RESET),
        loops.FORWARD.format(
            first="matmul(given, E)" if embedded else "given",
            read=loops.READ_BEFORE if run.cell.reads_before else loops.READ,
        ),
    ]
    if free(run):
        own = loops.LIKELIEST if run.head.classes else f'answers["{run.head.judged}"][-1]'
        pieces.append(loops.RUN_ON.format(choice=own))
    return joined(pieces)


def passes_back(run: Run) -> str:
    early = run.cell.reads_before
    whole = loops.BACKWARD.format(
        read_back=loops.READ_BACK_BEFORE if early else loops.READ_BACK,
        table="" if run.params.E is None else loops.TABLE_BACK,
    )
    return joined([*([loops.EARLY] if early else []), loops.UNROLL_BACK, whole, loops.SHOW])


def joined(definitions: list[str]) -> str:
    return "\n\n\n".join(text.strip("\n") for text in definitions)


def main_forward(run: Run) -> str:
    names = list(run.cell.shapes(1, 1, biases=True))
    layers = "".join(f"\n    pack(Weights({given(names, end)}))," for end in run.layer_ends)
    on = "x = run_on(x, T)\n" if free(run) else ""
    return f"packed = [  # a layer each{layers}\n]\n{on}" + loops.MAIN.format(losses=run.head.losses.__name__).lstrip(
        "\n"
    )


def given(names: list[str], end: str) -> str:
    return ", ".join(f"{name}={name}{end}" for name in names)


def main_back(run: Run) -> str:
    names = [name for name, _array in run.params.items()]
    return loops.MAIN_BACK.lstrip("\n").format(losses_back=run.head.losses_back.__name__, names=names)
