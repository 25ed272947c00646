"""The check in the browser: the proof of the run in view, and somebody's own numbers against it."""

import json
from io import BytesIO

import numpy as np
import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate

pytestmark = pytest.mark.browser

FOUR = simulate(PRESETS["four"].scenario)


def proved(open_page, query):
    visit = open_page(query)
    visit.page.get_by_text("Proof: are these numbers right?").click()
    return visit


@pytest.mark.parametrize("query", ["preset=stateful", "preset=sine&cell=lstm"])
def test_every_number_of_the_run_is_proved(open_page, query):
    visit = proved(open_page, query + "&view=check")
    expect(visit.page.get_by_text("agree with their difference quotients")).to_be_visible()
    expect(visit.page.get_by_text("identities hold; the largest residual is")).to_be_visible()
    expect(visit.page.get_by_text("Compared with PyTorch 2.13")).to_be_visible()
    visit.expect_no_traceback()


def test_the_proof_follows_the_run_in_view(open_page):
    visit = proved(open_page, "preset=four&view=check")
    expect(visit.page.get_by_text("identities hold")).to_be_visible()
    visit.type("block", "2")
    expect(visit.page.get_by_text("Truncated + dropped = full")).to_be_visible()
    visit.click("Undo")
    expect(visit.page.get_by_text("Truncated + dropped = full")).to_have_count(0)
    expect(visit.page.get_by_text("identities hold")).to_be_visible()


def test_a_network_of_pytorchs_opens_on_the_stage_and_undo_leads_back(open_page):
    visit = proved(open_page, "preset=four&view=check")
    visit.page.get_by_role("button", name="Open it").first.click()
    visit.until(lambda: "layers=2" in visit.page.url)
    expect(visit.field("layers")).to_have_value("2")
    visit.click("Undo")
    expect(visit.field("layers")).to_have_value("1")


def test_it_speaks_chinese(open_page):
    visit = open_page("preset=four&view=check&lang=zh")
    visit.page.get_by_text("验证：这些数对吗？").click()
    expect(visit.page.get_by_text("个恒等式都成立")).to_be_visible()


# ---- somebody's own numbers


def hand_in(visit, numbers):
    field = visit.page.get_by_role("textbox", name="Your own numbers, as JSON or CSV")
    field.fill(numbers if isinstance(numbers, str) else json.dumps(numbers))
    visit.press("Control+Enter")


def test_right_numbers_rounded_by_hand_are_right(open_page):
    visit = open_page("preset=four&view=check")
    hand_in(visit, {"h": FOUR.trace.signals["h"][0].round(4).tolist(), "dWh": FOUR.gradients.params.Wh.T.tolist()})
    visit.expect_message("All that was handed in is right")
    expect(visit.page.get_by_text("for column vectors")).to_be_visible()


def test_a_mistake_is_named_and_its_place_is_shown_on_the_stage(open_page):
    visit = open_page("preset=four&view=check")
    hand_in(
        visit, {"dh": FOUR.gradients.signals["h_from_output"][0].tolist(), "dWo": FOUR.gradients.params.Wo.tolist()}
    )
    visit.expect_message("1 of 2 differ")
    expect(visit.page.get_by_text("The sum at the fork is missing")).to_be_visible()
    expect(visit.page.get_by_text("First difference")).to_contain_text("step 3, number 1")
    visit.page.get_by_role("button", name="Show it on the stage").click()
    visit.expect_at(6)
    assert visit.numbers()["hidden_gradients"]["dh1"] == "−0.027442"


def test_what_cannot_be_read_gets_a_sentence(open_page):
    visit = open_page("preset=four&view=check")
    for text, said in (
        ('{"dQ": [1]}', "dQ"),
        ('{"dWh": [[1, 2, 3]]}', "shape"),
        ('{"dWh": ', "JSON"),
        ('{"<img src=x onerror=alert(1)>$x$ **b**": 1}', "<img src=x"),
    ):
        hand_in(visit, text)
        visit.expect_message(said)
        assert visit.page.locator("img[src=x]").count() == 0
    visit.expect_run(PRESETS["four"].scenario)


def npz(**arrays):
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_a_file_of_numpy_is_checked(open_page):
    visit = open_page("preset=four&view=check")
    give(visit, "mine.npz", npz(dWx=-FOUR.gradients.params.Wx))
    expect(visit.page.get_by_text("The sign is wrong")).to_be_visible()


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", npz(dWx=np.array([object()]))])
def test_a_file_that_cannot_be_read_gets_a_sentence(open_page, content):
    visit = open_page("preset=four&view=check")
    give(visit, "mine.npz", content)
    expect(visit.messages.first).to_be_visible()
    visit.expect_no_traceback()


def give(visit, name, content):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    visit.page.locator("[class*='st-key-check_file'] input[type=file]").set_input_files(file)
