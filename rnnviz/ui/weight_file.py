"""Weights from PyTorch and for it: a safetensors file in, a safetensors file out, and what each tensor in it is."""

import streamlit as st

from rnnviz.core.pytorch.weight_file import load_weights, save_weights, tensors
from rnnviz.core.run import Run
from rnnviz.i18n import _
from rnnviz.ui import by_hand
from rnnviz.ui.words import plain


def weight_file(run: Run) -> None:
    """The table of tensors, a button to save the weights of ``run``, and a place to drop a file."""
    try:
        table = tensors(run.scenario)
    except ValueError as error:
        st.caption(plain(str(error)))
        return
    for tensor in table:
        shape, here = "×".join(map(str, tensor.shape)), ", ".join(tensor.holds)
        st.caption(f"**{plain(tensor.name)}** {shape} = {plain(here)}  \n{plain(tensor.how)}")
    if run.scenario.biases:
        said = _(
            "PyTorch adds two biases where one is kept here; trained at one rate, its two together move twice as far."
        )
        st.caption(said)
    st.download_button(
        _("Save as safetensors"),
        lambda: save_weights(run),
        "rnnviz.safetensors",
        "application/octet-stream",
        on_click="ignore",
        icon=":material/download:",
        help=_(
            "The state_dict of a module with embedding, rnn and fc, in float64: the weights of the pictures in view."
        ),
    )
    given = st.file_uploader(_("Load safetensors"), ["safetensors"], key="weight_file", max_upload_size=2)
    if given is not None:
        st.button(_("Use these weights"), on_click=load, args=(given.getvalue(),), type="primary", key="load")


def load(source: bytes) -> None:
    """Set all weights to the file's; a sentence says what does not fit, and nothing changes."""
    try:
        loaded = load_weights(source, st.session_state.good)
    except ValueError as error:
        st.session_state.refused = [str(error)]
        return
    by_hand.set_text(loaded.weights)
    st.session_state.refused = []
