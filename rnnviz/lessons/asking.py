"""A question of a lesson: its answer is an expression, computed by the run in view."""

from typing import Literal

from pydantic import Field

from rnnviz.core.text.typed import read_number
from rnnviz.i18n import _
from rnnviz.lessons.doing import Strict
from rnnviz.lessons.numbers import Table

Verdict = Literal["low", "high", "wrong", "right"]


class Number(Strict):
    """A question for a number; it may be off by ``tolerance``, or by this share of a right answer above 1."""

    answer: str
    tolerance: float = Field(gt=0)

    def judge(self, given: str, table: Table) -> Verdict:
        """Too low, too high or right; a ValueError says why ``given`` is no number.

        >>> from rnnviz import Scenario, simulate
        >>> table = Table.of(simulate(Scenario(inputs="1; 2; 3")))
        >>> ask = Number(answer="T", tolerance=0.05)
        >>> ask.judge("2", table), ask.judge("3.1", table), ask.judge("4", table)
        ('low', 'right', 'high')
        """
        right = table.value(self.answer)
        off = read_number(given, _("Your answer")) - right
        if abs(off) <= self.tolerance * max(1.0, abs(right)):
            return "right"
        return "low" if off < 0 else "high"

    def reveal(self, table: Table) -> str:
        """A text that ``judge`` finds right."""
        return f"{table.value(self.answer):.6g}"


class Choice(Strict):
    """A question with answers to choose from; the expression ``choice`` says which is right, from 1."""

    choice: str

    def judge(self, given: str, table: Table) -> Verdict:
        """Right or wrong, of the chosen answer's number.

        >>> from rnnviz import Scenario, simulate
        >>> Choice(choice="1 + (x[1,1] > 0)").judge("2", Table.of(simulate(Scenario())))
        'right'
        """
        return "right" if int(given) == int(table.value(self.choice)) else "wrong"

    def reveal(self, table: Table) -> str:
        """The number of the right answer."""
        return str(int(table.value(self.choice)))


Ask = Number | Choice
