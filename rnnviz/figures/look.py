"""What of a gradient one looks at: a choice of the viewer's, like the cursor; no number depends on it."""

from typing import NamedTuple

from rnnviz.core.scenario.scenario import Scenario


class Look(NamedTuple):
    """``unit`` of h, from 1, or 0 for the size of all; ``layer`` from 1; the ``matrix`` whose gradient is added up.

    ``bars``: the parts of a gradient as stacked bars instead of a map.
    """

    unit: int = 0
    layer: int = 1
    matrix: str = ""
    bars: bool = False

    def within(self, scenario: Scenario) -> "Look":
        """The same where ``scenario``'s network has it, else what is nearest; no matrix is the first recurrent one.

        >>> Look(unit=9, layer=3).within(Scenario())
        Look(unit=0, layer=1, matrix='Wh', bars=False)
        """
        names = list(scenario.shapes)
        recurrent = [name for name in names if name.startswith(("Wh", "Wc"))]
        return self._replace(
            unit=self.unit if self.unit <= scenario.hidden_size else 0,
            layer=min(self.layer, scenario.layers),
            matrix=self.matrix if self.matrix in names else recurrent[0] if recurrent else names[0],
        )

    @property
    def end(self) -> str:
        """What the names of the layer end in: nothing, 2, 3."""
        return str(self.layer) if self.layer > 1 else ""
