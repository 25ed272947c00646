"""Why the gradient vanishes or explodes, in words, from the matrix, the slopes and what was measured."""

import numpy as np

from rnnviz.core.gradient.cell_race import openness
from rnnviz.core.gradient.flow import FEWEST, Flow, flow, slopes
from rnnviz.core.gradient.spectrum import ROUNDING, Spectrum, spectrum, whole_recurrent
from rnnviz.core.run import Run
from rnnviz.i18n import _

VANISHES, EXPLODES = 0.25, 4.0  # what is left over the whole way, below and above which it is said to
FADES, GROWS = 0.5, 2.0  # the same for one step, where the way is short


def verdict(run: Run) -> str:
    """One or two sentences on the first example in view, in the language in use."""
    found = flow(run)
    last = run.steps - run.blocks.starts[-1]
    if run.overflow:
        return _("The numbers overflow, and no factor can be measured. Take a smaller radius or smaller weights.")
    if last == 1:
        return _(
            "There is only one step, or one in a block: no gradient goes from a step to the one before it. "
            "Take more steps."
        )
    if not any(run.gradients.signals["h" + end][0].any() for end in run.layer_ends):
        return _("No loss sends a gradient here, so there is nothing that could vanish or explode.")
    if found.steps < FEWEST or np.isnan(found.mean):
        return _(
            "The state is too large to measure its Jacobians while you wait. Take fewer hidden units or fewer layers."
        )
    said = why(run, found)
    if found.steps < run.steps:
        said += " " + _("To keep the page quick, only the last {steps} steps are measured.").format(steps=found.steps)
    return said


def why(run: Run, found: Flow) -> str:
    numbers = {"factor": f"{found.mean:.3g}", "way": str(found.way), "left": f"{found.left:.2g}".replace("inf", "∞")}
    numbers["outcome"] = outcome(found)
    if path := run.cell.carry:
        opened = f"{np.nanmean(openness(run, path)):.3g}"
        title = next(_(equation.title) for equation in run.cell.equations if equation.name == path.gate)
        return _(
            "No single matrix decides here: {state} is carried on by {gate} ({title}), {open} on average. "
            "A step multiplies the gradient at the joint state by at most {factor} on average, {way} steps by {left}: "
            "{outcome}."
        ).format(state=path.state, gate=path.label, title=title, open=opened, **numbers)
    slope = slopes(run)
    if slope is None or run.scenario.layers > 1:
        return _(
            "No single matrix decides here: the states of all layers go on together. "
            "A step multiplies the gradient at the joint state by at most {factor} on average, {way} steps by {left}: "
            "{outcome}."
        ).format(**numbers)
    eigen = spectrum(whole_recurrent(run.scenario, run.params))
    return of_one_matrix(run, found, eigen, slope[run.blocks.starts[-1] :], numbers)


def of_one_matrix(run: Run, found: Flow, eigen: Spectrum, slope: np.ndarray, numbers: dict[str, str]) -> str:
    peak = float(np.nanmax(found.truth[run.blocks.starts[-1] + 1 :]))
    silent = float((slope == 0).mean())
    numbers |= {
        "radius": f"{eigen.radius:.3g}",
        "stretch": f"{eigen.stretch:.3g}",
        "slope": f"{slope.mean():.3g}",
        "most": f"{slope.max():.3g}",
        "peak": f"{peak:.3g}",
        "silent": f"{silent:.0%}",
    }
    return case(run, found, peak, silent, eigen).format(**numbers)


def case(run: Run, found: Flow, peak: float, silent: float, eigen: Spectrum) -> str:
    """The sentence that fits, with places for numbers."""
    if found.mean == 0:
        if silent:
            return _(
                "Nothing comes back: {silent} of the slopes are 0, and a unit whose slope is 0 passes no gradient, "
                "whatever the matrix (radius {radius})."
            )
        return _("Nothing comes back: the matrix has radius {radius}, and its powers come to an end.")
    below = eigen.radius < 1 - ROUNDING
    if below and peak > 1 + ROUNDING:
        return _(
            "The spectral radius is {radius}, below 1, and yet over some steps the gradient can grow, up to {peak} "
            "times: σ_max is {stretch}, for the eigenvectors are not perpendicular. A step multiplies "
            "it by at most {factor} "
            "on average, {way} steps by {left}: {outcome}."
        )
    if below or not vanishes(found):
        return _(
            "The spectral radius is {radius}, σ_max is {stretch}, and the slope φ′ averages {slope}. "
            "A step multiplies the gradient by at most {factor} on average, {way} steps by {left}: {outcome}."
        )
    if run.scenario.activation == "relu":
        return _(
            "The spectral radius is {radius}, and still the gradient vanishes: a step multiplies it by "
            "at most {factor} "
            "on average, {way} steps by {left}, because {silent} of the units are silent, with slope 0."
        )
    return _(
        "The spectral radius is {radius}, and still the gradient vanishes: a step multiplies it by at most {factor} on "
        "average, {way} steps by {left}, because the slope φ′ is only {slope} on average."
    )


def outcome(found: Flow) -> str:
    if vanishes(found):
        return _("it vanishes")
    return _("it explodes") if found.left > EXPLODES or found.mean > GROWS else _("it keeps its size, nearly")


def vanishes(found: Flow) -> bool:
    return found.left < VANISHES or found.mean < FADES
