"""What the public functions say when they are given something else than they take."""

from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _


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
