"""What has not happened yet is hidden: the future going forward, the past's gradient coming back."""

import pytest

pytestmark = pytest.mark.browser

STEPS = 4
FORWARD = ["network", "inputs", "hidden_states", "outputs", "losses"]
BACKWARD = ["output_gradients", "hidden_gradients", "gradient_size", "network_back"]
# the columns whose centre the mask does not cover, counted from 0
SEEN = """(lane, columns) => {
    const mask = lane.querySelector(".rv-mask").getBoundingClientRect();
    const pane = lane.querySelector(".rv-window").getBoundingClientRect();
    const centres = Array.from({ length: columns }, (_, t) => pane.left + (t + 0.5) * pane.width / columns);
    return centres.flatMap((x, t) => x > mask.left && x < mask.right ? [] : [t]);
}"""
CENTRES = """plot => {
    const box = plot.getBoundingClientRect();
    const { xaxis } = plot._fullLayout;
    return [0, 1, 2, 3, 4].map((t) => box.left + xaxis._offset + xaxis.c2p(t));
}"""


def seen(visit, figure):
    return visit.lane(figure).evaluate(SEEN, STEPS + 1)


def walk(visit):
    """Every cursor position, and the step it stands for."""
    for at in range(2 * STEPS + 1):
        visit.expect_at(at)
        yield at, at if at <= STEPS else 2 * STEPS + 1 - at
        visit.press("ArrowRight")


def test_going_forward_hides_what_is_to_the_right(open_page):
    visit = open_page("preset=four")
    for at, t in walk(visit):
        columns = list(range(t + 1 if at <= STEPS else STEPS + 1))
        assert {figure: seen(visit, figure) for figure in FORWARD} == dict.fromkeys(FORWARD, columns), f"at {at}"


def test_coming_back_hides_what_is_to_the_left(open_page):
    visit = open_page("preset=four")
    for at, t in walk(visit):
        first = STEPS + 1 if at <= STEPS else t if t > 1 else 0  # with step 1 comes dL/dh0
        columns = list(range(first, STEPS + 1))
        assert {figure: seen(visit, figure) for figure in BACKWARD} == dict.fromkeys(BACKWARD, columns), f"at {at}"


def test_the_weight_gradients_stand_when_the_gradient_has_reached_the_first_step(open_page):
    visit = open_page("preset=four")
    for at, _t in walk(visit):
        columns = list(range(STEPS + 1)) if at == 2 * STEPS else []
        assert seen(visit, "weight_gradients") == columns, f"at {at}"


def test_the_mask_is_opaque(open_page):
    visit = open_page("preset=four")
    colour = "mask => getComputedStyle(mask).backgroundColor"
    for figure in FORWARD + BACKWARD:
        assert visit.lane(figure).locator(".rv-mask").evaluate(colour).startswith("rgb("), figure


def test_a_hidden_column_looks_the_same_whatever_is_in_it(open_page):
    pictures = []
    for weights in ("", "1*Wh*2*3_-3_3_-3*"):
        visit = open_page({"preset": "four", "weights": weights})
        visit.lane("hidden_states").scroll_into_view_if_needed()
        box = visit.lane("hidden_states").locator(".rv-window").bounding_box()
        step = box["width"] / (STEPS + 1)
        hidden = {"x": box["x"] + step + 6, "y": box["y"] + 2, "width": 4 * step - 12, "height": box["height"] - 4}
        pictures.append(visit.page.screenshot(clip=hidden))
    assert pictures[0] == pictures[1]


def test_before_the_backward_steps_no_gradient_is_told(open_page):
    visit = open_page("preset=four")
    for at, _t in walk(visit):
        known = at > STEPS
        for figure in BACKWARD:
            told = set(visit.numbers()[figure].values())
            assert ("·" not in told) if known else (told == {"·"}), f"{figure} at {at}"
            assert (visit.lane(figure).locator(".rv-notice").inner_text() == "not yet") is not known


def test_the_cursor_stands_over_its_column(open_page):
    visit = open_page("preset=four")
    centres = visit.plot("hidden_states").evaluate(CENTRES)
    for _at, t in walk(visit):
        band = visit.stage.locator(".rv-cursor").bounding_box()
        assert band["x"] + band["width"] / 2 == pytest.approx(centres[t], abs=1.5)


def test_the_cursor_follows_a_resized_window(open_page):
    visit = open_page("preset=four&at=3")
    for width in (1000, 1600):
        visit.page.set_viewport_size({"width": width, "height": 720})
        visit.until(lambda: off_centre(visit) < 1.5)
        assert off_centre(visit) < 1.5
        visit.press("ArrowRight", "ArrowLeft")
        visit.expect_at(3)


def off_centre(visit):
    band = visit.stage.locator(".rv-cursor").bounding_box()
    return abs(band["x"] + band["width"] / 2 - visit.plot("hidden_states").evaluate(CENTRES)[3])
