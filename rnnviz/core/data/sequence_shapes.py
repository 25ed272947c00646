"""The five shapes of a sequence task: which steps read, which steps answer."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.i18n import N_, _

# S steps of input, U answers, T steps in all

SHAPES = {
    "step_by_step": N_("Many to many, step by step"),
    "many_to_one": N_("Many to one: the last step answers"),
    "one_to_many": N_("One to many: one step is read"),
    "after_input": N_("Many to many, after the input"),
    "one_to_one": N_("One to one"),
}
LATER = ("one_to_many", "after_input")  # shapes that answer on when the input has ended
FEEDBACK = {
    "teacher": N_("The right answers (teacher forcing)"),
    "free": N_("Its own answers (free running)"),
    "nothing": N_("Nothing (zeros)"),
}


class Timing(NamedTuple):
    """``given`` of the ``steps`` read the input, the rest is fed; ``counted`` (T,) is 1 where an answer counts."""

    steps: int
    given: int
    counted: Array


def timed(shape: str, given: int, answers: int) -> Timing:
    """The steps of a task that reads ``given`` steps and answers ``answers`` times.

    Where answers come later, the first is given with the last input: T = S + U − 1.

    >>> timed("after_input", 3, 2)
    Timing(steps=4, given=3, counted=array([0., 0., 1., 1.]))
    """
    if shape in ("one_to_many", "one_to_one") and given != 1:
        raise ValueError(
            _("{shape}: the sequence has {given} steps, one is read. Leave one step, or choose another shape.").format(
                shape=_(SHAPES[shape]), given=given
            )
        )
    steps = given + answers - 1 if shape in LATER else given
    if shape not in LATER and answers not in (1, given):
        raise ValueError(
            _("Targets: {given} steps were given, the sequence has {allowed}. Give as many, or one for all.").format(
                given=answers, allowed=given
            )
        )
    counted = np.ones(steps)
    counted[: steps - 1 if shape == "many_to_one" else given - 1 if shape in LATER else 0] = 0.0
    return Timing(steps, given, counted)


def for_all_examples(target: Array, examples: int) -> Array:
    """``target`` for every example; one serves them all."""
    if len(target) not in (1, examples):
        raise ValueError(
            _("Targets: {given} examples were given, the sequence has {allowed}. Give as many, or one for all.").format(
                given=len(target), allowed=examples
            )
        )
    return np.broadcast_to(target, (examples, *target.shape[1:]))
