"""One update of one weight in slow motion: gradient, clipped gradient, the optimiser's state, new weight."""

import numpy as np

from rnnviz.core.equation import PLACE, fill
from rnnviz.core.explain.lines import Line, Used
from rnnviz.core.explain.source_lines import assigned, whole
from rnnviz.core.nn.params import Params
from rnnviz.core.optimizers import OPTIMIZERS, Optimizer, line_by_line
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.latex import number
from rnnviz.core.train import clipping
from rnnviz.core.train.update import Update, update
from rnnviz.i18n import _


@np.errstate(all="ignore")
def slow_motion(scenario: Scenario, step: Update, name: str, row: int, column: int) -> list[Line]:
    """The lines of ``step`` for the weight at ``row``, ``column`` (from 0) of matrix ``name``; a bias is one row."""
    at = flat_index(scenario.params, name, row, column)
    return [gradient(step, at), *clips(scenario, step, at), *rules(scenario, step, at)]


def flat_index(params: Params, name: str, row: int, column: int) -> int:
    """Where a weight stands among all of them in one row.

    >>> flat_index(Params(Wh=np.zeros((2, 2)), b=np.zeros(2)), "b", 0, 1)
    5
    """
    first = 0
    for other, array in params.items():
        if other == name:
            return first + int(np.ravel_multi_index((row, column), np.atleast_2d(array).shape))
        first += array.size
    raise KeyError(name)


def gradient(step: Update, at: int) -> Line:
    return Line(
        _("Gradient: the mean over the answers of the batch"),
        r"g = \frac{1}{n} \frac{\partial L}{\partial w}",
        r"\frac{1}{{answers}} \cdot {sum}",
        {"answers": Used(str(step.answers)), "sum": Used(signed(step.gradient[at] * step.answers))},
        Used(step.gradient[at]),
        "",
        assigned(update)["gradient"][-1],
    )


def clips(scenario: Scenario, step: Update, at: int) -> list[Line]:
    """What clipping makes of the gradient, where it is on."""
    lines, g = [], step.gradient
    if most := scenario.clip_norm:
        length = np.sqrt(np.square(g).sum())
        shorter = clipping.clip_norm(g, most)
        lines.append(
            Line(
                _("Clipped by norm"),
                r"g \min\left(\frac{\mathrm{most}}{\lVert g \rVert + 10^{-6}}, 1\right)",
                r"{g} \cdot \min\left(\frac{{most}}{{length} + 10^{-6}}, 1\right)",
                {"g": Used(signed(g[at])), "most": Used(number(most)), "length": Used(length)},
                Used(shorter[at]),
                "",
                whole(clipping.clip_norm),
                _("‖g‖ is the length of the whole gradient, over all weights."),
            )
        )
        g = shorter
    if most := scenario.clip_value:
        lines.append(
            Line(
                _("Clipped by value"),
                r"\min(\max(g, -\mathrm{most}), \mathrm{most})",
                r"\min(\max({g}, -{most}), {most})",
                {"g": Used(g[at]), "most": Used(number(most))},
                Used(step.clipped[at]),
                "",
                whole(clipping.clip_value),
            )
        )
    return lines


def rules(scenario: Scenario, step: Update, at: int) -> list[Line]:
    """The optimiser's own lines."""
    optimizer, moment = OPTIMIZERS[scenario.optimizer], step.before
    rate, count = scenario.learning_rate, moment.count + 1
    slots = [slot[at] for slot in moment.slots]
    lines = vars(line_by_line(optimizer, moment.weights[at], step.clipped[at], tuple(slots), rate, count))
    before = dict(zip(optimizer.slots, slots, strict=True)) | {"w": moment.weights[at]}
    names = lines | {f"{name}_before": value for name, value in before.items()}
    names |= {"g": step.clipped[at], "lr": rate, "t": count}
    names |= {name: constant.value for name, constant in optimizer.constants.items()}
    written = symbols(optimizer)
    return [
        Line(
            _(equation.title),
            f"{written[equation.name]} = {fill(equation.template, written)}",
            equation.template,
            {each: Used(signed(names[each])) for each in PLACE.findall(equation.template)},
            Used(np.float64(lines[equation.name])),
            "",
            assigned(type(optimizer).step)[equation.name][-1],
        )
        for equation in optimizer.equations
    ]


def symbols(optimizer: Optimizer) -> dict[str, str]:
    r"""How the names of an optimiser's templates are written.

    >>> symbols(OPTIMIZERS["adam"])["m_hat"], symbols(OPTIMIZERS["adam"])["m_before"]
    ('\\hat m_t', 'm_{t-1}')
    """
    found = {"g": "g_t", "lr": r"\eta", "t": "t"}
    for name in ("w", *(equation.name for equation in optimizer.equations)):
        letter, _underscore, accent = name.partition("_")
        found[name] = rf"\{accent} {letter}_t" if accent else f"{letter}_t"
        found[f"{name}_before"] = f"{letter}_{{t-1}}"
    return found | {name: constant.symbol for name, constant in optimizer.constants.items()}


def signed(value: float) -> str:
    """A number fit to stand in a product: a negative one in parentheses."""
    return rf"\left({number(value)}\right)" if value < 0 else number(value)
