"""Each example opens by one click and by one link, and both show the same."""

import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS

pytestmark = pytest.mark.browser


def test_every_example_opens_by_its_button(open_page):
    visit = open_page()
    for name in reversed(PRESETS):
        visit.example(name).click()
        visit.expect_run(PRESETS[name].scenario)
        visit.expect_no_message()


@pytest.mark.parametrize("name", ["batch", "sunspots"])
def test_an_example_opens_by_its_button_as_by_its_link(open_page, name):
    visit = open_page(f"preset={name}")
    visit.expect_run(PRESETS[name].scenario)
    drawn, other = visit.drawn(), "softmax" if name != "softmax" else "four"
    for next_ in (other, name):
        visit.example(next_).click()
        visit.expect_run(PRESETS[next_].scenario)
    visit.expect_no_message()
    visit.expect_drawn(drawn)


def test_an_example_opens_at_its_start(open_page):
    visit = open_page("preset=four&at=5")
    visit.example("softmax").click()
    expect(visit.slider).to_have_attribute("max", "10")
    visit.expect_at(0)


def test_without_a_link_the_first_example_is_open(open_page):
    visit = open_page()
    visit.expect_run(PRESETS["once"].scenario)
    visit.expect_at(0)


def test_the_block_ends_of_truncation_are_drawn(open_page):
    visit = open_page("preset=stateful")
    cuts = "plot => plot.layout.shapes.filter(({ line }) => line.dash === 'dot').map(({ x0 }) => x0)"
    assert visit.plot("network_back").evaluate(cuts) == [2.5]
    assert visit.plot("network").evaluate(cuts) == []
    visit.go("preset=stateless")
    assert visit.plot("network").evaluate(cuts) == [2.5]


@pytest.mark.parametrize("wait", [225, 250])
def test_an_example_opens_also_while_the_cursor_is_being_told_to_the_server(open_page, wait):
    """The stage reports the cursor 250 ms after a step; a click about then must not be lost for it."""
    visit = open_page("preset=once")
    visit.example("four").evaluate(
        """(button, wait) => {
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
            setTimeout(() => button.click(), wait);
        }""",
        wait,
    )
    visit.expect_run(PRESETS["four"].scenario)
    visit.expect_at(0)
