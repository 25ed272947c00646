"""One picture large, for the last row of a hall: keys, pointer, type, contrast, link, and the page left untouched."""

import re

import pytest
from clock import let_pass, stop_clock
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# where Plotly has step t, where the pointer's tip is, and the middle of the marked column
CENTRES = """(slide, t) => {
    const plot = slide.querySelector(".rv-plot:not(.rv-behind)");
    const { xaxis } = plot._fullLayout;
    const boxes = [".rv-beam b", ".rv-beam"].map((part) => slide.querySelector(part).getBoundingClientRect());
    const column = plot.getBoundingClientRect().left + xaxis._offset + xaxis.d2p(t);
    return [column, ...boxes.map(({ left, width }) => left + width / 2)];
}"""
TEXTS = """slide => [...slide.querySelectorAll("*")].filter((node) =>
    node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !node.closest("option, .rv-live, sub")
    && (node.matches("select") || [...node.childNodes].some((child) => child instanceof Text && child.data.trim()))
).map((node) => {
    const { fontSize, color, fill, opacity } = getComputedStyle(node);
    let under = node;
    while (getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)") under = under.parentElement;
    const picture = node.closest(".rv-plot") !== null;
    const small = node.closest("tspan[style*=font-size]"); // an index, like a <sub>
    const ink = picture ? fill : color;
    return [picture ? "picture" : node.tagName.toLowerCase(), small ? 99 : parseFloat(fontSize), ink,
        getComputedStyle(under).backgroundColor, opacity];
})"""
# how far anything sticks out of the window
EXCESS = """slide => [
    ...[document.scrollingElement, slide].flatMap((node) => [
        node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight,
    ]),
    ...[...slide.children].map((node) => Math.max(0, Math.round(node.getBoundingClientRect().bottom - innerHeight))),
]"""
PAGE = """stage => [
    stage.closest("[data-testid=stMain]").scrollTop,
    ...[...stage.querySelectorAll(".rv-lane, .rv-plot, .rv-transport, .rv-cursor")].map((node) =>
        Object.values(node.getBoundingClientRect().toJSON()).map(Math.round).join()),
]"""
COUNT = """() => {
    window.calls = 0;
    for (const name of ["react", "newPlot", "redraw", "relayout", "restyle"]) {
        const call = window.Plotly[name];
        window.Plotly[name] = (...given) => { window.calls++; return call(...given); };
    }
}"""


LEAST = {"picture": 16, "dd": 24, "strong": 24}  # pixels


def slide(visit):
    return visit.stage.locator(".rv-present")


def title(visit):
    return slide(visit).get_by_label("Picture", exact=True)


def expect_picture(visit, name):
    """The picture ``name`` is the large one, and is drawn."""
    expect(title(visit)).to_have_value(name)
    visit.until(lambda: slide(visit).locator(".rv-plot:not(.rv-behind) .main-svg").count())
    label = visit.plot(name).get_attribute("aria-label")
    expect(slide(visit).locator(".rv-plot:not(.rv-behind)")).to_have_attribute("aria-label", label)


def expect_pointer(visit, t):
    """The pointer's tip and the marked column stand where Plotly has the step ``t``."""

    def apart():
        column, *seen = slide(visit).evaluate(CENTRES, t)
        return max(abs(column - centre) for centre in seen)

    visit.until(lambda: apart() < 0.6)
    assert apart() < 0.6


def test_a_picture_fills_the_window_in_type_for_the_last_row(look_at):
    visit = look_at("preset=four", at=2)
    visit.press("p", "1")
    expect_picture(visit, "network")
    expect(visit.page.get_by_role("dialog", name="The network in time")).to_be_visible()
    for size in ({"width": 1024, "height": 768}, {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}):
        visit.page.set_viewport_size(size)
        visit.until(lambda: not any(slide(visit).evaluate(EXCESS)))
        assert not any(slide(visit).evaluate(EXCESS)), size
        box = slide(visit).bounding_box()
        assert (box["width"], box["height"]) == (size["width"], size["height"])
        found = [(kind, pixels) for kind, pixels, *_colours in slide(visit).evaluate(TEXTS)]
        assert {"picture", "p", "span", "strong", "dt", "dd"} <= {kind for kind, _pixels in found}
        assert [(kind, pixels) for kind, pixels in found if pixels < LEAST.get(kind, 18)] == [], size
        expect_pointer(visit, 2)
    expect(slide(visit)).to_contain_text("Forward, step 2 of 4")
    beside = dict(zip(*(slide(visit).locator(f"dl {part}").all_text_contents() for part in ("dt", "dd")), strict=True))
    assert beside == visit.numbers()["network"]


def test_the_page_is_as_it_was_when_the_presenter_comes_back(look_at):
    visit = look_at("preset=four", at=2)
    visit.lane("losses").scroll_into_view_if_needed()
    visit.mark_nodes()
    before = visit.stage.evaluate(PAGE)
    for leave in ("Escape", "p"):
        visit.button("present").click()
        expect(slide(visit)).to_be_focused()
        visit.press(
            "ArrowDown", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab"
        )
        assert visit.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.rv-present')"
        )
        visit.press(leave)
        expect(slide(visit)).to_have_count(0)
        assert visit.stage.evaluate(PAGE) == before
        visit.expect_same_nodes()
        expect(visit.button("present")).to_be_focused()
    visit.press("PageDown")
    visit.expect_at(3)


def test_a_clicker_steps_and_the_pointer_goes_along_to_the_mirror_and_back(open_page):
    visit = open_page("preset=four&present=hidden_states")
    expect_picture(visit, "hidden_states")
    for at in range(1, 9):
        visit.press("PageDown")
        visit.expect_at(at)
        expect_picture(visit, "hidden_states" if at <= 4 else "hidden_gradients")
        expect_pointer(visit, at if at <= 4 else 9 - at)
    assert slide(visit).locator("dd").first.text_content() == visit.numbers()["hidden_gradients"]["dh1"]
    visit.press("Home")
    expect_picture(visit, "hidden_states")
    expect_pointer(visit, 0)
    stop_clock(visit)
    visit.press("Space")
    let_pass(visit, 1020)
    assert visit.at == 2
    visit.press("Space", "ArrowLeft")
    expect_pointer(visit, 1)


def test_a_step_draws_nothing_and_tells_the_server_nothing(open_page):
    visit = open_page("preset=four&present=hidden_states")
    visit.until(lambda: slide(visit).locator(".rv-plot .main-svg").count() >= 6)  # the mirror is there, too
    visit.press("End")
    expect(visit.page).to_have_url(re.compile("at=8.*present=hidden_gradients"))
    visit.page.wait_for_timeout(500)
    before = len(visit.sent)
    visit.page.evaluate(COUNT)
    visit.press_at_once(*["ArrowLeft", "ArrowRight"] * 15, *["ArrowLeft"] * 6)
    assert visit.page.evaluate("window.calls") == 0
    expect(visit.page).to_have_url(re.compile("at=2.*present=hidden_states"))
    assert len(visit.sent) == before + 1


def test_another_picture_is_a_key_or_a_click_away(look_at):
    visit = look_at("preset=four", at=1)
    visit.press("p", "1")
    names = [lane.get_attribute("data-figure") for lane in visit.stage.locator(".rv-lane").all()]
    for key, name in (("ArrowDown", names[1]), ("ArrowUp", names[0]), ("ArrowUp", names[0]), ("4", names[3])):
        visit.press(key)
        expect_picture(visit, name)
    title(visit).select_option("weights")
    expect_picture(visit, "weights")
    expect(slide(visit).locator(".rv-beam")).to_be_hidden()
    slide(visit).get_by_role("button", name="Next picture").click()
    expect_picture(visit, "weight_gradients")
    expect(slide(visit)).to_contain_text(f"{len(names)} / {len(names)}")
    visit.press("ArrowRight")
    visit.expect_at(2)


def test_full_screen_and_black_are_left_before_the_picture_is(look_at):
    visit = look_at("preset=four", at=1)
    visit.press("p", "5")
    expect_picture(visit, "losses")
    whole = "!!document.fullscreenElement"
    visit.press("f")
    visit.until(lambda: visit.page.evaluate(whole))
    assert visit.page.evaluate(f"{whole} && document.elementFromPoint(300, 300).closest('.rv-present') !== null")
    visit.press("Escape")
    visit.until(lambda: not visit.page.evaluate(whole))
    assert not visit.page.evaluate(whole)
    visit.press(".")
    assert slide(visit).evaluate("node => getComputedStyle(node, '::after').backgroundColor") == "rgb(0, 0, 0)"
    visit.press("PageDown")
    assert slide(visit).evaluate("node => getComputedStyle(node, '::after').content") == "none"
    assert visit.at == 1
    visit.press("PageDown")
    visit.expect_at(2)
    visit.press("Escape")
    expect(slide(visit)).to_have_count(0)


def test_the_link_opens_the_large_picture(open_page):
    visit = open_page("preset=four&at=6&view=gradient")
    visit.press("p", "3")
    expect_picture(visit, "parts")
    expect(visit.page).to_have_url(re.compile("present=parts"))
    visit.reload()
    expect_picture(visit, "parts")
    visit.expect_at(6)
    visit.press("Escape")
    expect(visit.page).not_to_have_url(re.compile("present="))
    visit.go("preset=four&at=6&present=<b>nothing")
    visit.expect_message("there is no picture", "<b>nothing", "hidden_states")
    expect(slide(visit)).to_have_count(0)
    visit.expect_at(6)


def test_it_is_black_on_white_or_white_on_black(look_at):
    visit = look_at("preset=four", at=2)
    visit.press("p", "4")
    expect_picture(visit, "outputs")
    for theme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(0, 0, 0)"), ("light", "rgb(255, 255, 255)")):
        visit.page.emulate_media(color_scheme=theme)
        expect(slide(visit)).to_have_css("background-color", ground)
        visit.until(lambda: lowest_contrast(visit) >= 7)
        assert lowest_contrast(visit) >= 7, theme


def lowest_contrast(visit):
    found = slide(visit).evaluate(TEXTS)
    assert len(found) > 10
    assert {opacity for *_others, opacity in found} == {"1"}
    return min(contrast(ink, ground) for _kind, _pixels, ink, ground, _opacity in found)


def contrast(*colours):
    """As the WCAG define it."""
    low, high = sorted(map(luminance, colours))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_field_keeps_the_letters_and_the_view_does_not(open_page):
    visit = open_page("preset=four")
    visit.field("inputs").focus()
    visit.press("End", "p", "f")
    assert visit.field("inputs").input_value().endswith("pf")
    expect(slide(visit)).to_have_count(0)
    visit.press("Backspace", "Backspace", "Enter")
    visit.page.get_by_role("radio", name="Step", exact=True).focus()
    visit.press("p")
    expect_picture(visit, "network")
