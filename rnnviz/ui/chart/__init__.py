"""A figure that is no Run's: one graph that stays in place while its numbers change."""

from pathlib import Path

import plotly.graph_objects as go
from streamlit.components.v2 import component as register

HERE = Path(__file__).parent

component = register(
    "rnnviz_chart",
    html=(HERE / "chart.html").read_text("utf-8"),
    css=(HERE / "chart.css").read_text("utf-8"),
    js=(HERE / "chart.js").read_text("utf-8"),
    isolate_styles=False,
)


def chart(figure: go.Figure, words: str, key: str) -> None:
    """Show ``figure`` over the whole width; ``words`` say what it shows to those who do not see it."""
    layout = figure.layout
    component(key=key, data={"figure": figure.to_json(), "height": layout.height, "words": words})
