"""Who does not see the pictures hears the step, its numbers, and what each picture is."""

import re

import pytest
from playwright.sync_api import expect

from rnnviz import PRESETS, simulate
from rnnviz.figures.writing import number
from rnnviz.i18n import catalogue

pytestmark = pytest.mark.browser

RUN = simulate(PRESETS["four"].scenario)
LOCALES = {"en": "en-US", "zh": "zh-CN"}


def heard(visit):
    return visit.stage.locator("[aria-live=polite]")


def numbers_of(at):
    """What is computed at the cursor's place: states, output and loss, or their gradients."""
    forward, t = (True, at) if at <= RUN.steps else (False, 2 * RUN.steps + 1 - at)
    signals = RUN.trace.signals if forward else RUN.gradients.signals
    every = [*signals["h"][0, t - 1], *signals["y"][0, t - 1], *([RUN.losses[0, t - 1]] if forward else [])]
    return [number(float(value)) for value in every]


@pytest.mark.parametrize(("language", "at"), [("en", 7), ("zh", 2)])
def test_a_step_is_told_with_its_numbers(look_at, language, at):
    visit = look_at("preset=four", at=at - 1, locale=LOCALES[language])
    visit.press("ArrowRight")
    sentence = "Forward, step {t} of {T}" if at <= RUN.steps else "Backward, step {t} of {T}"
    said = catalogue(language).gettext(sentence).format(t=min(at, 9 - at), T=4)
    expect(heard(visit)).to_contain_text(said)
    for value in numbers_of(at):
        expect(heard(visit)).to_contain_text(value)
    assert len(heard(visit).inner_text()) < 1000
    expect(visit.page.locator("html")).to_have_attribute("lang", language)


def test_a_changed_weight_is_told_too(open_page):
    visit = open_page("preset=four&at=2")
    visit.edit("Wh", 1, 1, "-3")
    changed = simulate(RUN.scenario.but(weights=RUN.scenario.matrices | {"Wh": [[-3.0, 0.4], [0.5, 0.5]]}))
    expect(heard(visit)).to_contain_text(number(float(changed.trace.signals["h"][0, 1, 0])))


def test_playing_floods_nobody(open_page):
    visit = open_page("preset=rhyme&at=0")
    visit.stage.locator("select").select_option("60")
    visit.page.evaluate("""() => {
        window.told = [];
        const live = document.querySelector("[aria-live=polite]");
        new MutationObserver(() => told.push(live.textContent)).observe(live, { childList: true });
    }""")
    visit.press("End", "Home", " ")
    visit.until(lambda: visit.at == int(visit.slider.get_attribute("max")))
    expect(heard(visit)).to_contain_text("Backward, step 1")
    assert len(visit.page.evaluate("told")) <= 3
    expect(visit.stage.locator("output")).to_have_attribute("aria-live", "off")


def test_every_picture_is_a_named_part_with_a_text_for_its_place(look_at):
    visit = look_at("preset=four", at=2)
    expect(heard(visit)).to_contain_text("Forward, step 2")
    titles = visit.stage.locator(".rv-lane h3").all_inner_texts()
    assert len(titles) > 8
    for title in titles:
        part = visit.stage.get_by_role("region", name=title, exact=True)
        expect(part.get_by_role("heading", name=title, exact=True)).to_have_count(1)
        expect(part.get_by_role("img")).to_have_accessible_name(re.compile(re.escape(title)))
    states = visit.lane("hidden_states")
    expect(states.get_by_role("img")).to_have_accessible_name(re.compile("the state moved by .* = 0.163977"))
    expect(states.locator("dl")).not_to_have_attribute("inert", "")
    gradients = visit.lane("hidden_gradients")
    expect(gradients.get_by_role("img")).to_have_accessible_name(re.compile("not yet$"))
    expect(gradients.locator("dl")).to_have_attribute("inert", "")


def test_headings_lead_from_the_pictures_to_the_worksheet(look_at):
    visit = look_at("preset=four", at=2)
    main = visit.page.get_by_role("main")
    expect(main.get_by_role("heading", name="Pictures", level=2)).to_have_count(1)
    expect(main.get_by_role("heading", name="Worksheet: forward, step 2", level=3)).to_have_count(1)
