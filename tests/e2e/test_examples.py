"""Each example opens by one click, whenever it comes."""

import pytest

from rnnviz import PRESETS

pytestmark = pytest.mark.browser


def test_an_example_opens_by_its_button_at_its_start_whatever_was_open_before(open_page):
    visit = open_page()
    for name in ("adding", "sunspots", "rhyme", "batch", "stateful"):
        visit.example(name).click()
        visit.expect_run(PRESETS[name].scenario)
        visit.expect_at(0)
        visit.expect_no_message()
        visit.press("End")


def test_an_example_opens_also_while_the_cursor_is_being_told_to_the_server(open_page):
    """The stage reports the cursor 250 ms after a step; a click about then must not be lost for it."""
    visit = open_page("preset=once")
    for wait, name in ((225, "four"), (250, "once")):
        visit.example(name).evaluate(
            """(button, wait) => {
                document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
                setTimeout(() => button.click(), wait);
            }""",
            wait,
        )
        visit.expect_run(PRESETS[name].scenario)
        visit.expect_at(0)
