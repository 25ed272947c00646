"""What one step adds to the gradient of every weight."""

import numpy as np

from rnnviz.core.arrays import Array, over_steps, products_over_steps
from rnnviz.core.equation import weight_symbol
from rnnviz.core.explain.lines import Line, Used, symbols_of, values
from rnnviz.core.explain.source_lines import returned
from rnnviz.core.nn.cells.cell import Weight
from rnnviz.core.nn.weight_gradients import summed
from rnnviz.core.run import Run
from rnnviz.core.text.latex import size, tex
from rnnviz.i18n import _


def layer_shares(run: Run, t: int, layer: int) -> list[Line]:
    """What the step adds to the gradient of each weight of a layer; a bias is said beside its matrix."""
    names, end = values(run, t, layer), run.layer_ends[layer]
    lines = []
    for name, weight in run.cell.weights.items():
        if weight.is_bias:
            continue
        read = np.concatenate([names[part] for part in weight.reads])
        biases = [bias + end for bias in biases_beside(run, name) if names[bias] is not None]
        line = share(run, name + end, weight, read, names[f"d{weight.adds_to}"], biases)
        lines.append(line._replace(layer=layer))
    return lines


def biases_beside(run: Run, name: str) -> list[str]:
    """The biases that are added to the same sum as the matrix ``name``, if it is the last one that is."""
    weights = run.cell.weights
    sum_ = weights[name].adds_to
    alike = [other for other, weight in weights.items() if weight.adds_to == sum_ and not weight.is_row]
    biases = [other for other, weight in weights.items() if weight.adds_to == sum_ and weight.is_bias]
    return biases if name == alike[-1] else []


def output_share(run: Run, t: int) -> Line:
    """What the step adds to the gradient of the output layer."""
    weight, dy = Weight(run.cell.read_out, "y"), run.gradients.signals["y"][0, t]
    biases = [] if run.params.bo is None else ["bo"]
    return share(run, "Wo", weight, run.trace.read[0, t], dy, biases)


def share(run: Run, name: str, weight: Weight, read: Array, gradient: Array, biases: list[str]) -> Line:
    """What one step adds to a weight's gradient: an outer product, or of a diagonal weight a product unit by unit."""
    known, examples = symbols_of(run), len(run.scenario.task.x)
    reads = joined([known[part] for part in weight.reads])
    gained = [
        _("The bias gains the row itself: dL/d{bias} += {row}.").format(bias=bias, row=f"${tex(gradient)}$")
        for bias in biases
    ]
    whole = _("The gradient of the batch is the sum over all steps of all {n} examples; this is the one in view.")
    times, sizes = (r" \odot ", "{} ⊙ {} = {}") if weight.diagonal else (r"^\top ", "{} {} = {}")
    added = summed(weight, read[None, None], gradient[None, None])
    column = size(read) if weight.diagonal else f"({read.size}×1)"
    return Line(
        title=_("This step's share of dL/d{name}").format(name=name),
        formula=rf"\frac{{\partial L}}{{\partial {weight_symbol(name)}}} \mathrel{{+}}= "
        rf"{reads}{times}{known['d' + weight.adds_to]}",
        calculation=f"{{read}}{times}{{gradient}}",
        used={
            "read": Used(read, weight.reads[0] if len(weight.reads) == 1 else ""),
            "gradient": Used(gradient, f"d{weight.adds_to}"),
        },
        answer=Used(added),
        shapes=sizes.format(column, size(gradient), size(added)),
        code=returned(products_over_steps if weight.diagonal else over_steps),
        note=" ".join([*gained, *([whole.format(n=examples)] if examples > 1 else [])]),
    )


def joined(symbols: list[str]) -> str:
    return symbols[0] if len(symbols) == 1 else f"[{', '.join(symbols)}]"
