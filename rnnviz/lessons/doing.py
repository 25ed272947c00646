"""What a learner must do on a page, as the page's header says it, and whether it has been done."""

from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from rnnviz.core.gradient.spectrum import recurrent, spectrum
from rnnviz.core.run import Run
from rnnviz.core.scenario.scenario import Scenario


class Now(NamedTuple):
    """What is in view: the page's own ``start``, the run, cursor, view, epochs trained, mistakes switched on."""

    start: Scenario
    run: Run
    at: int = 0
    view: str = "step"
    epochs: int = 0
    bugs: frozenset[str] = frozenset()


class Strict(BaseModel):
    """A table of a header: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AtLeast(Strict):
    """The cursor has come to this step or farther, 0 … 2T."""

    at_least: int = Field(ge=0)

    def done(self, now: Now) -> bool:
        return now.at >= self.at_least


class AtMost(Strict):
    """The cursor has gone back to this step or before it."""

    at_most: int = Field(ge=0)

    def done(self, now: Now) -> bool:
        return now.at <= self.at_most


class FieldIs(Strict):
    """A setting has this value."""

    field: str
    equals: int | float | str

    def done(self, now: Now) -> bool:
        return getattr(now.run.scenario, self.field) == self.equals


class Changed(Strict):
    """A weight is another than the page began with."""

    changed: str

    def done(self, now: Now) -> bool:
        before, after = getattr(now.start.params, self.changed), getattr(now.run.scenario.params, self.changed, None)
        return after is None or before.shape != after.shape or not np.array_equal(before, after)


class Radius(Strict):
    """The spectral radius of the first recurrent matrix is above one bound and below another."""

    radius_above: float = -np.inf
    radius_below: float = np.inf

    def done(self, now: Now) -> bool:
        first = next(iter(recurrent(now.run.scenario, now.run.params).values()))
        return self.radius_above < spectrum(first).radius < self.radius_below


class Trained(Strict):
    """So many epochs are behind."""

    trained: int = Field(ge=1)

    def done(self, now: Now) -> bool:
        return now.epochs >= self.trained


class Seen(Strict):
    """A view is open."""

    view: str

    def done(self, now: Now) -> bool:
        return now.view == self.view


class Example(Strict):
    """This example of the batch is in view, from 1."""

    example: int = Field(ge=1)

    def done(self, now: Now) -> bool:
        return now.run.shown + 1 == self.example


class Bug(Strict):
    """A known mistake, by its name in ``VARIANTS``, is switched on."""

    bug: str

    def done(self, now: Now) -> bool:
        return self.bug in now.bugs


Do = AtLeast | AtMost | FieldIs | Changed | Radius | Trained | Seen | Example | Bug
