"""How fast this version runs a network forward and back, beside another checkout of rnnviz. Run it by hand.

    OMP_NUM_THREADS=1 python tests/benchmarks/versions.py FOLDER_OF_THE_OTHER

Both live in processes of their own and are called by turns, in short blocks, so that a busy machine slows both alike;
medians over the rounds. “passes” is simulate(), “all” also asks for every signal and every gradient.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parents[2]
SIZES = ((4, 1, 2, 2), (20, 1, 8, 16), (40, 1, 8, 16), (100, 1, 64, 64), (50, 16, 16, 128))  # T, N, D, H
ROUNDS, BLOCK_SECONDS = 15, 0.05
CHILD = """
import sys
from time import perf_counter
import numpy as np
from rnnviz import Scenario, simulate

def scenario(cell, T, N, D, H):
    x = np.random.default_rng(0).normal(size=(N, T, D)).round(1)
    text = " | ".join("; ".join(" ".join(map(str, row)) for row in example) for example in x)
    return Scenario(cell=cell, inputs=text, targets=text, hidden_size=H, activation="tanh", head="linear")

def passes(given):
    run = simulate(given)
    return run.losses, run.gradients.params

def all(given):
    run = simulate(given)
    return [*run.trace.signals.values(), *run.gradients.signals.values()]

given, kinds = {}, {"passes": passes, "all": all}
for line in sys.stdin:
    cell, *sizes, kind, calls = line.split()
    key = (cell, *map(int, sizes))
    if key not in given:
        given[key] = scenario(*key)
        given[key].task, given[key].params
    began = perf_counter()
    for _ in range(int(calls)):
        kinds[kind](given[key])
    print((perf_counter() - began) / int(calls), flush=True)
"""


class Version:
    """One checkout, waiting in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, task: str, calls: int) -> float:
        print(task, calls, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


def row(cell: str, sizes: tuple[int, ...], kind: str, versions: list[Version]) -> str:
    task = " ".join(map(str, (cell, *sizes, kind)))
    calls = [max(1, int(BLOCK_SECONDS / min(version.seconds(task, 2) for _ in range(3)))) for version in versions]
    rounds = [[version.seconds(task, n) for version, n in zip(versions, calls, strict=True)] for _ in range(ROUNDS)]
    ours, theirs = (median(times) for times in zip(*rounds, strict=True))
    return f"| {cell}, {kind} | {', '.join(map(str, sizes))} | {ours * 1e6:.0f} | {ours / theirs:.2f} |"


def main() -> None:
    versions = [Version(HERE), Version(Path(sys.argv[1]).resolve())]
    print("| | T, N, D, H | this one, µs | × the other |\n|---|---|---|---|")
    for cell in ("elman", "gru", "lstm"):
        for sizes in SIZES:
            for kind in ("passes", "all"):
                print(row(cell, sizes, kind, versions), flush=True)


if __name__ == "__main__":
    main()
