"""A figure that is no Run's: one graph that stays in place while its numbers change."""

from pathlib import Path

import plotly.graph_objects as go

from rnnviz.ui.component import from_folder

component = from_folder(Path(__file__).parent)


def chart(figure: go.Figure, words: str, key: str) -> None:
    """Show ``figure`` over the whole width; ``words`` say what it shows to those who do not see it."""
    layout = figure.layout
    component(key=key, data={"figure": figure.to_json(), "height": layout.height, "words": words})
