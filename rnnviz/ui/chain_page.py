"""The chain behind one cell of the map, opened over the page: Jacobian by Jacobian, from a loss back to a state."""

import numpy as np
import streamlit as st

from rnnviz.core.gradient.chain_rule import Chain, chain
from rnnviz.core.gradient.jacobians import state_names
from rnnviz.core.nn.cells.cell import reads_state_before
from rnnviz.core.run import Run
from rnnviz.core.text.latex import tex
from rnnviz.figures.chain_links import BESIDE, LARGEST, chain_links
from rnnviz.figures.writing import number
from rnnviz.i18n import _
from rnnviz.ui.chart import chart

MOST = 30_000_000  # entries in all Jacobians of a chain; more would take seconds and the browser's memory


def pick() -> None:
    """Remember which cell of the map was clicked; the page opens its chain."""
    picked = st.session_state.stage["picked"]
    if picked:
        st.session_state.chain = picked["loss"], picked["state"]
        ask_for_chain()


def ask_for_chain() -> None:
    st.session_state.chain_opens = True


def open_chain(run: Run) -> None:
    """A button to open the chain without a mouse, and the chain if a cell of the map has just been clicked."""
    st.button(_("Chain from a loss to a state"), icon=":material/link:", key="chain_button", on_click=ask_for_chain)
    if st.session_state.pop("chain_opens", False):
        loss, state = st.session_state.get("chain", (run.steps, 1))
        st.session_state.chain_loss = min(loss, run.steps)
        st.session_state.chain_state = min(state, st.session_state.chain_loss)
        st.session_state.pop("chain_first", None)
        st.dialog(_("From a loss back to a state, factor by factor"), width="large")(show_chain)(run)


def show_chain(run: Run) -> None:
    loss, state, first = st.columns(3)
    t = int(loss.number_input(_("From the loss of step"), 1, run.steps, key="chain_loss"))
    st.session_state.chain_state = min(st.session_state.chain_state, t)
    k = int(state.number_input(_("Back to the state of step"), 1, t, key="chain_state"))
    size = len(state_names(run))
    if size**2 * (t - k) > MOST:
        said = _("{count} Jacobians of {size}×{size} are too many to show. Take a state nearer to the loss.")
        st.info(said.format(count=t - k, size=size))
        return
    found, letter = chain(run, t, k), "h" if size == run.scenario.hidden_size else "s"
    begin = 0
    if len(found.links) > BESIDE:
        label = _("Factors from the …th on, of {count}").format(count=len(found.links))
        begin = first.slider(label, 1, len(found.links) - BESIDE + 1, key="chain_first") - 1
    st.caption(factor_note(run, letter))
    chart(chain_links(found, begin, letter), _("Each Jacobian, their product so far, and the gradient"), "chain")
    st.markdown(notice(run, found))


def factor_note(run: Run, letter: str) -> str:
    said = _(
        "From left to right one step further back. On top the Jacobian of that step, row: state after, column: state "
        "before. In the middle the product of all so far; fading means vanishing. Below, what arrives of this loss."
    )
    if letter == "s":
        names = ", ".join(
            f"h{end}" if state == "h" else f"c{end}" for end in run.layer_ends for state in run.cell.states
        )
        said += " " + _("Here s is all that goes on to the next step: {names}.").format(names=names)
    if len(state_names(run)) > LARGEST:
        said += " " + _("Shown: the first {count} rows and columns of each.").format(count=LARGEST)
    return said


def notice(run: Run, found: Chain) -> str:
    """What has arrived, the number of the map; and how the sizes shrank or grew on the way."""
    t, k = found.loss, found.state
    if found.cut:
        said = _("A cut before step {cut} lies between: nothing of loss {t} reaches state {k}.")
        return said.format(cut=found.cut, t=t, k=k)
    rows = [
        rf"\frac{{\mathrm{{d}} L_{{{t}}}}}{{\mathrm{{d}} h{sub(end)}_{{{k}}}}} = {tex(row)}"
        for end, row in zip(run.layer_ends, found.arrived, strict=True)
    ]
    text = "\n\n".join(f"$$\n{row}\n$$" for row in rows)
    if found.links:
        with np.errstate(all="ignore"):
            sizes = [float(np.linalg.norm(link.factor, 2)) for link in found.links]
            product = float(np.linalg.norm(found.links[-1].product, 2))
        said = _("Factors: {count}, of size {low} to {high}; their product has size {product}.")
        low, high = number(min(sizes)), number(max(sizes))
        text += "\n\n" + said.format(count=len(sizes), low=low, high=high, product=number(product))
    if reads_state_before(run.cell):
        text += "\n\n" + _("This cell's output reads the state before: its loss goes straight to that state.")
    return text


def sub(end: str) -> str:
    return f"^{{({end})}}" if end else ""
