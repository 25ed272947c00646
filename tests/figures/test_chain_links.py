"""The chain as small matrices: every number is the chain's."""

import numpy as np
import plotly.graph_objects as go
import pytest

from rnnviz import PRESETS, Scenario, simulate
from rnnviz.core.gradient.chain_rule import chain
from rnnviz.figures.chain_links import BESIDE, chain_links

FOUR = simulate(PRESETS["four"].scenario)
LONG = simulate(PRESETS["rhyme"].scenario)


def test_factors_products_and_gradients_stand_under_each_other():
    found = chain(FOUR, 4, 1)
    drawn = chain_links(found, 0, "h")
    go.Figure(drawn.to_dict())
    by_axis = {axis: [trace.z for trace in drawn.data if trace.yaxis == axis] for axis in ("y", "y2", "y3")}
    np.testing.assert_array_equal(by_axis["y"], [link.factor for link in found.links])
    np.testing.assert_array_equal(by_axis["y2"], [link.product for link in found.links])
    np.testing.assert_array_equal(
        np.concatenate(by_axis["y3"]), [found.begin, *(link.gradient for link in found.links)]
    )
    titles = [note.text for note in drawn.layout.annotations]
    assert titles[0].startswith("<b>∂h<sub>4</sub>/∂h<sub>3</sub></b>")
    assert titles[-1].startswith("<b>dL<sub>4</sub>/dh<sub>1</sub></b>")


def test_a_long_chain_is_shown_in_parts():
    found = chain(LONG, 19, 1)
    drawn = chain_links(found, 5, "h")
    assert len(drawn.data) == 3 * BESIDE + 1
    assert drawn.layout.annotations[0].text.startswith("<b>∂h<sub>14</sub>/∂h<sub>13</sub></b>")
    assert drawn.layout.annotations[2 * BESIDE].text.startswith("<b>dL<sub>19</sub>/dh<sub>14</sub></b>")
    assert all(np.size(trace.z) <= 72 * 72 for trace in drawn.data)


@pytest.mark.parametrize("cell", ["lstm", "gru", "concat"])
@pytest.mark.parametrize("state", [3, 1])
def test_every_cell_has_its_chain_drawn(cell, state):
    run = simulate(Scenario(inputs="1; 2; 3", cell=cell, layers=2, hidden_size=20))
    go.Figure(chain_links(chain(run, 3, state), 0, "s").to_dict())
