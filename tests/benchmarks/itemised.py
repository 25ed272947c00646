"""What the itemised gradient costs, in plain backward passes of the same network. Run it by hand.

    python tests/benchmarks/itemised.py

Both are called by turns, so that a busy machine slows both alike; medians over the rounds.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from rnnviz import CELLS, Scenario, simulate
from rnnviz.core.run import Run, run_back
from rnnviz.figures import READING, Look

SIZES = ((50, 32, 1), (50, 32, 3), (100, 32, 1), (20, 8, 1))  # T, H, layers
ROUNDS = 31


def main() -> None:
    print("| cell | T, H, layers | backward, ms | itemised / backward | the map as a figure, ms |")
    print("|---|---|---|---|---|")
    for cell in CELLS:
        for T, H, layers in SIZES:
            inputs = np.random.default_rng(0).normal(size=(T, 8))
            run = simulate(Scenario(inputs=inputs, targets="0", hidden_size=H, cell=cell, layers=layers))
            plain, items, drawn = race(lambda run=run: plain_back(run), run.itemised, lambda run=run: draw(run))
            print(f"| {cell} | {T}, {H}, {layers} | {1e3 * plain:.2f} | {items / plain:.1f} | {1e3 * drawn:.1f} |")


def plain_back(run: Run) -> None:
    run_back(run.scenario, run.params, run.scenario.task, run.trace, run.blocks)


def draw(run: Run) -> None:
    figure = READING["parts"](run, Look().within(run.scenario))
    assert figure is not None
    figure.to_json()


def race(*contenders: Callable[[], object]) -> list[float]:
    """Each contender's median seconds, called by turns."""
    times: list[list[float]] = [[] for _ in contenders]
    for _round in range(ROUNDS):
        for kept, contender in zip(times, contenders, strict=True):
            start = perf_counter()
            contender()
            kept.append(perf_counter() - start)
    return [median(kept) for kept in times]


if __name__ == "__main__":
    main()
