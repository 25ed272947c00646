"""Reading the gradient, without a browser: the chain behind a cell of the map, and what has no map."""

from opened_page import looked_at, press, said, shown, visit

CHAIN = "Chain from a loss to a state"


def text(page):
    return " ".join(element.value for kind in (page.markdown, page.caption) for element in kind)


def test_a_cell_with_two_states_has_a_chain():
    page = press(visit(preset="batch", view="gradient", cell="lstm", layers="2", block="0", weights=""), CHAIN)
    assert "Factors: 3, of size" in text(page)
    assert "Here s is all that goes on" in text(page)


def test_a_chain_speaks_chinese():
    page = visit(preset="four", view="gradient", lang="zh")
    assert "因子共 3 个" in text(looked_at(page.button(key="chain_button").click().run()))


def test_too_many_parts_get_a_sentence():
    steps = "; ".join(["1"] * 150)
    page = visit(preset="four", view="gradient", inputs=steps, hidden_size="100", weights="")
    assert "150 steps of 100 units" in said(page)
    assert "Take a shorter sequence" in said(page)
    assert "parts" not in shown(page)
    assert "weight_steps" in shown(page)
