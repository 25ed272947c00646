"""The pictures of a Run, a file each; every one is a plain function of a Run, None where it has nothing to show."""

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.run import Run
from rnnviz.figures.examples import examples
from rnnviz.figures.gates import gate_gradients, gates
from rnnviz.figures.gradient_size import gradient_size
from rnnviz.figures.hidden_gradients import hidden_gradients
from rnnviz.figures.hidden_states import hidden_states
from rnnviz.figures.inputs import inputs
from rnnviz.figures.look import Look, among_racers, at_any_look
from rnnviz.figures.losses import losses
from rnnviz.figures.matrices import weight_gradients, weights
from rnnviz.figures.network import network, network_back
from rnnviz.figures.output_gradients import output_gradients
from rnnviz.figures.outputs import outputs
from rnnviz.figures.parts import parts
from rnnviz.figures.truncation import truncation
from rnnviz.figures.weight_shares import weight_bars, weight_steps, weight_sum
from rnnviz.figures.why import RACES, WHY


def within(figure: Callable[[Run, Look], go.Figure | None]) -> Callable[[Run, Look], go.Figure | None]:
    """``figure`` at a look that its run has."""
    return lambda run, look: np.errstate(all="ignore")(figure)(run, look.within(run.scenario))


# from top to bottom: forward, then its mirror backward, so that a value sits over its gradient
FIGURES: dict[str, Callable[[Run], go.Figure | None]] = {
    figure.__name__: np.errstate(all="ignore")(figure)  # an overflow is told in words, not warned of
    for figure in (
        network,
        inputs,
        gates,
        hidden_states,
        examples,
        outputs,
        losses,
        output_gradients,
        hidden_gradients,
        gate_gradients,
        gradient_size,
        network_back,
        weights,
        weight_gradients,
    )
}

# the pictures that show where a gradient comes from, of what one looks at
READING: dict[str, Callable[[Run, Look], go.Figure | None]] = {
    **{name: at_any_look(FIGURES[name]) for name in ("network", "losses")},
    "parts": within(parts),
    **{name: at_any_look(FIGURES[name]) for name in ("hidden_gradients", "network_back")},
    **{figure.__name__: within(figure) for figure in (truncation, weight_steps, weight_sum, weight_bars)},
}

# what the stage shows in each view of the page
VIEWS: dict[str, dict[str, Callable[[Run, Look], go.Figure | None]]] = {
    "step": {name: at_any_look(figure) for name, figure in FIGURES.items()},
    "gradient": READING,
    "why": {name: among_racers(figure) if name in RACES else at_any_look(figure) for name, figure in WHY.items()},
}
