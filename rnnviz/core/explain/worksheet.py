"""One step's arithmetic as a student writes it: formula, the same with this step's numbers, result, shapes, code."""

import re

import numpy as np

from rnnviz.core.explain.lines import (
    Line,
    cell_code,
    code,
    drop_biases,
    fill,
    of_layer,
    shapes,
    title,
    values,
    with_given,
)
from rnnviz.core.explain.output_lines import embedding, embedding_back, output, output_back
from rnnviz.core.nn import bptt as passes
from rnnviz.core.nn import params
from rnnviz.core.nn.cells import BackEquation
from rnnviz.core.nn.params import Array
from rnnviz.core.run import Run
from rnnviz.core.text.latex import size, tex
from rnnviz.i18n import _


@np.errstate(all="ignore")
def worksheet(run: Run, at: int) -> list[Line]:
    r"""What happens at cursor ``at``, 0 … 2T, in the first example: nothing at 0, then T steps forward, T back.

    >>> from rnnviz import PRESETS, simulate
    >>> [line.formula for line in worksheet(simulate(PRESETS["once"].scenario), 1)][:2]
    ['a_t = x_t W_x + h_{t-1} W_h', 'h_t = \\sigma(a_t)']
    """
    if at == 0:
        return []
    return forward(run, at - 1) if at <= run.steps else backward(run, 2 * run.steps - at)


def forward(run: Run, t: int) -> list[Line]:
    """The lines of step ``t``, from 0, going forward."""
    lines = [line for layer in range(run.scenario.layers) for line in layer_forward(run, t, layer)]
    return [*embedding(run, t), *lines, *output(run, t)]


def layer_forward(run: Run, t: int, layer: int) -> list[Line]:
    """The cell's equations in one layer, from 0."""
    names = values(run, t, layer)
    return [
        Line(
            title(run, equation, layer, run.cell.equations),
            drop_biases(equation.latex, names),
            fill(equation.numbers, names, tex),
            tex(names[equation.name]),
            shapes(equation.numbers, names, names[equation.name]),
            cell_code(run, equation.code),
        )
        for equation in run.cell.equations
    ]


def backward(run: Run, t: int) -> list[Line]:
    """The lines of step ``t``, from 0, coming back."""
    lines = [output_back(run, t)]
    for layer in reversed(range(run.scenario.layers)):
        lines += [meeting(run, t, layer), *layer_backward(run, t, layer)]
    dy, bias = run.gradients.signals["y"][0, t], "" if run.params.bo is None else "bo"
    shared = share(run, "Wo", "y", run.trace.read[0, t], dy, bias, code(passes.backward, '"Wo":'))
    return [*lines, *embedding_back(run, t), shared]


def meeting(run: Run, t: int, layer: int) -> Line:
    """dL/dh_t: what comes from above and what comes from the step after are added."""
    names, back = values(run, t, layer), {equation.name: equation for equation in run.cell.back_equations}
    top = layer == run.scenario.layers - 1
    flows = t + 1 < run.steps and t + 1 not in run.blocks.starts
    sent = back["h_prev"]
    later = fill(sent.numbers, with_given(sent, values(run, t + 1, layer)), tex) if flows else "0"
    last = next(block.stop for block in run.blocks.steps if t < block.stop)
    left, early = last - t - 1, int(top and run.cell.reads_before)  # an early output reads h_t one step later
    own_losses = loss_names(early, min(early, left) if top else left, last)
    later_losses = loss_names(1 + early, left, last)
    sent_latex = re.sub(r"_t(?![a-z])", "_{t+1}", sent.latex.partition(" = ")[2])
    above, own = r"\frac{\partial L}{\partial h_t}\Big|_{\mathrm{above}}", tex(names["dh_from_output"])
    own_shapes = size(names["dh_from_output"])
    if top and run.cell.reads_before:
        above = r"\frac{\partial L}{\partial y_{t+1}} W_{o,h}^\top"
    elif top:
        above, own = r"\frac{\partial L}{\partial y_t} W_o^\top", f"{tex(names['dy'])} {tex(names['WoT'])}"
        own_shapes = f"{size(names['dy'])} {size(names['WoT'])}"
    future_shapes = shapes(sent.numbers, with_given(sent, names)) if flows else "0"
    return Line(
        of_layer(run, _("Gradient at the hidden state: two ways meet and are added"), layer),
        rf"\frac{{\partial L}}{{\partial h_t}} = \underbrace{{{above}}}_{{{own_losses}}}"
        rf" + \underbrace{{{sent_latex}}}_{{{later_losses}}}",
        f"{own} + {later} \\\\[4pt] &= {tex(names['dh_from_output'])} + {tex(names['dh_from_future'])}",
        tex(names["dh"]),
        f"{own_shapes} + {future_shapes} = {size(names['dh'])}",
        cell_code(run, ("np.add(out, future[0]",)),
        after(run, t),
    )


def loss_names(near: int, far: int, last: int) -> str:
    r"""The losses of steps t + ``near`` to t + ``far``, which is step ``last`` of all, as LaTeX; 0 if there are none.

    >>> print(loss_names(1, 3, last=4), "and", loss_names(0, 0, last=1), "and", loss_names(2, 1, last=4))
    L_{t+1} \ldots L_{4} and L_t and 0
    """
    if near > far:
        return "0"
    first = f"L_{{t+{near}}}" if near else "L_t"
    return first if near == far else rf"{first} \ldots L_{{{last}}}"


def layer_backward(run: Run, t: int, layer: int) -> list[Line]:
    """The cell's gradient equations in one layer, and what the step adds to its weights' gradients."""
    names, lines = values(run, t, layer), []
    for equation in run.cell.back_equations:
        given = with_given(equation, names)
        result = sent_back(run, equation, t, layer) if equation.name.endswith("_prev") else names["d" + equation.name]
        notes = [_(equation.note) if equation.note else "", before(run, t) if equation.name == "h_prev" else ""]
        lines.append(
            Line(
                title(run, equation, layer, run.cell.back_equations),
                equation.latex,
                fill(equation.numbers, given, tex),
                tex(result),
                shapes(equation.numbers, given, result),
                cell_code(run, equation.code),
                " ".join(filter(None, notes)),
            )
        )
    return lines + layer_shares(run, layer, names)


def layer_shares(run: Run, layer: int, names: dict[str, Array]) -> list[Line]:
    """What the step adds to the gradient of each matrix; a bias beside it gains the row itself."""
    gains = {
        after: name for name, (before, after) in run.cell.shares.items() if not before and names.get(name) is not None
    }
    suffix, lines = str(layer + 1) if layer else "", []
    for name, (before, after) in run.cell.shares.items():
        if before:
            rows = np.concatenate([names[part] for part in before.split()])
            bias = gains.get(after, "") if "h_prev" in before else ""
            lines.append(share(run, name + suffix, after, rows, names["d" + after], bias + suffix if bias else "", ""))
    return lines


def share(run: Run, name: str, after: str, rows: Array, gradient: Array, bias: str, said: str) -> Line:
    """What one step adds to a weight gradient, an outer product."""
    outer, examples = np.outer(rows, gradient), len(run.scenario.task.x)
    gained = _("The bias gains the row itself: dL/d{bias} += {row}.").format(bias=bias, row=f"${tex(gradient)}$")
    whole = _("The gradient of the batch is the sum over all steps of all {n} examples; this is the one in view.")
    notes = [gained if bias else "", whole.format(n=examples) if examples > 1 else ""]
    reads = {"Wo": r"h_t", "Wx": "x_t", "Wc": r"[x_t, h_{t-1}]"}.get(name[:2], "h_{t-1}")
    return Line(
        title=_("This step's share of dL/d{name}").format(name=name),
        formula=rf"\frac{{\partial L}}{{\partial W_{{{name[1:]}}}}} \mathrel{{+}}= {reads}^\top "
        rf"\frac{{\partial L}}{{\partial {after}_t}}",
        numbers=rf"{tex(rows)}^\top {tex(gradient)}",
        result=tex(outer),
        shapes=f"({rows.size}×1) {size(gradient)} = {size(outer)}",
        code=said or code(params.over_steps, "return"),
        note=" ".join(filter(None, notes)),
    )


def sent_back(run: Run, equation: BackEquation, t: int, layer: int) -> Array:
    """What the step sends back to a state before it."""
    state, end = equation.name.removesuffix("_prev"), str(layer + 1) if layer else ""
    if t in run.gradients.reached and not (run.cell.reads_before and state == "h"):
        return run.gradients.reached[t][state + end][0]
    if t in run.gradients.reached:  # without what the output of this step sends there itself
        return values(run, t, layer)["dh"] @ values(run, t, layer)["Wc"][-run.scenario.hidden_size :].T
    return run.gradients.signals[f"{state}_from_future{end}"][0, t - 1]


def after(run: Run, t: int) -> str:
    if t + 1 == run.steps:
        return _("It is the last step: nothing comes from a step after it.")
    if t + 1 in run.blocks.starts:
        return _("A block ends here: the gradient from the step after is cut off.")
    return ""


def before(run: Run, t: int) -> str:
    if t in run.gradients.dropped:
        return _("A block begins here: truncation drops this gradient.")
    if t in run.blocks.resets:
        return _("It reaches the initial state: this is its share of dL/dh0.")
    return ""
