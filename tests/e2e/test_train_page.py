"""Training on the page: live, stopped and resumed, looked at epoch by epoch, and safe when it explodes."""

import re

import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, train
from rnnviz.core.scenario.weight_text import write_weights

pytestmark = pytest.mark.browser

CLASSIFIER, RHYME = PRESETS["classifier"].scenario, PRESETS["rhyme"].scenario


@pytest.fixture(scope="module")
def history():
    return train(CLASSIFIER)


def trained(open_page, query="preset=classifier&view=train", **options):
    visit = open_page(query, **options)
    visit.click("Train")
    expect(visit.page.get_by_role("button", name="Train again")).to_be_visible()
    return visit


def test_a_training_ends_at_the_last_epoch_and_every_other_can_be_looked_at(open_page, history):
    visit = trained(open_page)
    expect(visit.progress).to_contain_text("Epoch 20 of 20")
    expect(visit.progress).to_contain_text("100 % right")
    expect(visit.curve).to_have_attribute("data-points", "21")
    visit.expect_pictures(history.run_at(20).example(0))
    visit.expect_at(8)
    loss, accuracy = visit.curve.evaluate("plot => plot._fullData.map(({ y }) => [...y])")
    assert loss == pytest.approx(history.losses.tolist(), rel=1e-12)
    assert accuracy == [score.accuracy for score in history.scores]
    visit.mark_nodes()
    visit.epochs.focus()
    for epoch in (19, 18):
        visit.press("ArrowLeft")
        visit.expect_pictures(history.run_at(epoch).example(0))
    visit.press("Home")
    visit.expect_run(CLASSIFIER)
    visit.expect_same_nodes()
    visit.expect_at(8)


def test_another_setting_is_another_training_undo_leads_back_and_an_epochs_weights_can_be_taken(open_page, history):
    visit = trained(open_page)
    visit.type("learning_rate", "0.02")
    expect(visit.page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    expect(visit.progress).to_have_count(0)
    visit.expect_run(CLASSIFIER.but(learning_rate=0.02))
    visit.click("Undo")
    expect(visit.progress).to_contain_text("Epoch 20 of 20")
    visit.expect_pictures(history.run_at(20).example(0))
    visit.click("Take its weights")
    weights = dict(history.params_at(20).items())
    visit.expect_run(CLASSIFIER.but(weights=weights))
    visit.until(lambda: "weights=" in visit.page.url)
    assert write_weights(weights) in visit.page.url.replace("%2A", "*")


def test_a_training_says_how_long_it_takes_is_stopped_and_goes_on_and_nothing_is_lost(open_page):
    visit = open_page("preset=rhyme&view=train&epochs=3000")
    visit.click("Train")
    expect(visit.progress).to_contain_text(re.compile(r"about \d+ s left"))
    visit.until(lambda: visit.epoch >= 3)
    visit.click("Stop")
    expect(visit.page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
    expect(visit.progress).not_to_contain_text("left")
    left = visit.epoch
    assert left >= 3
    visit.page.wait_for_timeout(1000)
    assert visit.epoch == left
    visit.expect_pictures(train(RHYME.but(epochs=left)).run_at(left))
    visit.click("Go on")
    visit.until(lambda: visit.epoch >= left + 3)
    visit.click("Stop")
    expect(visit.page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
    later = visit.epoch
    assert later >= left + 3
    visit.expect_pictures(train(RHYME.but(epochs=later)).run_at(later))


def test_undo_right_after_another_example_is_heard_and_the_training_waits(open_page):
    visit = open_page("preset=rhyme&view=train&epochs=3000")
    for wait in (100, 400):  # ticks of the training come late, or not
        visit.click("Go on" if wait > 100 else "Train")
        before = visit.epoch
        visit.until(lambda before=before: visit.epoch > before)
        visit.example("classifier").click()
        visit.page.wait_for_timeout(wait)
        visit.click("Undo")
        expect(visit.page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
        left = visit.epoch
        visit.page.wait_for_timeout(1000)
        assert visit.epoch == left >= before
