"""A Lesson: its header as it is written, page by page, and its words in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import Field, field_validator, model_validator

from rnnviz.core.diagnosis.variants import VARIANTS
from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import refit, write_weights
from rnnviz.lessons.asking import Ask, Choice
from rnnviz.lessons.doing import Do, Strict

VIEWS = ("step", "train", "gradient", "why", "check")
OTHER_CONTROLS = ("view", "example")  # the sidebar's fields are the Scenario's; these stand above the stage


class PageWords(Strict):
    """What a page says: ``task`` is what to do; ``low``, ``high``, ``wrong`` and ``right`` answer a guess."""

    id: str
    title: str
    task: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    wrong: str = ""
    right: str = ""
    prose: str = ""

    @property
    def said(self) -> frozenset[str]:
        """Which of the texts there are."""
        return frozenset(name for name in PageWords.model_fields if getattr(self, name))


class Words(Strict):
    """A lesson in one language."""

    title: str
    about: str
    page: tuple[PageWords, ...] = Field(min_length=1)


class Page(PageWords):
    """A page as the English file has it.

    On entering, cursor, view, example and settings change as far as they are given; ``set`` changes settings from the
    lesson's own, without it the page goes on with what is in view. ``controls`` are the only ones left visible;
    ``bugs`` are mistakes, by their names in ``VARIANTS``, that can be switched on.
    """

    at: int | None = Field(default=None, ge=0)
    view: str | None = None
    example: int | None = Field(default=None, ge=1)
    set: dict[str, object] | None = None
    controls: tuple[str, ...] = ()
    bugs: tuple[str, ...] = ()
    do: Do | None = None
    ask: Ask | None = None

    @field_validator("view")
    @classmethod
    def is_view(cls, view: str) -> str:
        return one_of(view, VIEWS)

    @field_validator("controls")
    @classmethod
    def are_controls(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(name, (*Scenario.model_fields, *OTHER_CONTROLS)) for name in names)

    @field_validator("bugs")
    @classmethod
    def are_bugs(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(name, tuple(VARIANTS)) for name in names)

    @model_validator(mode="after")
    def says_what_it_needs(self) -> Self:
        """A page waits for something, and says so."""
        needed = {"title", *(["task"] if self.do else []), *(["question", "right"] if self.ask else [])}
        if self.ask:
            needed |= {"choices", "wrong"} if isinstance(self.ask, Choice) else {"low", "high"}
        if missing := needed - self.said:
            raise ValueError(f"page “{self.id}” lacks {', '.join(sorted(missing))}")
        if not (self.do or self.ask):
            raise ValueError(f"page “{self.id}” has nothing to do and nothing to answer: give it a “do” or an “ask”")
        return self


class Header(Words):
    """A lesson as the English file has it: where it begins, and its pages."""

    preset: str = "once"
    set: dict[str, object] = Field(default_factory=dict)
    page: tuple[Page, ...] = Field(min_length=1)  # type: ignore[assignment]

    @field_validator("preset")
    @classmethod
    def is_preset(cls, name: str) -> str:
        return one_of(name, tuple(PRESETS))


def one_of(given: str, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise ValueError(f"“{given}” was given; these are allowed: {', '.join(allowed)}")
    return given


@dataclass(frozen=True)
class Lesson:
    """One lesson. Pages count from 0."""

    name: str
    header: Header
    words: Mapping[str, Words]  # by language

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.header.page

    def scenario(self, number: int) -> Scenario:
        """What the page begins with for one who comes by its link: the last ``set`` up to it."""
        given = [page.set for page in self.pages[: number + 1] if page.set is not None]
        return changed(PRESETS[self.header.preset].scenario, {**self.header.set, **(given[-1] if given else {})})

    def at(self, number: int) -> int:
        """Where the cursor of the page begins."""
        return next((page.at for page in self.pages[number::-1] if page.at is not None), 0)

    def view(self, number: int) -> str:
        return next((page.view for page in self.pages[number::-1] if page.view is not None), "step")

    def example(self, number: int) -> int:
        """Which example is in view as the page begins, from 1."""
        return next((page.example for page in self.pages[number::-1] if page.example is not None), 1)


def changed(scenario: Scenario, settings: Mapping[str, object]) -> Scenario:
    """``scenario`` with other ``settings``; weights set by hand stay where they still have a place.

    >>> changed(PRESETS["four"].scenario, {"hidden_size": 3}).params.Wh[0, 0]
    np.float64(0.4)
    """
    if not settings:
        return scenario
    if "weights" in settings:
        return scenario.but(**settings)
    other = scenario.but(weights="", **settings)
    return other.but(weights=write_weights(refit(scenario.matrices, other.shapes)))
