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


def seen(visit, *figures):
    return {figure: visit.lane(figure).evaluate(SEEN, STEPS + 1) for figure in figures}


def walk(visit):
    """Every cursor position, and the step it stands for."""
    for at in range(2 * STEPS + 1):
        visit.expect_at(at)
        yield at, at if at <= STEPS else 2 * STEPS + 1 - at
        visit.press("ArrowRight")


def test_going_forward_hides_what_is_to_the_right_and_coming_back_what_is_to_the_left(look_at):
    visit = look_at("preset=four")
    for at, t in walk(visit):
        forward = list(range(t + 1 if at <= STEPS else STEPS + 1))
        assert seen(visit, *FORWARD) == dict.fromkeys(FORWARD, forward), f"at {at}"
        first = STEPS + 1 if at <= STEPS else t if t > 1 else 0  # with step 1 comes dL/dh0
        backward = list(range(first, STEPS + 1))
        assert seen(visit, *BACKWARD) == dict.fromkeys(BACKWARD, backward), f"at {at}"
        whole = list(range(STEPS + 1)) if at == 2 * STEPS else []  # when the gradient has reached the first step
        assert seen(visit, "weight_gradients") == {"weight_gradients": whole}, f"at {at}"


def test_before_the_backward_steps_no_gradient_is_told(look_at):
    visit = look_at("preset=four")
    for at, _t in walk(visit):
        known, numbers = at > STEPS, visit.numbers()
        for figure in BACKWARD:
            told = set(numbers[figure].values())
            assert ("·" not in told) if known else (told == {"·"}), f"{figure} at {at}"
            assert (visit.lane(figure).locator(".rv-notice").inner_text() == "not yet") is not known


def test_the_mask_is_opaque(look_at):
    visit = look_at("preset=four")
    colour = "mask => getComputedStyle(mask).backgroundColor"
    for figure in FORWARD + BACKWARD:
        assert visit.lane(figure).locator(".rv-mask").evaluate(colour).startswith("rgb("), figure


def test_a_hidden_column_looks_the_same_whatever_is_in_it(open_page):
    visit, pictures = open_page({"preset": "four", "weights": ""}), []
    for text in ("3", "-3"):
        for column in (1, 2):
            visit.edit("Wh", 1, column, text)
        visit.until(lambda text=text: visit.traces("weights")[1][0].tolist() == [float(text)] * 2)
        visit.lane("hidden_states").scroll_into_view_if_needed()
        box = visit.lane("hidden_states").locator(".rv-window").bounding_box()
        step = box["width"] / (STEPS + 1)
        hidden = {"x": box["x"] + step + 6, "y": box["y"] + 2, "width": 4 * step - 12, "height": box["height"] - 4}
        pictures.append(visit.page.screenshot(clip=hidden))
    assert pictures[0] == pictures[1]


def test_the_cursor_stands_over_its_column(look_at):
    visit = look_at("preset=four")
    for width in (1000, 1600):
        visit.page.set_viewport_size({"width": width, "height": 720})
        visit.stand_at(3)
        visit.until(lambda: off_centre(visit, 3) < 1.5)
        visit.stand_at(0)
        for _at, t in walk(visit):
            assert off_centre(visit, t) < 1.5


def off_centre(visit, t):
    band = visit.stage.locator(".rv-cursor").bounding_box()
    return abs(band["x"] + band["width"] / 2 - visit.plot("hidden_states").evaluate(CENTRES)[t])
