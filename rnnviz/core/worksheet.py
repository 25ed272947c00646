"""One step's arithmetic as a student writes it: formula, the same with this step's numbers, result, shapes, code."""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core import heads, passes
from rnnviz.core.cells.elman import Elman
from rnnviz.core.latex import number, size, tex
from rnnviz.core.params import Array
from rnnviz.core.run import Run, simulate
from rnnviz.i18n import _


class Line(NamedTuple):
    """One equation of a step: ``formula``, ``numbers`` and ``result`` in LaTeX, and the ``code`` that computes it."""

    title: str
    formula: str
    numbers: str
    result: str
    shapes: str
    code: str
    note: str = ""


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
    signals, params, head = row(run.trace.signals, t), run.params, run.head
    x, a, h, y = signals["x"], signals["a"], signals["h"], signals["y"]
    h_prev, target = run.trace.h_prev[0, t], run.target[0, t]
    loss = run.losses[0, t]
    phi = run.cell.activation
    lines = [
        Line(
            _("Pre-activation"),
            r"a_t = x_t W_x + h_{t-1} W_h" + plus(" + b", params.b),
            f"{tex(x)} {tex(params.Wx)} + {tex(h_prev)} {tex(params.Wh)}" + plus(" + ", params.b, tex),
            tex(a),
            f"{size(x)} {size(params.Wx)} + {size(h_prev)} {size(params.Wh)}{plus(' + ', params.b, size)} = {size(a)}",
            code(Elman.project, "matmul") + "; " + code(Elman.step, "np.add"),
        ),
        Line(
            _("Hidden state"),
            rf"h_t = {phi.latex}(a_t)" if phi.latex else "h_t = a_t",
            rf"{phi.latex}\left({tex(a)}\right)",
            tex(h),
            f"{size(a)} → {size(h)}",
            code(Elman.step, "activation"),
        ),
        Line(
            _("Output"),
            r"y_t = h_t W_o" + plus(" + b_o", params.bo),
            f"{tex(h)} {tex(params.Wo)}" + plus(" + ", params.bo, tex),
            tex(y),
            f"{size(h)} {size(params.Wo)}{plus(' + ', params.bo, size)} = {size(y)}",
            code(passes.forward, "y = "),
        ),
    ]
    if head.classes:
        p = signals["p"]
        formula = r"p_t = \mathrm{softmax}(y_t) = e^{y_t} / \textstyle\sum e^{y_t}"
        softmax = code(heads.softmax, "np.exp") + "; " + code(heads.softmax, "p /=")
        numbers = rf"\mathrm{{softmax}}\left({tex(y)}\right)"
        lines.append(Line(_("Probabilities"), formula, numbers, tex(p), f"{size(y)} → {size(p)}", softmax))
        right = int(target.argmax())
        judged = (
            rf"-\log {number(float(p[right]))}"
            if p[right] > 0
            else rf"\log \textstyle\sum e^{{y_t}} - \left({number(float(y[right]))}\right)"
        )
    else:
        judged = (
            "\\tfrac12" if head.back_latex.startswith("y") else ""
        ) + rf"\sum\left({tex(y)} - {tex(target)}\right)^2"
    counts = (
        "" if run.counted[t] else _("The loss of this step is shown, but does not count: only the last step's does.")
    )
    lines.append(
        Line(_("Loss"), f"L_t = {head.loss_latex}", judged, number(loss), "→ 1", code(head.losses, "return"), counts)
    )
    return lines


def backward(run: Run, t: int) -> list[Line]:
    """The lines of step ``t``, from 0, coming back."""
    signals, params = row(run.trace.signals, t), run.params
    grads = row(run.gradients.signals, t)
    dy, dh, da, dx = grads["y"], grads["h"], grads["a"], grads["x"]
    phi, h_prev, h = run.cell.activation, run.trace.h_prev[0, t], signals["h"]
    slope = phi.slope(h)
    shown, target = signals["p" if run.head.classes else "y"], run.target[0, t]
    factor = "2 " if run.head.back_latex.startswith("2") else ""
    start = rf"{factor}\left({tex(shown)} - {tex(target)}\right)" if run.counted[t] else "0"
    back = da @ params.Wh.T
    flows = t + 1 < run.steps and t + 1 not in run.blocks.starts
    future = f"{tex(run.gradients.signals['a'][0, t + 1])} {tex(params.Wh.T)}" if flows else "0"
    last = next(block.stop for block in run.blocks.steps if t < block.stop)
    later = "0" if not flows else "L_{t+1}" if t + 2 == last else rf"L_{{t+1}} \ldots L_{{{last}}}"
    zeroed = "" if run.counted[t] else "; " + code(simulate, "counted(scenario)")
    return [
        Line(
            _("Gradient at the output"),
            r"\frac{\partial L}{\partial y_t} = " + (run.head.back_latex if run.counted[t] else "0"),
            start,
            tex(dy),
            f"{size(dy)}",
            code(run.head.losses_back, "return") + zeroed,
            "" if run.counted[t] else _("This step's loss does not count, so nothing comes from its output."),
        ),
        Line(
            _("Gradient at the hidden state: two ways meet and are added"),
            r"\frac{\partial L}{\partial h_t} = \underbrace{\frac{\partial L}{\partial y_t} W_o^\top}_{L_t}"
            rf" + \underbrace{{\frac{{\partial L}}{{\partial a_{{t+1}}}} W_h^\top}}_{{{later}}}",
            f"{tex(dy)} {tex(params.Wo.T)} + {future}"
            rf" \\[4pt] &= {tex(grads['h_from_output'])} + {tex(grads['h_from_future'])}",
            tex(dh),
            f"{size(dy)} {size(params.Wo.T)} + {f'{size(da)} {size(params.Wh.T)}' if flows else 0} = {size(dh)}",
            code(passes.backward, "np.add"),
            after(run, t),
        ),
        Line(
            _("Gradient at the pre-activation"),
            r"\frac{\partial L}{\partial a_t} = \frac{\partial L}{\partial h_t} \odot "
            rf"\underbrace{{\left({phi.slope_latex}\right)}}_{{\varphi'(a_t)}}",
            rf"{tex(dh)} \odot {tex(slope)}",
            tex(da),
            f"{size(dh)} ⊙ {size(slope)} = {size(da)}",
            code(Elman.step_back, "np.multiply"),
            _(phi.slope_why),
        ),
        Line(
            _("Sent on to the state before"),
            r"\left.\frac{\partial L}{\partial h_{t-1}}\right|_{a_t}"
            r" = \frac{\partial L}{\partial a_t} W_h^\top",
            f"{tex(da)} {tex(params.Wh.T)}",
            tex(back),
            f"{size(da)} {size(params.Wh.T)} = {size(back)}",
            code(Elman.step_back, "return").removeprefix("return "),
            before(run, t),
        ),
        Line(
            _("Gradient at the input"),
            r"\frac{\partial L}{\partial x_t} = \frac{\partial L}{\partial a_t} W_x^\top",
            f"{tex(da)} {tex(params.Wx.T)}",
            tex(dx),
            f"{size(da)} {size(params.Wx.T)} = {size(dx)}",
            code(passes.backward, '["x"] ='),
        ),
        *shares(run, signals, h_prev, da, dy),
    ]


def shares(run: Run, signals: dict[str, Array], h_prev: Array, da: Array, dy: Array) -> list[Line]:
    """What one step of one example adds to each weight gradient."""
    examples, params = len(run.scenario.task.x), run.params
    whole = _("The gradient of the batch is the sum over all steps of all {n} examples; this is the one in view.")
    note = whole.format(n=examples) if examples > 1 else ""
    return [
        share("Wx", r"x_t^\top \frac{\partial L}{\partial a_t}", signals["x"], da, note),
        share("Wh", r"h_{t-1}^\top \frac{\partial L}{\partial a_t}", h_prev, da, note, "" if params.b is None else "b"),
        share(
            "Wo", r"h_t^\top \frac{\partial L}{\partial y_t}", signals["h"], dy, note, "" if params.bo is None else "bo"
        ),
    ]


def share(name: str, formula: str, before: Array, after: Array, note: str, bias: str = "") -> Line:
    """What one step adds to a weight gradient, an outer product; a ``bias`` beside it gains the row itself."""
    outer = np.outer(before, after)
    gains = _("The bias gains the row itself: dL/d{bias} += {row}.").format(bias=bias, row=f"${tex(after)}$")
    return Line(
        title=_("This step's share of dL/d{name}").format(name=name),
        formula=rf"\frac{{\partial L}}{{\partial W_{name[1]}}} \mathrel{{+}}= {formula}",
        numbers=rf"{tex(before)}^\top {tex(after)}",
        result=tex(outer),
        shapes=f"({before.size}×1) {size(after)} = {size(outer)}",
        code=code(passes.params_back, f"{name}="),
        note=" ".join(filter(None, [gains if bias else "", note])),
    )


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


def row(signals: Any, t: int) -> dict[str, Array]:
    return {name: array[0, t] for name, array in signals.items()}


def plus(sign: str, bias: Array | None, write: Callable[[Array], str] = lambda _bias: "") -> str:
    return "" if bias is None else sign + write(bias)


def code(function: Callable, containing: str) -> str:
    """The source line of ``function`` that contains a text.

    >>> code(Elman.step, "np.add")
    'np.add(wx, h.dot(params.Wh), a)'
    """
    lines = [line.strip() for line in inspect.getsource(function).splitlines()]
    return next(line for line in lines if containing in line and not line.startswith(('"', "def"))).rstrip(",")
