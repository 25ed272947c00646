"""One step's arithmetic as a student writes it: formula, the same with this step's numbers, result, shapes, code."""

import numpy as np

from rnnviz.core.equation import PLACE, Equation, fill
from rnnviz.core.explain.lines import BREAK, Line, Used, of_layer, shapes, symbols_of, title, used_in, values, written
from rnnviz.core.explain.output_lines import embedding, embedding_back, output, output_back
from rnnviz.core.explain.share_lines import layer_shares, output_share
from rnnviz.core.explain.source_lines import backward_code, forward_code
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run
from rnnviz.core.text.latex import size
from rnnviz.i18n import _


@np.errstate(all="ignore")
def worksheet(run: Run, at: int) -> list[Line]:
    r"""What happens at cursor ``at``, 0 … 2T, in the first example: nothing at 0, then T steps forward, T back.

    >>> from rnnviz import PRESETS, simulate
    >>> [line.formula for line in worksheet(simulate(PRESETS["once"].scenario), 1)][:2]
    ['a_t = x_t W_x + h_{t-1} W_h', 'h_t = \\sigma\\left(a_t\\right)']
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
    names, lines = values(run, t, layer), []
    for equation in run.cell.equations:
        formula, calculation, used = written(equation, run, names)
        result, sizes = names[equation.name], shapes(calculation, used)
        lines.append(
            Line(
                title(run, equation, layer, run.cell.equations),
                f"{symbols_of(run)[equation.name]} = {formula}",
                calculation,
                used,
                Used(result, equation.name),
                f"{sizes} {'=' if ' ' in sizes else '→'} {size(result)}",
                forward_code(run.cell, equation.name),
                layer=layer,
            )
        )
    return lines


def backward(run: Run, t: int) -> list[Line]:
    """The lines of step ``t``, from 0, coming back."""
    lines = [output_back(run, t)]
    for layer in reversed(range(run.scenario.layers)):
        lines += [meeting(run, t, layer), *layer_backward(run, t, layer), *layer_shares(run, t, layer)]
    return [*lines, *embedding_back(run, t), output_share(run, t)]


def layer_backward(run: Run, t: int, layer: int) -> list[Line]:
    """The cell's gradient equations in one layer."""
    names, lines = values(run, t, layer), []
    for equation in run.cell.back_equations:
        formula, calculation, used = written(equation, run, names)
        sizes, result, note = shapes(calculation, used), names[f"d{equation.name}"], equation.note and _(equation.note)
        if layer == run.scenario.layers - 1 and equation.name == "x" and "x" in run.cell.read_out:
            formula += r" + \frac{\partial L}{\partial y_t} W_{o,x}^\top"  # what the output layer reads of x itself
            calculation += " + {direct}"
            used["direct"] = Used(names["dy"] @ names["Wo"][: names["x"].size].T)
        lines.append(
            Line(
                title(run, equation, layer, run.cell.back_equations),
                f"{symbols_of(run)['d' + equation.name]} = {formula}",
                calculation,
                used,
                Used(result, f"d{equation.name}"),
                f"{sizes} = {size(result)}",
                backward_code(run.cell, equation.name),
                " ".join(filter(None, [note, where_it_goes(run, t) if equation.name == "h_before" else ""])),
                layer,
            )
        )
    return lines


def meeting(run: Run, t: int, layer: int) -> Line:
    """dL/dh_t: what comes from above and what comes from the step after are added."""
    names = values(run, t, layer)
    top, early = layer == run.scenario.layers - 1, reads_state_before(run.cell)
    above, own, from_own = from_above(run, names, top=top)
    later, sent, from_sent = from_later(run, t, layer)
    own_losses, later_losses = losses_of_both(run, t, top=top, early=top and early)
    both, used = "{dh_from_output} + {dh_from_future}", from_own | from_sent
    return Line(
        of_layer(run, _("Gradient at the hidden state: two ways meet and are added"), layer),
        rf"\frac{{\partial L}}{{\partial h_t}} = \underbrace{{{above}}}_{{{own_losses}}}"
        rf" + \underbrace{{{later}}}_{{{later_losses}}}",
        f"{own} + {sent}{BREAK}{both}",
        used | used_in(both, names),
        Used(names["dh"], "dh"),
        f"{shapes(own, used)} + {shapes(sent, used)} = {size(names['dh'])}",
        backward_code(run.cell, "h"),
        where_it_comes_from(run, t),
        layer,
    )


def from_above(run: Run, names: dict[str, np.ndarray], *, top: bool) -> tuple[str, str, dict[str, Used]]:
    """The first addend, what the output or the layer above sends to h_t: formula, calculation and what it uses."""
    template = "{dh_from_output}"
    if not top:
        formula = r"\frac{\partial L}{\partial h_t}\Big|_{\mathrm{above}}"
    elif reads_state_before(run.cell):
        formula = r"\frac{\partial L}{\partial y_{t+1}} W_{o,h}^\top"
    else:
        formula, template = r"\frac{\partial L}{\partial y_t} W_o^\top", "{dy} {WoT}"
    return formula, template, used_in(template, names)


def from_later(run: Run, t: int, layer: int) -> tuple[str, str, dict[str, Used]]:
    """The second addend, what step t + 1 sends back, in the same way; 0 where nothing comes over."""
    sent = next(equation for equation in run.cell.back_equations if equation.name == "h_before")
    formula = right_side(run, sent)
    if t + 1 == run.steps or t + 1 in run.blocks.starts:
        return formula, "0", {}
    _formula, calculation, used = written(sent, run, values(run, t + 1, layer))
    known = {f"later_{name}": each._replace(later=1) for name, each in used.items()}
    return formula, PLACE.sub(r"{later_\1}", calculation), known


def right_side(run: Run, sent: Equation) -> str:
    """What is sent back, written for step t + 1."""
    given = {name: each.symbol for name, each in sent.given.items()}
    shown = symbols_of(run, "{t+1}", "t") | given
    return fill(sent.template, shown)


def losses_of_both(run: Run, t: int, *, top: bool, early: bool) -> tuple[str, str]:
    """Which losses each addend comes from; an output that reads the state before has h_t one step later."""
    last = next(block.stop for block in run.blocks.steps if t < block.stop)
    left, first = last - t - 1, int(early)
    return loss_names(first, min(first, left) if top else left, last), loss_names(1 + first, left, last)


def loss_names(near: int, far: int, last: int) -> str:
    r"""The losses of steps t + ``near`` to t + ``far``, which is step ``last`` of all, as LaTeX; 0 if there are none.

    >>> print(loss_names(1, 3, last=4), "and", loss_names(0, 0, last=1), "and", loss_names(2, 1, last=4))
    L_{t+1} \ldots L_{4} and L_t and 0
    """
    if near > far:
        return "0"
    first = f"L_{{t+{near}}}" if near else "L_t"
    return first if near == far else rf"{first} \ldots L_{{{last}}}"


def where_it_comes_from(run: Run, t: int) -> str:
    if t + 1 == run.steps:
        return _("It is the last step: nothing comes from a step after it.")
    if t + 1 in run.blocks.starts:
        return _("A block ends here: the gradient from the step after is cut off.")
    return ""


def where_it_goes(run: Run, t: int) -> str:
    if t in run.gradients.dropped:
        return _("A block begins here: truncation drops this gradient.")
    if t in run.blocks.resets:
        return _("It reaches the initial state: this is its share of dL/dh0.")
    return ""
