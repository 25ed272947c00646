"""The proof panel, without a browser: what it says of a run that is right, wrong, too large or no number at all."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz import CELLS, PRESETS, Scenario, simulate
from rnnviz.core.verify.pytorch_reference import references

LONG = Scenario(inputs="; ".join(["1 0 0.5"] * 200), hidden_size=3, layers=3, cell="lstm")


def page():
    """What stands around the panel on the page: a run, and a place for what is asked for."""
    import streamlit as st

    from rnnviz.ui.proof_panel import proof_panel

    proof_panel(st.session_state.run)
    if "asked" in st.session_state:
        st.text(st.session_state.asked.inputs)


def opened(run):
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["run"] = run
    test.session_state["proof"] = True
    return looked_at(test.run())


def looked_at(test):
    assert not test.exception
    return test


def spoiled(run):
    """``run`` with one wrong parameter gradient."""
    from dataclasses import replace

    wrong = run.gradients.params.Wh.copy()
    wrong[0, 1] += 1e-3
    return replace(run, gradients=replace(run.gradients, params=run.gradients.params.but(Wh=wrong)))


@pytest.mark.parametrize("name", PRESETS)
def test_every_example_is_proved(name):
    test = opened(simulate(PRESETS[name].scenario).example(0))
    said = [box.value for box in test.success]
    assert len(said) == 3
    assert not test.error
    assert "gradients agree" in said[0]
    assert "identities hold" in said[1]
    assert "PyTorch 2" in said[2].replace("\\", "")


def test_the_tables_hold_the_numbers():
    run = simulate(PRESETS["stateful"].scenario)
    check, sums = (table.value for table in opened(run).dataframe)
    rows = check.set_index("Gradient")
    assert {"dL/dWx", "dL/dWh", "dL/dWo", "dL/dh", "dL/dh0", "h dropped after step 2"} <= set(rows.index)
    assert (rows["Relative error"] < 1e-8).all()
    assert rows.loc["dL/dWh", "Backward pass"] in run.gradients.params.Wh
    assert rows.loc["dL/dWh", "Difference quotient"] == pytest.approx(rows.loc["dL/dWh", "Backward pass"], rel=1e-7)
    assert list(sums["Gradient"]) == ["dL/dh", "dL/dh", "dL/dWx", "dL/dWh", "dL/dWo", "dL/dh"]
    assert (sums["Largest residual"] <= 1e-12 * sums["Scale"]).all()


def test_a_wrong_gradient_is_named_with_its_place():
    test = opened(spoiled(simulate(PRESETS["stateful"].scenario)))
    check, sums = (box.value.replace("\\", "") for box in test.error)
    assert check.startswith("dL/dWh is off")
    assert "dL/dWh" in sums
    rows = test.dataframe[0].value.set_index("Gradient")
    assert rows.loc["dL/dWh", "Entry"] == "row 1, column 2"


def test_it_says_what_the_cut_drops_and_that_nothing_flows_over_a_reset():
    said = {
        name: " ".join(text.value for text in opened(simulate(PRESETS[name].scenario)).markdown)
        for name in ("four", "stateful", "stateless")
    }
    assert "after step 2 drops" in said["stateful"]
    assert "0.00837" in said["stateful"].replace("\\", "")
    assert "nothing flows over a reset" in said["stateless"]
    assert "drops" not in said["four"]


def test_a_large_run_says_how_long_it_takes():
    test = opened(simulate(LONG))
    assert "so large" in test.info[0].value
    assert "proved" not in test.session_state
    assert len(test.success) == 1  # PyTorch's numbers do not hang on this run


def test_a_large_run_is_proved_when_asked(monkeypatch):
    monkeypatch.setattr("rnnviz.ui.proof_panel.PATIENCE", -1.0)
    test = opened(simulate(PRESETS["stateful"].scenario))
    (prove,) = [button for button in test.button if button.label == "Prove it"]
    assert len(looked_at(prove.click().run()).success) == 3
    assert len(looked_at(test.run()).success) == 3


def test_a_part_of_a_run_says_so():
    run = simulate(LONG.but(cell="elman", layers=1, hidden_size=32))
    caption = opened(run).caption[0].value.replace("\\", "")
    assert "entries are compared, always the same" in caption


def test_a_proof_is_kept_until_the_run_changes():
    test = opened(simulate(PRESETS["four"].scenario))
    first = test.session_state.proved[1]
    assert looked_at(test.run()).session_state.proved[1] is first
    test.session_state["run"] = simulate(PRESETS["four"].scenario)
    assert looked_at(test.run()).session_state.proved[1] is first
    test.session_state["run"] = simulate(
        PRESETS["four"].scenario, PRESETS["four"].scenario.params.but(Wh=np.zeros((2, 2)))
    )
    assert looked_at(test.run()).session_state.proved[1] is not first


def test_numbers_that_overflowed_get_a_sentence():
    test = opened(simulate(Scenario(inputs="1e200; 1e200", activation="identity")))
    assert "nothing can be proved" in test.warning[0].value
    assert not test.dataframe


@pytest.mark.parametrize("cell", CELLS)
def test_a_compared_network_can_be_asked_for(cell):
    test = opened(simulate(Scenario(cell=cell, inputs="1; 2")))
    buttons = [button for button in test.button if button.label == "Open it"]
    assert len(buttons) == len(references(cell))
    assert looked_at(buttons[-1].click().run()).text[0].value == references(cell)[-1].scenario.inputs


def test_a_cell_that_was_not_compared_gets_a_sentence(monkeypatch):
    monkeypatch.setattr("rnnviz.ui.against_pytorch.references", lambda _cell: ())
    assert "has been compared" in opened(simulate(Scenario())).info[0].value


def test_nothing_is_computed_while_it_is_closed():
    test = AppTest.from_function(page)
    test.session_state["run"] = simulate(Scenario())
    assert "proved" not in looked_at(test.run()).session_state
