"""The unrolled network on its way to the stage (``stage/network.js``): numbers packed, the rest as JSON has it."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.unrolled import Edge, Fork, Level, Unrolled, unrolled
from rnnviz.i18n import _
from rnnviz.web.arrays import Packed, packed

Data = dict[str, Any]  # what JSON has words for


def network(run: Run) -> Data:
    """What ``stage/network.js`` draws of the example in view: T steps, levels from bottom to top, edges, forks.

    Edges name their levels by place and hold the flow of the units in focus, (T, k, l). ``peaks`` are the sizes at
    which a scale ends: values, gradients, flows and losses.

    >>> from rnnviz import Scenario, simulate
    >>> found = network(simulate(Scenario(inputs="1; 2")))
    >>> found["steps"], [level["name"] for level in found["levels"]], found["edges"][0]["flow"]["shape"]
    (2, ['x', 'h', 'y'], [2, 1, 2])
    """
    picture = unrolled(run)
    flows = [edge.flow(picture.focus[edge.start].units, picture.focus[edge.end].units) for edge in picture.edges]
    return {
        "steps": run.steps,
        "levels": [level_data(picture, level) for level in picture.levels],
        "edges": [edge_data(picture, edge, flow) for edge, flow in zip(picture.edges, flows, strict=True)],
        "forks": [fork_data(picture, fork) for fork in picture.forks],
        "target": packed(picture.target),
        "classes": None if picture.classes is None else picture.classes.tolist(),
        "losses": packed(picture.losses),
        "counted": picture.counted.astype(int).tolist(),
        "tokens": picture.tokens,
        "fed": picture.fed,
        "resets": picture.resets,
        "cuts": picture.cuts,
        "summed": picture.summed_up,
        "peaks": peaks(picture, flows),
        "colours": {"now": style.NOW, "loss": style.LOSS, "uncounted": style.LOSS_UNCOUNTED, "cut": style.CUT},
        "ramps": {
            "values": {"light": style.VALUES, "dark": style.VALUES_DARK},
            "gradients": {"light": style.GRADIENTS, "dark": style.GRADIENTS_DARK},
        },
    }


def level_data(picture: Unrolled, level: Level) -> Data:
    seen = picture.focus[level.name]
    return {
        "name": level.name,
        "units": list(level.units),
        "values": packed(level.values),
        "start": maybe(level.start),
        "gradientName": level.gradient_name,
        "gradient": packed(level.gradient),
        "startGradient": maybe(level.start_gradient),
        "sums": maybe(level.sums),
        "seen": seen.units.tolist() if seen.varies else seen.units[:1].tolist(),
        "varies": seen.varies,
    }


def edge_data(picture: Unrolled, edge: Edge, flow: Array) -> Data:
    """``weight`` of a part holds the rows and columns of the units in focus, all where these differ over the steps."""
    start, end = picture.focus[edge.start], picture.focus[edge.end]
    places = [level.name for level in picture.levels]
    rows, columns = (slice(None) if seen.varies else seen.units[0] for seen in (start, end))
    return {
        "start": places.index(edge.start),
        "end": places.index(edge.end),
        "lag": edge.lag,
        "diagonal": edge.diagonal,
        "flow": packed(flow),
        "parts": [
            {
                "name": part.weight,
                "first": part.first,
                "diagonal": part.diagonal,
                "weight": packed(part.matrix[rows][:, columns]),
                "signal": part.signal,
                "lag": part.lag,
                "values": packed(np.take_along_axis(part.values, start.units, axis=1)),
            }
            for part in edge.parts
        ],
    }


def fork_data(picture: Unrolled, fork: Fork) -> Data:
    return {
        "level": [level.name for level in picture.levels].index(fork.state),
        "above": packed(fork.above),
        "lag": fork.lag,
        "future": packed(fork.future),
        "dropped": packed(fork.dropped),
    }


def maybe(array: Array | None) -> Packed | None:
    return None if array is None else packed(array)


def peaks(picture: Unrolled, flows: list[Array]) -> dict[str, float]:
    """The largest finite sizes. An input larger than every state and answer saturates: it would leave them pale."""
    states = [array for level in picture.levels[1:] for array in (level.values, level.start) if array is not None]
    return {
        "values": most(states),
        "gradients": most(level.gradient for level in picture.levels),
        "flows": most(flows),
        "losses": most([picture.losses]),
    }


def most(arrays: Iterable[Array]) -> float:
    return max((style.largest(array) for array in arrays), default=0.0)


def network_words(run: Run) -> dict[str, Any]:
    """What the picture says; ``{names}`` are filled in by the stage."""
    return {
        "picture": _("The network over {steps} steps: {levels}. The step in view: {now}.").format(
            steps=run.steps, levels=" → ".join(level.name for level in unrolled(run).levels), now="{now}"
        ),
        "ahead": _("forward, step {t}"),
        "back": _("backward, step {t}"),
        "begin": _("nothing is computed yet"),
        "pending": _("not yet"),
        "target": _("target"),
        "uncounted": _("does not count"),
        "above": _("from above"),
        "future": _("from step {t}"),
        "dropped": _("cut: left out"),
        "initial": _("initial state"),
        "fed": {
            "teacher": _("the right answer, fed"),
            "free": _("its own answer, fed"),
            "nothing": _("nothing is read"),
        },
    }
