"""Mistakes at the loss: targets, factors, signs and means; the pass forward up to the outputs is right."""

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.diagnosis.work import (
    Numbers,
    Work,
    gradients_by_name,
    losses_by_name,
    outputs,
    truth,
)
from rnnviz.core.nn.heads import HEADS, Signals
from rnnviz.core.run import Run

# N examples in a batch, T steps, O outputs
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches
SQUARES = ("linear", "sigmoid_squared", "tanh_squared")


def judged(run: Run, work: Work) -> dict[str, Array]:
    """The losses of ``work`` over the right pass forward, and what they send back."""
    trace = run.batch.trace
    losses = work.head.losses(outputs(trace), work.target)
    with np.errstate(all="ignore"):
        return {**losses_by_name(losses, work.counted), **gradients_by_name(work.back(trace))}


def targets_shifted(run: Run) -> Ways:
    """The target of the step before or after; the step that has none keeps its own, or has no loss."""
    work = Work.of(run)
    for shift in (1, -1):
        at = np.arange(work.steps) + shift
        counted = work.counted * ((at >= 0) & (at < work.steps))
        shifted = work._replace(target=work.target[:, at.clip(0, work.steps - 1)])
        yield judged(run, shifted)
        if counted.any():
            yield judged(run, shifted._replace(counted=counted))


def other_steps_counted(run: Run) -> Ways:
    """All steps' losses counted, or only the last one's, whatever the task asks for."""
    work = Work.of(run)
    last = np.arange(work.steps) == work.steps - 1
    for counted in (np.ones(work.steps), last * 1.0):
        yield judged(run, work._replace(counted=counted))


def target_not_subtracted(run: Run) -> Ways:
    """p instead of p − t as the gradient at the logits; of sigmoids with cross-entropy, u instead of u − t."""
    work = Work.of(run)
    answer = {"softmax": "p", "log_softmax": "p", "sigmoid_cross": "u"}.get(run.scenario.head)
    if answer:

        def losses_back(signals: Signals, _target: Array) -> Array:
            return signals[answer]

        yield judged(run, work._replace(head=work.head._replace(losses_back=losses_back)))


def output_slope_forgotten(run: Run) -> Ways:
    """2 (u − t) as the gradient at y, without the slope of the output's activation."""
    if run.scenario.head in ("sigmoid_squared", "tanh_squared"):
        head = HEADS[run.scenario.head]._replace(losses_back=lambda signals, target: 2.0 * (signals["u"] - target))
        yield judged(run, Work.of(run)._replace(head=head))


def minus_sign(run: Run) -> Ways:
    """t − y instead of y − t, so that all gradients have the other sign; only the weights'; or the loss."""
    right = truth(run)
    yield scaled(right, gradients(right), -1.0)
    yield scaled(right, weights(right, run), -1.0)
    yield scaled(right, losses(right), -1.0)
    yield scaled(right, [*losses(right), *gradients(right)], -1.0)


def factor_two(run: Run) -> Ways:
    """The 2 that comes of differentiating a square forgotten, or the ½ of the loss; or the loss is the other one."""
    right = truth(run)
    for factor in factors(run):
        yield scaled(right, gradients(right), factor)
        yield scaled(right, [*losses(right), *gradients(right)], factor)
        yield scaled(right, losses(right), factor)
        yield scaled(right, weights(right, run), factor)


def minus_without_two(run: Run) -> Ways:
    """The delta has the wrong sign and the wrong factor: t − y for 2 (y − t)."""
    right = truth(run)
    for factor in factors(run):
        yield scaled(right, gradients(right), -factor)


def factors(run: Run) -> tuple[float, ...]:
    """By what the gradient of a squared error is multiplied where a 2 or a ½ is missing."""
    if run.scenario.head == "linear_half":
        return 2.0, 0.5
    return (0.5,) if run.scenario.head in SQUARES else ()


def mean(run: Run) -> Ways:
    """The mean over steps, examples or outputs where the sum is asked for: of the loss, its gradients, or both."""
    right, (N, T, O) = truth(run), run.batch.target.shape
    counted = int(run.counted.sum())
    sizes = [n * t * o for n, t, o in product((1, N), (1, T, counted), (1, O))]
    for size in sorted(set(sizes) - {1}):
        for names in (gradients(right), weights(right, run), []):
            yield scaled(right, names, 1.0 / size)
            yield scaled(right, ["loss", *names], 1.0 / size)
            yield scaled(right, ["loss", *names], 1.0 / size) | scaled(right, ["L"], 1.0 / O)


def scaled(right: Numbers, names: list[str], factor: float) -> dict[str, Array]:
    with np.errstate(all="ignore"):
        return {name: right[name] * factor for name in names}


def losses(right: Numbers) -> list[str]:
    return [name for name in right if name in ("L", "loss")]


def gradients(right: Numbers) -> list[str]:
    """All names of gradients; no signal's name begins with d."""
    return [name for name in right if name.startswith("d")]


def weights(right: Numbers, run: Run) -> list[str]:
    """The names of the gradients that an optimiser is handed."""
    return [name for name in right if name.removeprefix("d") in vars(run.params) and name.startswith("d")]
