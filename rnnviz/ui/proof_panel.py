"""The proof that the run in view is right: differences of the loss, sums that must agree, and PyTorch's numbers."""

from typing import NamedTuple

import streamlit as st

from rnnviz.core.arrays import norm
from rnnviz.core.run import Run
from rnnviz.core.verify.cost import PORTIONS, affordable, check_seconds, identity_seconds
from rnnviz.core.verify.gradient_check import Comparison, GradientCheck, check_gradients
from rnnviz.core.verify.identities import Identity, identities
from rnnviz.i18n import _
from rnnviz.ui.against_pytorch import against_pytorch
from rnnviz.ui.verdict import table, verdict
from rnnviz.ui.words import plain

PATIENCE = 2.0  # seconds that the page may take without being asked
AGREES = 1e-5  # of the scale; a difference quotient keeps about eight digits, a wrong gradient not one

LAW = "- **{}**: ${}$  \n  {}"  # title, formula, meaning


class Proof(NamedTuple):
    """What was found of one run, kept while that run is in view; at most ``most`` entries of an array were nudged."""

    check: GradientCheck
    identities: list[Identity]
    most: int


def proof_panel(run: Run) -> None:
    """The proof of ``run``, computed only while the panel is open."""
    with st.expander(_("Proof: are these numbers right?"), key="proof", on_change="rerun") as opened:
        if not opened.open:
            return
        if run.overflow:
            st.warning(
                _(
                    "The numbers of this run overflow, and nothing can be proved of numbers that are none. "
                    "Take smaller weights, a smaller scale or a shorter sequence."
                )
            )
        elif proof := proof_of(run):
            gradient_check(run, proof)
            all_identities(run, proof)
        against_pytorch(run)


def proof_of(run: Run) -> Proof | None:
    """The proof of ``run``; None while a long one has not been asked for."""
    kept, key = st.session_state.get("proved"), fingerprint(run)
    if kept is not None and kept[0] == key:
        return kept[1]
    most = affordable(run, PATIENCE - identity_seconds(run))
    if not most:
        seconds = check_seconds(run, PORTIONS[-1]) + identity_seconds(run)
        said = _("This run is so large that its proof takes about {seconds} s.").format(seconds=f"{seconds:.0f}")
        st.info(plain(said), icon=":material/hourglass:")
        if not st.button(_("Prove it"), key="prove"):
            return None
    with st.spinner(_("Checking every gradient …")):
        most = most or PORTIONS[-1]
        proof = Proof(check_gradients(run, most), identities(run), most)
    st.session_state.proved = key, proof
    return proof


def fingerprint(run: Run) -> tuple[object, ...]:
    """What makes the run the one it is: its settings, the weights that were used, the example in view."""
    weights = tuple(array.tobytes() for _name, array in run.params.items())
    return run.scenario, weights, run.trace.given.tobytes(), run.target.tobytes(), run.last_state.tobytes()


def gradient_check(run: Run, proof: Proof) -> None:
    """Analytic beside numeric, for the worst entry of every array."""
    st.subheader(_("Gradient check"), anchor=False)
    found = proof.check.comparisons
    worst = max(found, key=lambda name: found[name].error)
    words = {"count": len(found), "name": called(worst), "error": f"{found[worst].error:.1e}"}
    good = _(
        "All {count} gradients agree with their difference quotients; the largest relative error is {error}, of {name}."
    )
    bad = _(
        "{name} is off its difference quotient by a relative error of {error}. Where the loss is large or gradients "
        "explode, a difference quotient loses its digits; elsewhere the gradient is wrong."
    )
    verdict(good.format(**words), "" if found[worst].error <= AGREES else bad.format(**words))
    how = _(
        "Each number is nudged by ε = 1e-5 up and down and the loss computed anew from the plain equations: "
        "(L(θ + ε) − L(θ − ε)) / 2ε. A row is the entry of its array where the two differ most; the error is relative "
        "to the array's largest entry."
    )
    st.caption(plain(" ".join([how, in_part(run, proof)])))
    table(
        {
            _("Gradient"): [called(name) for name in found],
            _("Entry"): [worst_entry(run, name, comparison) for name, comparison in found.items()],
            _("Backward pass"): [float(each.analytic[each.worst]) for each in found.values()],
            _("Difference quotient"): [float(each.numeric[each.worst]) for each in found.values()],
            _("Relative error"): [each.error for each in found.values()],
        },
        {_("Backward pass"): "%.9g", _("Difference quotient"): "%.9g", _("Relative error"): "%.1e"},
    )


def in_part(run: Run, proof: Proof) -> str:
    if proof.most == PORTIONS[0]:
        return ""
    said = _(
        "Of a larger array {most} entries are compared, always the same; all of them would take about {seconds} s."
    )
    return said.format(most=proof.most, seconds=f"{check_seconds(run, PORTIONS[0]):.0f}")


def called(name: str) -> str:
    """A gradient's name in the language in use."""
    state, dropped, step = name.partition(" dropped after step ")
    return _("{name} dropped after step {t}").format(name=state, t=step) if dropped else name


def worst_entry(run: Run, name: str, comparison: Comparison) -> str:
    """Where the worst entry stands, counted from 1."""
    *_before, row, column = (0, 0, *(i + 1 for i in comparison.worst))
    if name.removeprefix("dL/d") in run.scenario.shapes:
        return _("row {row}, column {column}").format(row=max(row, 1), column=column)
    if comparison.analytic.ndim == 3:
        return _("step {t}, number {k}").format(t=row, k=column)
    return _("number {k}").format(k=column)


def all_identities(run: Run, proof: Proof) -> None:
    """What must add up, with what is left of it."""
    st.subheader(_("Identities"), anchor=False)
    found = proof.identities
    failing = ", ".join(dict.fromkeys(" ".join([_(each.kind.title), each.name]) for each in found if not each.holds))
    largest = f"{max(each.residual for each in found):.1e}"
    good = _("All {count} identities hold; the largest residual is {residual}.")
    bad = _("These identities do not hold: {names}.").format(names=failing)
    verdict(good.format(count=len(found), residual=largest), bad if failing else "")
    st.caption(
        plain(
            _(
                "The same gradient is reached in two ways and subtracted. Rounding leaves about 1e-16 of the scale, "
                "what is added without its signs; a wrong number leaves much more."
            )
        )
    )
    kinds = dict.fromkeys(each.kind for each in found)
    st.markdown("\n".join(LAW.format(_(kind.title), kind.formula, _(kind.meaning)) for kind in kinds))
    if cut := what_was_cut(run):
        st.markdown(plain(cut))
    table(
        {
            _("Law"): [_(each.kind.title) for each in found],
            _("Gradient"): [each.name for each in found],
            _("Largest residual"): [each.residual for each in found],
            _("Scale"): [each.scale for each in found],
        },
        {_("Largest residual"): "%.1e", _("Scale"): "%.3g"},
    )


def what_was_cut(run: Run) -> str:
    """What there is to notice about truncation in this run."""
    if dropped := run.gradients.dropped:
        lengths = {t: float(norm(array[0])) for t, array in dropped.items()}
        t = max(lengths, key=lambda t: lengths[t])
        length = float(norm(run.gradients.signals["h"][0, t - 1]))
        said = _("Notice: the cut after step {t} drops a gradient of length {dropped}; the one that stays has {kept}.")
        return said.format(t=t, dropped=f"{lengths[t]:.3g}", kept=f"{length:.3g}")
    if len(run.gradients.blocks.resets) > 1:
        return _("The state is reset at block ends: nothing flows over a reset, so nothing is dropped or added there.")
    return ""
