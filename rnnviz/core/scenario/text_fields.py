"""The settings that are texts: what was typed, or arrays as they would be typed. What cannot be sent is refused."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from rnnviz.core.data.limits import MAX_TEXT, at_most
from rnnviz.core.scenario.weight_text import read_weights, write_weights
from rnnviz.core.text.array_like import numbers, write_rows
from rnnviz.core.text.typed import shorten
from rnnviz.i18n import _


def typed(values: object) -> str:
    """``values`` as text. Raises ValueError with a sentence."""
    if isinstance(values, str):
        return values
    array = numbers(values)
    at_most(array.size, MAX_TEXT // 2, _("numbers in all"))
    return write_rows(array)


def whole(text: str) -> str:
    r"""``text`` if every character of it is whole, so that it can be sent in a link.

    >>> whole("a\ud83d")
    Traceback (most recent call last):
        ...
    ValueError: Character 2 of “a ” is half of one, as where an emoji was cut in two. Type it anew.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        said = _("Character {at} of “{given}” is half of one, as where an emoji was cut in two. Type it anew.")
        raise ValueError(said.format(at=error.start + 1, given=shorten(text))) from None
    return text


def readable(text: str) -> str:
    """``text`` if weights can be read from it."""
    read_weights(text)
    return text


# what comes before is done from right to left
Typed = Annotated[str, Field(max_length=MAX_TEXT), BeforeValidator(whole), BeforeValidator(typed)]
Weights = Annotated[str, BeforeValidator(write_weights), AfterValidator(readable)]
