"""Training on the page, without a browser: its end, an explosion, one update in slow motion, and what it writes."""

import pytest
from opened_page import looked_at, press, read, said, visit

HOSTILE = "<img src=x onerror=alert(1)>$x$ **b** " * 3


def trained(label="Train", **parameters):
    """The page once a training begun on it has ended."""
    page = press(visit(view="train", **parameters), label)
    while page.session_state.running:
        looked_at(page.run())
    return looked_at(page.run())


def labels(page):
    return [button.label for button in page.button]


@pytest.mark.parametrize(
    ("language", "train", "again", "where"),
    [("en", "Train", "Train again", "Epoch 20 of 20"), ("zh", "训练", "重新训练", "第 20 轮，共 20 轮")],
)
def test_a_training_ends_at_its_last_epoch(language, train, again, where):
    page = trained(train, preset="classifier", lang=language)
    assert page.session_state.training.epochs == 20
    assert again in labels(page)
    assert train not in labels(page)
    (progress,) = page.get("progress")
    assert where in progress.proto.text
    assert page.session_state.at == 8
    assert page.query_params["view"] == "train"


def test_an_explosion_is_told_and_the_last_good_weights_stay():
    page = trained(preset="four", activation="identity", optimizer="sgd", learning_rate="100", epochs="100")
    assert "Training stopped in epoch" in said(page)
    assert "smaller learning rate" in said(page)
    assert "Go on" not in labels(page)
    assert page.session_state.training.run_at(page.session_state.training.epochs).overflow is None


def test_one_update_is_shown_with_its_numbers():
    page = trained(preset="classifier")
    page.session_state["slow"] = True
    text = " ".join(element.value for element in looked_at(page.run()).markdown)
    assert "Update 41: Wh, row 1, column 1" in read(text)
    assert "Running mean of gradients" in text
    assert "New weight" in text


def test_a_trained_rhyme_writes_and_writes_anew():
    page = trained(preset="rhyme", epochs="10")
    first = page.code[-1].value
    assert len(first) == 120
    assert press(page, "Write").code[-1].value != first


def test_a_text_of_markup_is_written_as_text():
    page = trained(preset="rhyme", epochs="2", corpus=HOSTILE, inputs=HOSTILE[:40])
    assert set(page.code[-1].value) <= set(HOSTILE)
    assert not any("<img" in element.value for kind in (page.markdown, page.caption) for element in kind)
