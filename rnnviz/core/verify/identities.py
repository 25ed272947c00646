"""What must add up in every run: the same gradient reached in two ways, number by number."""

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.gradient.jacobians import moments_of, step_down
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.nn.weight_gradients import factors, step_by_step
from rnnviz.core.run import Run
from rnnviz.i18n import N_

# N examples in view, T steps, H hidden units, C cuts, K states of a layer
TOLERANCE = 1e-10


class Kind(NamedTuple):
    """A law that holds in every run: its name, its formula in LaTeX, and what it says."""

    title: str
    formula: str
    meaning: str


COLUMNS = Kind(
    N_("The losses' own parts"),
    r"\sum_{t \ge k} \frac{\partial L_t}{\partial h_k} = \frac{\partial L}{\partial h_k}",
    N_("What each step's loss alone sends to a state adds up to the gradient there."),
)
FORK = Kind(
    N_("Two ways meet"),
    r"\left.\frac{\partial L}{\partial h_t}\right|_{\text{above}}"
    r" + \left.\frac{\partial L}{\partial h_t}\right|_{\text{step } t+1} = \frac{\partial L}{\partial h_t}",
    N_("A state is read by the output above and by the next step: a fork going forward is a sum coming back."),
)
SHARES = Kind(
    N_("The steps' shares"),
    r"\sum_{t} r_t^\top \frac{\partial L}{\partial a_t} = \frac{\partial L}{\partial W}",
    N_("The same weights serve every step; what each step adds, what was read times the gradient after, adds up."),
)
CUTS = Kind(
    N_("Truncated + dropped = full"),
    r"\left.\frac{\partial L}{\partial h_t}\right|_{\text{truncated}} + D_t"
    r" = \left.\frac{\partial L}{\partial h_t}\right|_{\text{full}}, \quad D_t = \text{dropped}_t"
    r" + D_u \frac{\partial s_u}{\partial s_{u-1}} \cdots \frac{\partial s_{t+1}}{\partial s_t}",
    N_("What the cuts dropped, carried back from cut u to cut t by the Jacobians, makes the gradient whole again."),
)
CARRIED = Kind(
    N_("Dropped = full, at the carried state"),
    r"D_t = \left.\frac{\partial L}{\partial c_t}\right|_{\text{step } t+1,\ \text{full}}",
    N_("At the cell state the cut drops all that comes from the step after."),
)


class Identity(NamedTuple):
    """One equation between gradients, ``left`` = ``right``, of one shape."""

    kind: Kind
    name: str  # the gradient it is about, such as dL/dWh
    left: Array
    right: Array
    scale: float  # the largest sum of absolute values, by which rounding is judged

    @property
    def residual(self) -> float:
        """The largest |left − right|."""
        with np.errstate(all="ignore"):
            return float(np.abs(self.left - self.right).max(initial=0.0))

    @property
    def holds(self) -> bool:
        """Whether the residual is at most 1e-10 of the scale, where rounding leaves 1e-16; no overflow holds."""
        return bool(np.isfinite(self.scale)) and self.residual <= TOLERANCE * self.scale


@np.errstate(all="ignore")
def identities(run: Run) -> list[Identity]:
    """All that must add up in ``run``, for the examples in view; the parameters' gradients are the whole batch's.

    ``columns`` and ``fork`` for every layer, ``shares`` for every parameter, and ``cuts`` where truncation cuts a
    gradient: over a state that is reset nothing flows, so nothing is dropped there.

    >>> from rnnviz import PRESETS, simulate
    >>> found = identities(simulate(PRESETS["stateful"].scenario))
    >>> [identity.name for identity in found], all(identity.holds for identity in found)
    (['dL/dh', 'dL/dh', 'dL/dWx', 'dL/dWh', 'dL/dWo', 'dL/dh'], True)
    """
    return [*columns(run), *fork(run), *shares(run), *cuts(run)]


def columns(run: Run) -> Iterator[Identity]:
    """Σ_t dL_t/dh_k = dL/dh_k: the itemised gradients of all losses add up to the one on the stage."""
    views = [run.example(n) for n in range(len(run.losses))]
    for layer, end in enumerate(run.layer_ends):
        sums = [added(view.itemised(layer, limit=inf)[0]) for view in views]
        total, size = (np.stack(parts) for parts in zip(*sums, strict=True))
        whole = run.gradients.signals["h" + end]
        yield identity(COLUMNS, f"dL/dh{end}", (total, size), whole)


def fork(run: Run) -> Iterator[Identity]:
    """dL/dh_t is what comes from above plus what comes from the step after: a fork going forward, a sum coming back."""
    back = run.gradients.signals
    for end in run.layer_ends:
        ways = added([back["h_from_output" + end], back["h_from_future" + end]])
        yield identity(FORK, f"dL/dh{end}", ways, back["h" + end])


def shares(run: Run) -> Iterator[Identity]:
    """Σ_t (what was read)ᵀ (gradient after) = dL/dW: what each step adds to each parameter, over the whole batch."""
    run = run.batch
    weights = network_weights(run.cell, run.scenario.layers)
    for name, whole in run.gradients.params.items():
        index, weight = weights[name]
        read, gradient = factors(run.trace, run.gradients.layers, run.gradients.dy, index, weight)
        total, size = added(step_by_step(weight, read, gradient))
        yield identity(SHARES, f"dL/d{name}", (total.reshape(whole.shape), size), whole)


def cuts(run: Run) -> Iterator[Identity]:
    """At every cut, truncated + dropped = full: what the cuts left out, D_t, makes the gradient whole again.

    D_t = dropped_t + D_u ∂s_u/∂s_{u−1} … ∂s_{t+1}/∂s_t, u being the next cut, of the joint state s of all layers. The
    full gradient is one backward pass over the same steps, uncut, since truncation leaves the forward pass alone.
    """
    if not run.gradients.cut:
        return
    at = sorted(run.gradients.cut)
    uncut = Blocks.of(run.steps, 0, carried=True)
    full = backward(run.cell, run.params, run.trace, run.gradients.signals["y"], uncut).signals
    views = [run.example(n) for n in range(len(run.losses))]
    states, hidden = zip(*(left_out(view) for view in views), strict=True)
    missing, reached = np.stack(states), np.stack(hidden)  # (N, C, layers, K, H), (N, C, layers, H)
    for layer, end in enumerate(run.layer_ends):
        last = [t - 1 for t in at]
        parts = added([run.gradients.signals["h" + end][:, last], reached[:, :, layer]])
        yield identity(CUTS, f"dL/dh{end}", parts, full["h" + end][:, last])
        for state, name in enumerate(run.cell.states[1:], start=1):
            parts, whole = added([missing[:, :, layer, state]]), full[f"{name}_from_future{end}"][:, last]
            yield identity(CARRIED, f"dL/d{name}{end}", parts, whole)


def left_out(run: Run) -> tuple[Array, Array]:
    """What the cuts left out, in order, of the first example: at the joint state, (C, layers, K, H), and in all at h.

    A lower layer's h also misses what the layers above would have sent down to it, (C, layers, H).
    """
    moments, found = moments_of(run), []
    layers, states = run.scenario.layers, run.cell.states
    missing, later = np.zeros((1, layers, len(states), run.scenario.hidden_size)), run.steps
    for cut in sorted(run.gradients.cut, reverse=True):
        for t in range(later, cut, -1):
            missing, _above = step_down(run.cell, moments[t - 1], missing)
        dropped = run.gradients.cut[cut]
        missing = missing + np.stack([[dropped[state + end][0] for state in states] for end in run.layer_ends])
        _before, above = step_down(run.cell, moments[cut - 1], missing)
        found.append((missing[0], (missing[:, :, 0] + above)[0]))
        later = cut
    state, hidden = zip(*reversed(found), strict=True)
    return np.stack(state), np.stack(hidden)


def added(terms: Iterable[Array]) -> tuple[Array, Array]:
    """Σ terms and Σ |terms|, added one by one so that few are kept."""
    total = size = np.zeros(())
    for term in terms:
        total, size = total + term, size + np.abs(term)
    return total, size


def identity(kind: Kind, name: str, parts: tuple[Array, Array], whole: Array) -> Identity:
    left, size = parts
    return Identity(kind, name, left, whole, float(size.max(initial=0.0)))
