"""What `streamlit run app.py` serves; the command `rnnviz` starts the same from any folder."""

import streamlit as st

from rnnviz.ui.server.app import app_options

app = st.App(**app_options())
