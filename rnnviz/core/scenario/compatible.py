"""Settings that come from elsewhere, as from a link: those that go together are kept, all that is wrong is told."""

from collections.abc import Collection, Mapping
from itertools import combinations

from pydantic import ValidationError

from rnnviz.core.scenario.messages import problems
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import refit, write_weights

Given = Mapping[str, str | None]
# the settings that may contradict one another, in the order in which they are given up
ENTWINED = ("corpus", "h0", "inputs", "targets", "weights", "biases", "cell", "embedding", "encoding", "feedback")
ENTWINED += ("head", "hidden_size", "input_size", "layers", "output_size", "shape")
MOST = 2  # of them are tried to be given up at once


def compatible(scenario: Scenario, given: Given) -> tuple[Scenario, list[str]]:
    """``scenario`` with all that goes together of ``given``, and a sentence for each thing that is wrong.

    Weights of ``scenario`` that still have a place stay, unless others are given.

    >>> changed, wrong = compatible(Scenario(), {"seed": "7", "input_size": "3", "h0": "1 2 3", "layers": "9"})
    >>> changed == Scenario(seed=7), len(wrong)
    (True, 3)
    """
    base, wrong = scenario.model_dump() | {"weights": ""}, []
    while error := refusal(base, given):
        wrong += problems(error)
        culprits = named(error, given)
        if not culprits:
            culprits = fewest(base, given)
            wrong += each_alone(base, given, culprits)
        given = without(given, culprits)
    found = Scenario.model_validate({**base, **given})
    if "weights" not in given:
        fits = found.shapes == scenario.shapes
        found = found.but(weights=scenario.weights if fits else write_weights(refit(scenario.matrices, found.shapes)))
    return found, list(dict.fromkeys(wrong))


def refusal(base: Mapping[str, object], given: Given) -> ValidationError | None:
    """Why ``given`` cannot be set, if it cannot."""
    try:
        Scenario.model_validate({**base, **given})
    except ValidationError as error:
        return error
    return None


def named(error: ValidationError, given: Given) -> list[str]:
    """The settings of ``given`` that the error is about, each by itself."""
    places = [details["loc"] for details in error.errors(include_url=False)]
    return [str(place[0]) for place in places if place and place[0] in given]


def fewest(base: Mapping[str, object], given: Given) -> list[str]:
    """The fewest settings without which the rest goes together, or all but for some that are wrong by themselves."""
    entwined = [name for name in ENTWINED if name in given]
    for count in range(1, MOST + 1):
        left = {}
        for some in combinations(entwined, count):
            rest = without(given, some)
            error = refusal(base, rest)
            if error is None:
                return list(some)
            if after := named(error, rest):
                left[some] = len(after)
        if left:
            return list(min(left, key=left.__getitem__))
    return entwined or list(given)


def each_alone(base: Mapping[str, object], given: Given, culprits: list[str]) -> list[str]:
    """What is wrong with each of a few ``culprits`` when the others are given up."""
    few = culprits if len(culprits) <= MOST else []
    errors = (refusal(base, without(given, set(culprits) - {culprit})) for culprit in few)
    return [sentence for error in errors if error for sentence in problems(error)]


def without(given: Given, names: Collection[str]) -> Given:
    return {name: value for name, value in given.items() if name not in names}
