"""What a hand-out says of its run in its heading."""

from rnnviz.core.run import Run
from rnnviz.i18n import _


def title(run: Run) -> str:
    """The cell and the number of steps."""
    return _("{cell}, {T} steps").format(cell=_(run.cell.title), T=run.steps)


def about(run: Run) -> str:
    """The sizes, and which example of a batch is in view."""
    task = run.scenario.task
    said = _("Inputs: {D}, hidden units: {H}, layers: {layers}, outputs: {O}. {head}.")
    sizes = {"D": task.x.shape[2], "H": run.scenario.hidden_size, "O": task.target.shape[2]}
    said = said.format(**sizes, layers=run.scenario.layers, head=_(run.head.title))
    if len(task.x) == 1:
        return said
    return said + " " + _("Example {n} of {N} is in view.").format(n=run.shown + 1, N=len(task.x))
