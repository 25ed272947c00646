"""The pictures of why a gradient vanishes or explodes, in the order in which it comes back through them."""

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.hidden_gradients import hidden_gradients
from rnnviz.figures.hidden_states import hidden_states
from rnnviz.figures.why.bound_and_truth import bound_and_truth
from rnnviz.figures.why.jacobian_size import jacobian_size
from rnnviz.figures.why.race import race
from rnnviz.figures.why.race_carry import race_carry
from rnnviz.figures.why.slopes import slopes

WHY: dict[str, Callable[..., go.Figure | None]] = {
    figure.__name__: np.errstate(all="ignore")(figure)  # an overflow is told in words, not warned of
    for figure in (hidden_states, hidden_gradients, slopes, jacobian_size, bound_and_truth, race, race_carry)
}
RACES = ("race", "race_carry")  # the figures that take the cells that race
