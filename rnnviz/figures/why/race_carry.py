"""The carry paths of the gated cells in a race: what their gates let through, which is not the gradient."""

import plotly.graph_objects as go

from rnnviz.core.gradient.cell_race import RACERS, carry, openness
from rnnviz.core.run import Run
from rnnviz.figures import style
from rnnviz.figures.why.curves import HEIGHT, log_axis, names, told, traces
from rnnviz.figures.why.race import drawn, runners
from rnnviz.i18n import _


def race_carry(run: Run, cells: tuple[str, ...] = RACERS) -> go.Figure | None:
    """What is left along the carry path of what the last counted loss sends; None where no cell has such a path."""
    runs = runners(run, cells)
    sizes = {cell: size for cell, each in runs.items() if (size := carry(each)) is not None}
    if not sizes:
        return None
    paths = {cell: runs[cell].cell.carry for cell in sizes}
    left = {f"{cell}_gate": openness(runs[cell], path) for cell, path in paths.items() if path}
    curves = drawn(runs, sizes)
    now = ", ".join(f"{runs[cell].cell.short} {{{cell}}}" for cell in sizes)
    gates = ", ".join(f"{path.label} = {{{cell}_gate}}" for cell, path in paths.items() if path)
    return style.time_figure(
        run,
        traces(run, curves),
        direction="backward",
        title=_("Carry path only, not the gradient"),
        how=caption(runs, list(sizes)),
        notice=_("Now: {cells}. A step leaves {gates} of it, on average.").format(cells=now, gates=gates),
        live={name: told(numbers) for name, numbers in (sizes | left).items()},
        readout={f"{runs[cell].cell.short}: dL ∏({path.label})": sizes[cell] for cell, path in paths.items() if path},
        height=HEIGHT,
        numbered=True,
        yaxis=log_axis(list(sizes.values())),
        names=names(curves),
    )


def caption(runs: dict[str, Run], carrying: list[str]) -> str:
    """What is drawn, and which cells have no such path."""
    paths = {cell: runs[cell].cell.carry for cell in carrying}
    gates = ", ".join(f"{path.label} ({runs[cell].cell.short}, {path.state})" for cell, path in paths.items() if path)
    said = _("What the last loss sends to the carried state, times the gates alone: {gates}.").format(gates=gates)
    others = ", ".join(each.cell.short for cell, each in runs.items() if cell not in carrying)
    none = _("No such path: {cells}; all goes through their matrices.").format(cells=others) if others else ""
    return f"{said} {none}".strip()
