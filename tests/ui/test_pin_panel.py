"""What a comparison says of A and B is for people: settings by their titles, weights cell by cell."""

import json

from opened_page import looked_at, press, said, shown, visit

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


def test_a_comes_back_and_undo_leads_to_b_again():
    page = press(visit(preset="four", view="compare"), "Pin this run as A")
    looked_at(page.number_input(key="seed").set_value(5).run())
    assert {"hidden_a", "hidden_b", "hidden_difference"} <= shown(page).keys()
    assert page.query_params["a.seed"] == "0"
    assert press(page, "Go back to A").session_state.good == FOUR
    assert press(page, "Undo").session_state.good == FOUR.but(seed=5)


def test_what_has_no_difference_gets_a_sentence():
    page = looked_at(
        visit(preset="four", view="compare", **{"a.seed": "0"}).number_input(key="hidden_size").set_value(3).run()
    )
    assert "A has states of 2 numbers, B of 3" in said(page)
    assert "hidden_states" in shown(page)


def test_it_speaks_chinese():
    page = visit(preset="four", view="compare", lang="zh", **{"a.activation": "tanh"})
    assert any(text.value.startswith("从 A 到 B") for text in page.caption)
    assert "B − A" in json.loads(shown(page)["hidden_difference"])["layout"]["meta"]["title"]
