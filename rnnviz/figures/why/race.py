"""Several cells side by side: the size of the whole gradient at each step."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.cell_race import RACERS, sizes_back, survival
from rnnviz.core.gradient.cell_race import race as race_of
from rnnviz.core.run import Run
from rnnviz.figures import style, writing
from rnnviz.figures.why.curves import DASHES, HEIGHT, Curve, log_axis, names, told, traces
from rnnviz.i18n import _

COLOURS = (style.OUTPUTS[1], style.OUTPUTS[2], style.OUTPUTS[0], style.OUTPUTS[3])


def race(run: Run, cells: tuple[str, ...] = RACERS) -> go.Figure:
    """‖dL/dh_t‖ of each cell through all paths; column 0 is at the initial state."""
    runs = runners(run, cells)
    sizes = {cell: sizes_back(each) for cell, each in runs.items()}
    curves = drawn(runs, sizes)
    now = ", ".join(f"{runs[cell].cell.short} {{{cell}}}" for cell in runs)
    return style.time_figure(
        run,
        traces(run, curves),
        direction="backward",
        title=_("A fair race: ‖dL/dh‖ of {count} cells").format(count=len(runs)),
        how=caption(run, runs),
        notice=_("Now: {cells}.").format(cells=now) + " " + kept(runs),
        live={cell: told(size) for cell, size in sizes.items()},
        readout={runs[cell].cell.short: size for cell, size in sizes.items()},
        height=HEIGHT,
        yaxis=log_axis(list(sizes.values())),
        names=names(curves),
    )


def drawn(runs: dict[str, Run], sizes: dict[str, Array]) -> list[Curve]:
    """A curve for each cell that has sizes; a cell has one colour and dash in all pictures of a race."""
    looks = dict(zip(runs, zip(COLOURS, DASHES, strict=False), strict=False))
    return [Curve(runs[cell].cell.short, size, *looks[cell]) for cell, size in sizes.items()]


def caption(run: Run, runs: dict[str, Run]) -> str:
    said = _("All paths; same inputs, loss and seed. Each step's loss adds its part.")
    own = _("{cell} keeps the weights set by hand, the others draw theirs: not quite fair.")
    start = _("All begin with the h rows of h0; c is 0 where none is given.")
    by_hand = own.format(cell=run.cell.short) if run.scenario.cell in runs and run.scenario.matrices else ""
    return writing.joined(said, by_hand, start if run.scenario.h0.strip() else "")


def runners(run: Run, cells: tuple[str, ...] = RACERS) -> dict[str, Run]:
    """The runs of the race with the same example in view; ``run`` itself is the one of its cell."""
    others = race_of(run.scenario, cells)
    if run.whole is not None:
        others = {cell: other.example(run.shown) for cell, other in others.items()}
    return {cell: run if cell == run.scenario.cell else other for cell, other in others.items()}


def kept(runs: dict[str, Run]) -> str:
    """In which cell most is left, at the first step, of what the last loss alone sends back."""
    run = next(iter(runs.values()))
    last = int(np.flatnonzero(run.counted)[-1]) + 1
    first = max(start for start in run.blocks.starts if start < last) + 1
    if last == first:
        return _("With one step there is no way back through time.")
    shares = {cell: survival(each) for cell, each in runs.items()}
    if not np.isfinite(list(shares.values())).all():
        return _("No gradient can be compared.")
    best = max(shares, key=lambda cell: shares[cell])
    said = _("Of loss {last} alone, most is left at step {first} in {cell}: ×{ratio}.")
    return said.format(cell=runs[best].cell.short, ratio=writing.short(shares[best]), last=last, first=first)
