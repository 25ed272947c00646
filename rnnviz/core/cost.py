"""What a long computation costs, estimated from the sizes of a run; too much is refused before it begins.

The constants were measured on one core at 3 GHz; another machine takes some other multiple of them.
"""

from math import inf
from typing import NamedTuple

from rnnviz.core.nn.params import Params
from rnnviz.core.nn.trace import Trace
from rnnviz.core.text.typed import quoted
from rnnviz.i18n import _

LIMIT = 10.0  # seconds that a public function takes without being asked
MEMORY = 2**30  # bytes, likewise
PRODUCT, NUMBER, ROW = 1e-10, 2e-8, 5e-6  # seconds for a multiplication, a number that is kept, a row of a table
MEGABYTE = 2**20

# N examples in view, T steps, S numbers in a joint state


class Cost(NamedTuple):
    """About how long something takes, and how much memory."""

    seconds: float
    bytes: float


def check_cost(cost: Cost, limit: float, advice: str) -> None:
    """Raise a ValueError where ``cost`` is over ``limit`` seconds, or over a gigabyte, unless the limit is infinite.

    >>> check_cost(Cost(90.0, 1e6), 10.0, "Take fewer steps.")
    Traceback (most recent call last):
        ...
    ValueError: This takes about 90 s and 1 MB; up to 10 s and 1024 MB are allowed. Take fewer steps. limit=math.inf \
computes it all the same.
    """
    if said := refusal(cost, limit):
        raise ValueError(f"{said} {advice} " + _("limit=math.inf computes it all the same."))


def refusal(cost: Cost, limit: float = LIMIT) -> str:
    """A sentence where ``cost`` is too much, else nothing; a TypeError where ``limit`` is no number."""
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        said = _("limit: “{given}” was given. Give a number of seconds, or math.inf for no limit.")
        raise TypeError(said.format(given=quoted(limit)))
    if cost.seconds <= limit and (cost.bytes <= MEMORY or limit == inf):
        return ""
    said = _("This takes about {seconds} s and {megabytes} MB; up to {limit} s and {allowed} MB are allowed.")
    seconds = f"{cost.seconds:.0f}" if cost.seconds >= 10 else f"{cost.seconds:.2g}"
    megabytes, allowed = round(cost.bytes / MEGABYTE), MEMORY // MEGABYTE
    return said.format(seconds=seconds, megabytes=megabytes, limit=f"{limit:.3g}", allowed=allowed)


def itemised_cost(params: Params, trace: Trace) -> Cost:
    """Of ``run.itemised()``: a backward pass from every loss."""
    examples, steps, _width = trace.signals["y"].shape
    return passes_cost(params, trace, back=examples * steps**2, kept=1.5)


def runs_cost(params: Params, trace: Trace, times: int) -> Cost:
    """Of running forward and back so many times, one after the other."""
    examples, steps, _width = trace.signals["y"].shape
    once = passes_cost(params, trace, forward=examples * steps, back=examples * steps, kept=6)
    return Cost(times * once.seconds, once.bytes)


def passes_cost(params: Params, trace: Trace, forward: int = 0, back: int = 0, kept: float = 1) -> Cost:
    """Of so many steps forward and back, each of one example; every signal is kept so many times."""
    weights = sum(array.size for _name, array in params.items())
    numbers = sum(array.shape[-1] for array in trace.signals.values())
    seconds = (forward + 2 * back) * PRODUCT * weights + (forward + back) * NUMBER * numbers
    return Cost(seconds, 8 * kept * max(forward, back) * numbers)


def chain_cost(params: Params, states: int, links: int) -> Cost:
    """Of so many Jacobians (S, S) and the product of all so far after each."""
    weights = sum(array.size for _name, array in params.items())
    entries = 2 * links * states**2
    return Cost(links * states * (states**2 + weights) * PRODUCT + entries * NUMBER, 8 * entries)


def table_cost(rows: int) -> Cost:
    """Of a table as text: fifty characters a row, held three times."""
    return Cost(rows * ROW, 150 * rows)
