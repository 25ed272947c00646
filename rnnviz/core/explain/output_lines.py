"""The lines of a worksheet about the ends of a network: the table at the bottom, the output and its loss on top."""

import numpy as np

from rnnviz.core.arrays import Array, over_steps
from rnnviz.core.explain.lines import Line, Used, row, shapes, used_in
from rnnviz.core.explain.source_lines import assigned, returned, whole
from rnnviz.core.nn.bptt import forward
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run, run_back
from rnnviz.core.text.latex import number, size
from rnnviz.i18n import _


def embedding(run: Run, t: int) -> list[Line]:
    """The row of the table E that stands for the step's symbol."""
    if run.params.E is None:
        return []
    given, x = run.trace.given[t, 0], run.trace.signals["x"][0, t]
    symbol = int(given.argmax())
    return [
        Line(
            _("Embedding: row {row} of the table E stands for the symbol").format(row=symbol + 1),
            r"x_t = e_t E",
            r"{given}\, {E}",
            {"given": Used(given), "E": Used(run.params.E, "E")},
            Used(x, "x"),
            f"{size(given)} {size(run.params.E)} = {size(x)}",
            assigned(forward)["x"][-1],
        )
    ]


def embedding_back(run: Run, t: int) -> list[Line]:
    """What the step adds to dL/dE: one row."""
    if run.params.E is None:
        return []
    given, dx = run.trace.given[t, 0], run.gradients.signals["x"][0, t]
    return [
        Line(
            _("This step's share of dL/d{name}").format(name="E"),
            r"\frac{\partial L}{\partial E} \mathrel{+}= e_t^\top \frac{\partial L}{\partial x_t}",
            r"{given}^\top {dx}",
            {"given": Used(given), "dx": Used(dx, "dx")},
            Used(np.outer(given, dx)),
            f"({given.size}×1) {size(dx)} = ({given.size}×{dx.size})",
            returned(over_steps),
            _("Only row {row}, the symbol's own, gains.").format(row=int(given.argmax()) + 1),
        )
    ]


def output(run: Run, t: int) -> list[Line]:
    """y_t, what the head makes of it, and the loss."""
    y, read, weights = run.trace.signals["y"][0, t], run.trace.read[0, t], run.params
    joined = r"[x_t, h_{t-1}]\," if reads_state_before(run.cell) else "h_t"
    template = "{read} {Wo}" + ("" if weights.bo is None else " + {bo}")
    name = run.cell.read_out[0] if len(run.cell.read_out) == 1 else ""
    used = used_in(template, vars(weights)) | {"read": Used(read, name)}
    line = Line(
        _("Output"),
        f"y_t = {joined} W_o" + ("" if weights.bo is None else " + b_o"),
        template,
        used,
        Used(y, "y"),
        f"{shapes(template, used)} = {size(y)}",
        assigned(forward)["y"][-1],
        reads_before(run),
    )
    return [line, *answers(run, t), loss(run, t)]


def reads_before(run: Run) -> str:
    """What is to be said where the output of a step reads the state before it."""
    if not reads_state_before(run.cell):
        return ""
    return _("The output of a step reads the state before it: no output reads the state after the last step.")


def answers(run: Run, t: int) -> list[Line]:
    """What the head makes of y_t."""
    names = named(run, t)
    return [
        Line(
            _(answer.title),
            answer.latex,
            answer.numbers,
            {"y": Used(names["y"], "y")},
            Used(names[answer.name], answer.name),
            f"{size(names['y'])} → {size(names[answer.name])}",
            whole(answer.f),
        )
        for answer in run.head.answers
    ]


def loss(run: Run, t: int) -> Line:
    names, head = named(run, t), run.head
    counts = (
        "" if run.counted[t] else _("The loss of this step is shown, but does not count: only the last step's does.")
    )
    if not run.counted[t] and run.scenario.shape != "many_to_one":
        counts = _("The loss of this step does not count: the network answers when it has read its input.")
    template = head.loss_numbers
    used = used_in(template, names) | ({"right": Used(right(names))} if "{right}" in template else {})
    answer = Used(run.losses[0, t], "L")
    return Line(_("Loss"), f"L_t = {head.loss_latex}", template, used, answer, "→ 1", whole(head.losses), counts)


def right(names: dict[str, Array]) -> str:
    """The right class's probability, or its logarithm where that is judged; as a power of e where it rounds to 0."""
    if "p" not in names:
        return ""
    which = int(names["t"].argmax())
    judged, p = names.get("q", names["p"])[which], names["p"][which]
    if "q" in names or p > 0:
        return number(float(judged))
    y = names["y"]
    return rf"e^{{{number(float(y[which] - y.max() - np.log(np.exp(y - y.max()).sum())))}}}"


def output_back(run: Run, t: int) -> Line:
    """dL/dy_t: where the gradient begins."""
    names, head, counts = named(run, t), run.head, run.counted[t]
    dy, template = run.gradients.signals["y"][0, t], head.back_numbers if counts else "0"
    return Line(
        _("Gradient at the output"),
        r"\frac{\partial L}{\partial y_t} = " + (head.back_latex if counts else "0"),
        template,
        used_in(template, names),
        Used(dy, "dy"),
        f"{size(dy)}",
        whole(head.losses_back) + ("" if counts else "; " + assigned(run_back)["dy"][-1]),
        "" if counts else _("This step's loss does not count, so nothing comes from its output."),
    )


def named(run: Run, t: int) -> dict[str, Array]:
    """The outputs of step ``t``, from 0, and its target, by the names that a head's templates use."""
    signals = row(run.trace.signals, t)
    return {name: signals[name] for name in ("y", *(answer.name for answer in run.head.answers))} | {
        "t": run.target[0, t]
    }
