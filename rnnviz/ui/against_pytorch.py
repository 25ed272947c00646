"""The cell in view against PyTorch: kept numbers of small networks beside ours, computed now."""

import streamlit as st

from rnnviz.core.run import Run
from rnnviz.core.verify.pytorch_reference import Reference, compare, references
from rnnviz.i18n import _
from rnnviz.ui import session
from rnnviz.ui.verdict import verdict
from rnnviz.ui.words import plain, word

SAME = 1e-10  # numbers up to about 100, of some sixteen digits, added in another order


def against_pytorch(run: Run) -> None:
    """The kept numbers of PyTorch for this cell beside ours, computed now."""
    st.subheader(_("Compared with PyTorch"), anchor=False)
    kept, cell = references(run.scenario.cell), word(run.scenario.cell)
    if not kept:
        st.info(plain(_("No network of the cell “{cell}” has been compared with PyTorch.").format(cell=cell)))
        return
    found = [compare(reference) for reference in kept]
    errors = [max(each.difference for each in numbers.values()) for numbers in found]
    words = {"by": kept[0].by, "module": kept[0].module or _("single tensors, for it has no such module"), "cell": cell}
    words |= {"count": sum(each.theirs.size for numbers in found for each in numbers.values())}
    words |= {"error": f"{max(errors):.1e}"}
    said = _("Compared with {by} in float64 ({module}), {cell}: of {count} numbers the largest difference is {error}.")
    said = said.format(**words)
    verdict(said, "" if max(errors) < SAME else said)
    st.caption(
        plain(
            _(
                "Outputs, losses and gradients of these small networks were computed by PyTorch and kept; ours are "
                "computed now. Open one to see its numbers on the stage."
            )
        )
    )
    for number, (reference, error) in enumerate(zip(kept, errors, strict=True)):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(plain(described(reference, error)))
        right.button(_("Open it"), on_click=session.ask_for, args=(reference.scenario,), key=f"reference {number}")


def described(reference: Reference, error: float) -> str:
    scenario = reference.scenario
    examples, steps, _width = scenario.task.x.shape
    said = _(
        "{head}: layers {layers}, steps {steps}, examples {examples}, H {hidden}; {cut}. Largest difference {error}."
    )
    blocks = _("truncated after {block} steps").format(block=scenario.block)
    cut = blocks if scenario.block else _("not truncated")
    sizes = {"layers": scenario.layers, "steps": steps, "examples": examples, "hidden": scenario.hidden_size}
    kinds = [scenario.activation, scenario.head] if scenario.network.activation else [scenario.head]
    return said.format(head=" · ".join(map(word, kinds)), cut=cut, error=f"{error:.1e}", **sizes)
