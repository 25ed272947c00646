"""What is wrong with a Scenario, in sentences; and what its fields allow."""

from functools import cache

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rnnviz.core.data.limits import MAX_TEXT
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.settings import REGISTRIES
from rnnviz.core.text.typed import quoted, shorten
from rnnviz.i18n import _


def problems(error: ValidationError) -> list[str]:
    """What is wrong with a Scenario, a sentence each: what was given, what is allowed, what to do.

    >>> try: Scenario(hidden_size=1000)
    ... except ValidationError as error: problems(error)
    ['Hidden H: “1000” was given. Whole numbers from 1 to 128 are allowed; choose one.']
    """
    return [sentence(details) for details in error.errors(include_url=False)]


def notes(scenario: Scenario) -> list[str]:
    """What of ``scenario`` can be computed but not learnt from, a sentence each.

    >>> notes(Scenario(encoding="ids", inputs="1 2", targets="0", head="softmax"))[0][:35]
    'Targets: “0” is the only class. Its'
    """
    if not HEADS[scenario.head].classes or scenario.task.target.shape[2] > 1:
        return []
    said = _(
        "Targets: “{name}” is the only class. Its probability is always 1 and the loss 0, so there is nothing to "
        "learn. Name a second class, or set Outputs O to 2 or more."
    )
    return [said.format(name=scenario.task.classes[0])]


def sentence(details: ErrorDetails) -> str:
    if details["type"] == "value_error":
        return str(details.get("ctx", {}).get("error"))
    name = str(details["loc"][0]) if details["loc"] else ""
    given = _("nothing") if details["input"] is None else quoted(details["input"])
    if name in Scenario.model_fields:
        return about_field(name, given, details)
    if not name and details["type"] != "string_unicode":  # which is a name that is no text
        return _("“{given}” is not a Scenario. Give a mapping of settings to values.").format(given=given)
    return _("“{given}” is not a setting. These are: {allowed}.").format(
        given=shorten(name) or given, allowed=", ".join(Scenario.model_fields)
    )


def about_field(name: str, given: str, details: ErrorDetails) -> str:
    """What is wrong with what was ``given`` for the field ``name``."""
    words = {"title": _(str(Scenario.model_fields[name].title)), "given": given, "allowed": ", ".join(choices(name))}
    if details["type"] == "frozen_instance":
        said = _("{name} cannot be set: a Scenario stays as it is. scenario.but({name}=…) gives a changed one.")
        return said.format(name=name)
    if details["type"].endswith("too_long"):
        words |= {"given": len(str(details["input"])), "allowed": MAX_TEXT}
        return _("{title}: {given} characters were given, at most {allowed} are allowed. Shorten the text.").format(
            **words
        )
    if choices(name):
        return _("{title}: “{given}” was given. One of these is allowed: {allowed}.").format(**words)
    return beyond_bounds(name).format(**words, low=bounds(name)[0], high=bounds(name)[1])


def beyond_bounds(name: str) -> str:
    if schema(name)["type"] == "integer":
        return _("{title}: “{given}” was given. Whole numbers from {low} to {high} are allowed; choose one.")
    return _("{title}: “{given}” was given. From {low} to {high} is allowed; choose a value in that range.")


@cache
def schema(name: str) -> dict:
    """The JSON schema of one field, the None of an optional one left out."""
    field = Scenario.model_json_schema()["properties"][name]
    return field | next((option for option in field.get("anyOf", []) if option["type"] != "null"), {})


def choices(name: str) -> list[str]:
    """The words a field allows, or none.

    >>> choices("block_state")
    ['carried', 'reset']
    """
    if name in REGISTRIES:
        return list(REGISTRIES[name])
    field = schema(name)
    return ["true", "false"] if field.get("type") == "boolean" else [*field.get("enum", [])]


def bounds(name: str) -> tuple[float, float]:
    """The smallest and the largest value of a number field; both are always set.

    >>> bounds("hidden_size"), bounds("scale")
    ((1, 128), (0, 100))
    """
    field = schema(name)
    return field["minimum"], field["maximum"]
