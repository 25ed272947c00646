"""What a comparison says of A and B is for people: settings by their titles, weights cell by cell."""

from rnnviz.core.presets import PRESETS
from rnnviz.ui.pin_panel import differences

FOUR = PRESETS["four"].scenario


def test_weights_are_named_cell_by_cell():
    other = FOUR.but(weights=FOUR.weights.replace("*Wh*2*.4", "*Wh*2*-1.5"))
    assert differences(FOUR, other) == "From A to B: Wh, row 1, column 1: 0.400000 → −1.500000"


def test_of_many_weights_the_first_are_named():
    said = differences(FOUR, FOUR.but(weights="", activation="tanh"))
    assert "Activation" in said
    assert said.endswith("and 7 more weights")
    assert "1*Wx" not in said


def test_equal_runs_are_called_so():
    assert differences(FOUR, FOUR).startswith("A and B are the same so far")
