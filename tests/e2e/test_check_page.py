"""The check in the browser: the proof of the run in view, and somebody's own numbers against it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def proved(open_page, query):
    visit = open_page(query)
    visit.page.get_by_text("Proof: are these numbers right?").click()
    return visit


@pytest.mark.parametrize(
    "query", ["preset=four", "preset=stateful", "preset=adding", "preset=review", "preset=sine&cell=lstm"]
)
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


def test_an_overflow_is_not_proved(open_page):
    query = {"preset": "four", "view": "check", "activation": "identity", "weights": "1*Wh*2*1e200_1e200_1e200_1e200*"}
    visit = proved(open_page, query)
    visit.expect_message("nothing can be proved of numbers that are none")


def test_it_speaks_chinese(open_page):
    visit = open_page("preset=four&view=check&lang=zh")
    visit.page.get_by_text("验证：这些数对吗？").click()
    expect(visit.page.get_by_text("个恒等式都成立")).to_be_visible()
