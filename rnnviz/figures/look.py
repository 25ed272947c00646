"""What of a gradient one looks at: a choice of the viewer's, like the cursor; no number depends on it."""

from collections.abc import Callable
from typing import NamedTuple

import plotly.graph_objects as go

from rnnviz.core.gradient.cell_race import RACERS
from rnnviz.core.nn.shapes import recurrent_weights
from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario


class Look(NamedTuple):
    """``unit`` of h, from 1, or 0 for the size of all; ``layer`` from 1; the ``matrix`` whose gradient is added up.

    ``bars``: the parts of a gradient as stacked bars instead of a map. ``racers``: the cells that race.
    """

    unit: int = 0
    layer: int = 1
    matrix: str = ""
    bars: bool = False
    racers: tuple[str, ...] = RACERS

    def within(self, scenario: Scenario) -> "Look":
        """The same where ``scenario``'s network has it, else what is nearest; no matrix is the first recurrent one.

        >>> Look(unit=9, layer=3).within(Scenario())
        Look(unit=0, layer=1, matrix='Wh', bars=False, racers=('elman', 'gru', 'lstm'))
        """
        names = list(scenario.shapes)
        recurrent = recurrent_weights(scenario.network, scenario.layers)
        return self._replace(
            unit=self.unit if self.unit <= scenario.hidden_size else 0,
            layer=min(self.layer, scenario.layers),
            matrix=self.matrix if self.matrix in names else recurrent[0],
        )

    @property
    def end(self) -> str:
        """What the names of the layer end in: nothing, 2, 3."""
        return str(self.layer) if self.layer > 1 else ""


def at_any_look(figure: Callable[[Run], go.Figure | None]) -> Callable[[Run, Look], go.Figure | None]:
    """``figure``, which shows the same whatever one looks at."""
    return lambda run, _look: figure(run)


def among_racers(figure: Callable[..., go.Figure | None]) -> Callable[[Run, Look], go.Figure | None]:
    """``figure`` of the cells that were chosen for the race."""
    return lambda run, look: figure(run, look.racers)
