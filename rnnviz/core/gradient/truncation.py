"""What truncation leaves out: the same run with the gradient uncut, and what each cut dropped."""

from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward
from rnnviz.core.nn.gradients import Gradients
from rnnviz.core.run import Run


def is_cut(run: Run) -> bool:
    """Whether a gradient is cut anywhere: the state goes on over a block's end, and the gradient does not come back."""
    return run.blocks.carried and len(run.blocks.steps) > 1


def uncut(run: Run) -> Gradients:
    """The gradients of ``run``, of the example or batch in view, with no cut; the forward pass is the same.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1; 2; 3; 4", block=2))
    >>> missing = uncut(run).signals["h"][0, 1] - run.gradients.signals["h"][0, 1]
    >>> bool(abs(missing - run.gradients.dropped[2][0]).max() < 1e-15)
    True
    """
    return backward(run.cell, run.params, run.trace, run.gradients.signals["y"], Blocks.of(run.steps, 0, carried=True))
