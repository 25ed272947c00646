"""Checks the arguments of the public functions: a wrong one raises an error that says what to give instead."""

from contextlib import suppress
from operator import index
from typing import Protocol, runtime_checkable

import numpy as np

from rnnviz.core.nn.params import Params
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import _


@runtime_checkable
class Ran(Protocol):
    """By what a Run is known here, below the file that it is made in."""

    scenario: Scenario
    trace: object
    gradients: object


def check_scenario(given: object, function: str) -> None:
    """Raise a TypeError where ``given`` is no Scenario; what has one, as a Preset or a Run does, is told so.

    >>> check_scenario("parity", "train")
    Traceback (most recent call last):
        ...
    TypeError: str was given; train takes a Scenario. Make one, such as Scenario(inputs="1; 2; 3"), or take an \
example's, PRESETS["four"].scenario.
    """
    if isinstance(given, Scenario):
        return
    if isinstance(getattr(given, "scenario", None), Scenario):
        said = _("{given} was given; {function} takes a Scenario. Give its .scenario.")
        raise TypeError(said.format(given=type(given).__name__, function=function))
    said = _("{given} was given; {function} takes a Scenario. Make one, such as {made}, or take an example's, {taken}.")
    made, taken = 'Scenario(inputs="1; 2; 3")', 'PRESETS["four"].scenario'
    raise TypeError(said.format(given=type(given).__name__, function=function, made=made, taken=taken))


def check_run(given: object, function: str) -> None:
    """Raise a TypeError where ``given`` is no Run."""
    if not isinstance(given, Ran):
        said = _("{given} was given; {function} takes a Run, as simulate makes one.")
        raise TypeError(said.format(given=type(given).__name__, function=function))


def check_params(given: object, scenario: Scenario) -> None:
    """Raise a sentence where ``given`` are not the weights that the network of ``scenario`` needs.

    >>> check_params(Scenario(hidden_size=3).params, Scenario(biases=False))
    Traceback (most recent call last):
        ...
    ValueError: Weights: Wx: 2×3 instead of 2×2; Wh: 3×3 instead of 2×2; Wo: 3×1 instead of 2×1; b: 3 instead of \
nothing; bo: 1 instead of nothing. Give those of a run of the same network, or scenario.params.but(Wh=…).
    """
    if not isinstance(given, Params):
        said = _("{given} was given for the weights. Give a run's params, or scenario.params.but(Wh=…).")
        raise TypeError(said.format(given=type(given).__name__))
    found, needed = dict(given.items()), dict(scenario.params.items())
    names = dict.fromkeys([*needed, *found])
    wrong = {name: (described(found.get(name)), described(needed.get(name))) for name in names}
    unlike = [(name, *pair) for name, pair in wrong.items() if pair[0] != pair[1]]
    if unlike:
        each = _("{name}: {given} instead of {needed}")
        said = _("Weights: {unlike}. Give those of a run of the same network, or scenario.params.but(Wh=…).")
        listed = _("; ").join(each.format(name=name, given=given, needed=needed) for name, given, needed in unlike)
        raise ValueError(said.format(unlike=listed))


def described(array: object) -> str:
    """An array's shape, and what is in it if that is no number."""
    if array is None:
        return _("nothing")
    if not isinstance(array, np.ndarray):
        return type(array).__name__
    shape = "×".join(map(str, array.shape)) or "()"
    return shape if array.dtype.kind in "iuf" else f"{shape} {array.dtype}"


def check_number(given: object, allowed: range, what: str) -> None:
    """Raise an IndexError where ``given`` is none of the numbers of ``what`` there are.

    >>> check_number("a", range(3), "Layer")
    Traceback (most recent call last):
        ...
    IndexError: Layer a was asked for; there are 0 to 2.
    """
    with suppress(TypeError):
        if index(given) in allowed:  # type: ignore[arg-type]
            return
    said = _("{what} {given} was asked for; there are {first} to {last}.")
    raise IndexError(said.format(what=what, given=quoted(given), first=allowed[0], last=allowed[-1]))
