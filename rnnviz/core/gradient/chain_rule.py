"""The chain rule from one loss to one earlier state: the Jacobian of every step between, and their growing product."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cost import LIMIT, chain_cost, check_cost
from rnnviz.core.gradient.jacobians import jacobians, moments_of, step_down
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_number, check_run
from rnnviz.i18n import _

# S = layers · states · H numbers in a joint state


class Link(NamedTuple):
    """One step back, from s_t to s_{t−1}."""

    step: int  # t, from 1
    factor: Array  # ∂s_t/∂s_{t−1}, (S, S)
    product: Array  # of all factors so far, the one of the loss's own step first, (S, S)
    gradient: Array  # dL/ds_{t−1} of this loss alone, (S,)


class Chain(NamedTuple):
    """How the loss of step ``loss`` reaches the state of step ``state``, link by link."""

    loss: int
    state: int
    begin: Array  # dL_t/ds_t, (S,)
    links: list[Link]
    cut: int  # the block's first step, if a cut lies between and nothing arrives; else 0
    arrived: Array  # dL_t/dh_k of every layer, (layers, H), through the layers above of step k too


def chain(run: Run, loss: int, state: int, limit: float = LIMIT) -> Chain:
    """The chain from L_t, t = ``loss``, to h_k, k = ``state`` ≤ t, of the first example in view; both 1 … T.

    dL_t/ds_k = dL_t/ds_t · ∂s_t/∂s_{t−1} · … · ∂s_{k+1}/∂s_k. A cell whose output reads the state before sends its loss
    straight to s_{t−1} as well. The links end where truncation cuts. ``arrived`` is what ``run.itemised`` says. Raises
    ValueError where it takes over ``limit`` seconds or a gigabyte.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1; 2; 3"))
    >>> found = chain(run, 3, 1)
    >>> [link.step for link in found.links], bool(np.allclose(found.arrived[0], run.itemised()[0, 2, 0]))
    ([3, 2], True)
    """
    check_chain(run, loss, state, limit)
    begin, early = read_states(run, loss)
    begun = max(start for start in run.blocks.starts if start < loss) + 1
    gradient, product, links = begin, np.eye(len(begin)), []
    steps = range(loss, max(state, begun), -1)
    with np.errstate(all="ignore"):
        for step, factor in zip(steps, jacobians(run, steps), strict=True):
            product = product @ factor
            gradient = gradient @ factor + (early if step == loss else 0.0)
            links.append(Link(step, factor, product, gradient))
    cut = begun if state < begun else 0
    return Chain(loss, state, begin, links, cut, arrive(run, gradient * (not cut), state))


def check_chain(run: Run, loss: int, state: int, limit: float) -> None:
    """Refuse steps that there are not, and what would take too long."""
    check_run(run, "chain")
    check_number(loss, range(1, run.steps + 1), _("Step"))
    check_number(state, range(1, loss + 1), _("Step"))
    joint = run.scenario.layers * len(run.cell.states) * run.scenario.hidden_size
    check_cost(chain_cost(run.params, joint, loss - state), limit, _("Take a state nearer to the loss."))


def read_states(run: Run, t: int) -> tuple[Array, Array]:
    """dL_t/ds_t, and what L_t sends straight to s_{t−1}; both (S,)."""
    layers, states, hidden = run.scenario.layers, len(run.cell.states), run.scenario.hidden_size
    own, early = np.zeros((2, layers, states, hidden))
    read = run.gradients.signals["y"][0, t - 1] @ run.params.Wo.T
    ends = np.cumsum([run.trace.layers[-1][name].shape[-1] for name in run.cell.read_out])[:-1]
    for name, part in zip(run.cell.read_out, np.split(read, ends), strict=True):
        if name == "h":
            own[-1, 0] = part
        elif name == "h_before":
            early[-1, 0] = part
        elif layers > 1:  # x of the top layer is h of the layer below
            own[-2, 0] = part
    return own.ravel(), early.ravel()


def arrive(run: Run, gradient: Array, k: int) -> Array:
    """The whole gradient at each layer's h_k, (layers, H): a lower one also reaches the loss through those above."""
    layers, states, hidden = run.scenario.layers, len(run.cell.states), run.scenario.hidden_size
    seeds = gradient.reshape(1, layers, states, hidden)
    _before, above = step_down(run.cell, moments_of(run)[k - 1], seeds)
    return (seeds[:, :, 0] + above)[0]
